"""A post in an organisation: the role it carries and the area it answers for."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within


class PostQuerySet(models.QuerySet["Post"]):
    """Posts, asked for in the words of the office."""

    def of_county(self, county_code: str) -> Self:
        """Those of one county."""
        return self.filter(county_code=county_code)

    def visible_to(self, actor: Actor) -> Self:
        """Those of counties where the actor may look at people."""
        areas = actor.areas_for("people.view")
        return self.filter(within(areas, "county_code"))


class Post(models.Model):
    """What somebody is appointed to: the role says what may be done, the area (a code prefix) where.

    Only the operator's post has no area: which enterprises an operator works for is the registry's knowledge.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="posts", verbose_name=_("单位")
    )
    code = models.SlugField(max_length=60, unique=True, verbose_name=_("岗位代码"))
    title = models.CharField(max_length=60, verbose_name=_("岗位名称"))
    role = models.CharField(max_length=20, verbose_name=_("角色"))
    area = models.CharField(max_length=12, blank=True, default="", verbose_name=_("责任区"))

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [models.Index(fields=["county_code", "role"], name="post_county_role")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(area="", role="operator")
                | (
                    models.Q(area__regex=r"^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$")
                    & ~models.Q(role="operator")
                ),
                name="post_has_an_area_unless_operator",
            ),
        ]

    def __str__(self) -> str:
        return self.title
