"""An organisation of the county: its government, a bureau, a department, a township, a command."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, asked for in the words of the office."""

    def of_county(self, county_code: str) -> Self:
        """Those of one county."""
        return self.filter(county_code=county_code)

    def visible_to(self, actor: Actor) -> Self:
        """Those that sit in an area where the actor may look at people."""
        areas = actor.areas_for("people.view")
        return self.filter(within(areas))


class Organisation(models.Model):
    """A body that has posts; its division tells where it sits, its series how its documents are numbered."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        COUNTY = "county", _("县政府")
        BUREAU = "bureau", _("经贸主管部门")
        DEPARTMENT = "department", _("部门")
        TOWNSHIP = "township", _("乡镇（街道）")
        COMMAND = "command", _("指挥部")

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    code = models.SlugField(max_length=60, unique=True, verbose_name=_("单位代码"))
    name = models.CharField(max_length=120, verbose_name=_("单位名称"))
    short_name = models.CharField(max_length=40, verbose_name=_("简称"))
    kind = models.CharField(max_length=12, choices=Kind.choices, verbose_name=_("单位类别"))
    division_code = models.CharField(max_length=12, verbose_name=_("所在区划代码"))
    series = models.CharField(max_length=40, blank=True, default="", verbose_name=_("发文字号机关代字"))

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [models.Index(fields=["county_code", "kind"], name="organisation_county_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(county_code__regex=r"^[0-9]{6}$"), name="organisation_county_is_six_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(division_code__regex=r"^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$"),
                name="organisation_division_is_a_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name
