"""An enterprise's application to resume work: what it says, where it stands, how it was decided."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.lifecycle import EFFECTIVE, OPEN, STATE_WORDS, State
from fugong.core.permission import Actor, within
from fugong.registry import public as registry


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications, asked for in the words of the office."""

    def visible_to(self, actor: Actor, *, on: dt.date) -> Self:
        """Those handed in within the actor's area of duty, and all of the enterprises for which the actor speaks.

        What an enterprise has not handed in lies on its own desk: no office sees it.
        """
        seen = within(actor.areas_for("approvals.view")) & models.Q(submitted_at__isnull=False)
        if actor.may("approvals.apply"):
            seen |= models.Q(enterprise_id__in=registry.represented_enterprises(actor, on=on))
        return self.filter(seen)

    def handed_in(self) -> Self:
        """Those that left the enterprise's own desk."""
        return self.exclude(submitted_at=None)

    def in_review(self) -> Self:
        """Those whose answer is awaited."""
        return self.filter(state=State.IN_REVIEW)

    def standing(self) -> Self:
        """Those still open, in force or suspended: an enterprise has at most one."""
        return self.filter(state__in=[*OPEN, *EFFECTIVE, State.SUSPENDED])

    def overdue(self, now: dt.datetime) -> Self:
        """Those whose answer should have been given."""
        return self.in_review().filter(due_at__lt=now)


class Application(models.Model):
    """One application; name, code and industry are kept as they were when it was begun.

    ``mode``, ``tier``, ``papers`` and ``reply_working_days`` are what the policy said on the day of submission;
    ``prefilled`` keeps, by question, what was offered and where it came from; ``filling_seconds`` is the time since the
    last handing in, without pauses. ``version`` grows with every act, so that a page opened before it is noticed.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    division_code = models.CharField(max_length=9, verbose_name=_("所在乡镇"))
    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name=_("企业")
    )
    enterprise_name = models.CharField(max_length=120, verbose_name=_("企业名称"))
    uscc = models.CharField(max_length=18, verbose_name=_("统一社会信用代码"))
    industry_code = models.CharField(max_length=4, verbose_name=_("行业代码"))

    mode = models.CharField(max_length=12, verbose_name=_("办理方式"))
    tier = models.CharField(max_length=8, verbose_name=_("风险等级"))
    papers = models.JSONField(default=list, verbose_name=_("材料清单"))
    reply_working_days = models.PositiveSmallIntegerField(verbose_name=_("答复期限（工作日）"))
    basis = models.CharField(max_length=240, verbose_name=_("办理依据"))
    # The document by which silence until the limit is consent; none where silence means nothing.
    deemed_basis = models.CharField(max_length=240, blank=True, default="", verbose_name=_("逾期视为同意的依据"))

    state = models.CharField(
        max_length=12, choices=list(STATE_WORDS.items()), default=State.DRAFT, verbose_name=_("状态")
    )
    version = models.PositiveIntegerField(default=1, verbose_name=_("版本"))
    answers = models.JSONField(default=dict, verbose_name=_("填报内容"))
    prefilled = models.JSONField(default=dict, verbose_name=_("预填内容及来源"))
    filling_seconds = models.PositiveIntegerField(default=0, verbose_name=_("填报用时（秒）"))
    started_at = models.DateTimeField(verbose_name=_("开始填报时间"))
    saved_at = models.DateTimeField(verbose_name=_("最近保存时间"))
    submitted_at = models.DateTimeField(null=True, verbose_name=_("提交时间"))
    submitted_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("提交岗位"))
    due_at = models.DateTimeField(null=True, verbose_name=_("应答复时间"))
    # Whose hand it was: posts change hands, and nobody decides what he handed in or decided himself.
    started_by_account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name=_("开始填报账号"),
    )  # fmt: skip
    submitted_by_account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name=_("提交账号"),
    )  # fmt: skip
    decided_by_account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name=_("决定账号"),
    )  # fmt: skip
    suspended_by_account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name=_("暂停账号"),
    )  # fmt: skip

    decided_at = models.DateTimeField(null=True, verbose_name=_("决定时间"))
    decided_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("决定岗位"))
    decided_by_clock = models.BooleanField(default=False, verbose_name=_("由系统时钟办结"))
    lapsed_on = models.DateField(null=True, verbose_name=_("失效日期"))
    effective_on = models.DateField(null=True, verbose_name=_("许可起始日期"))
    conditions = models.JSONField(default=list, verbose_name=_("附加条件"))
    reasons = models.JSONField(default=list, verbose_name=_("理由"))
    decision_note = models.TextField(blank=True, default="", verbose_name=_("说明"))
    suspended_at = models.DateTimeField(null=True, verbose_name=_("暂停时间"))
    consistency_note = models.TextField(blank=True, default="", verbose_name=_("与同类申请决定不同的理由"))
    document_number = models.CharField(max_length=60, blank=True, default="", verbose_name=_("文号"))

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("复产申请")
        verbose_name_plural = _("复产申请")
        indexes: ClassVar = [
            models.Index(fields=["county_code", "state", "due_at"], name="application_inbox"),
            models.Index(fields=["enterprise", "-started_at"], name="application_of_enterprise"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=models.Q(state__in=sorted([*OPEN, *EFFECTIVE, State.SUSPENDED])),
                name="one_standing_application_per_enterprise",
            ),
            models.UniqueConstraint(
                # Abbreviations of counties repeat over the country: a number is unique within its county.
                fields=["county_code", "document_number"],
                condition=~models.Q(document_number=""),
                name="one_decision_per_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[State.DRAFT, State.WITHDRAWN]) | models.Q(submitted_at__isnull=False),
                name="application_was_submitted",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.GRANTED, State.REFUSED]) | ~models.Q(document_number=""),
                name="decision_has_its_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_name} {self.state}"

    @property
    def reference(self) -> str:
        """Give the number under which people speak of the application: county, year, running number."""
        return f"{self.county_code}-{self.started_at.year}-{self.pk:06d}"
