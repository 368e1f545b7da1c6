"""A document that an application brought forth: numbered with the act itself, set and signed a moment later."""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.documents import KINDS, STAGES


def new_token() -> str:
    """Give the secret in the address of a document's public page: 128 bits that nobody guesses."""
    return secrets.token_urlsafe(16)


class IssuedDocument(models.Model):
    """One issued document; its content is frozen with its number, so that the PDF can be made again and be the same.

    A number that was given is never used again: a document made void keeps it. ``served_on`` starts the terms of the
    remedies; ``sha256`` is that of the signed PDF.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(
        max_length=24, choices=[(code, kind.word) for code, kind in KINDS.items()], verbose_name=_("文书种类")
    )
    number = models.CharField(max_length=60, verbose_name=_("文号"))
    organ = models.CharField(max_length=120, verbose_name=_("发文机关"))
    issued_on = models.DateField(verbose_name=_("成文日期"))
    content = models.JSONField(verbose_name=_("文书内容"))
    token = models.CharField(max_length=32, unique=True, default=new_token, verbose_name=_("核验码"))

    stage = models.CharField(max_length=8, choices=list(STAGES.items()), default="waiting", verbose_name=_("制作状态"))
    trouble = models.CharField(max_length=300, blank=True, default="", verbose_name=_("无法制作的原因"))
    file = models.ForeignKey("core.Attachment", on_delete=models.PROTECT, related_name="+", null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="", verbose_name=_("文件指纹"))
    key_id = models.CharField(max_length=16, blank=True, default="", verbose_name=_("签名密钥"))
    is_demonstration = models.BooleanField(default=False, verbose_name=_("演示文书"))
    sm2_signature = models.TextField(blank=True, default="", verbose_name=_("国密签名"))
    sm2_key_id = models.CharField(max_length=16, blank=True, default="", verbose_name=_("国密签名密钥"))
    made_at = models.DateTimeField(null=True, verbose_name=_("制作时间"))

    served_on = models.DateField(null=True, verbose_name=_("送达日期"))
    served_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("送达登记岗位"))
    voided_at = models.DateTimeField(null=True, verbose_name=_("作废时间"))
    void_reason = models.CharField(max_length=300, blank=True, default="", verbose_name=_("作废原因"))

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        indexes: ClassVar = [models.Index(fields=["sha256"], name="document_by_content")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county_code", "number"], name="one_document_per_number"),
            models.CheckConstraint(
                condition=~models.Q(stage="made")
                | (~models.Q(sha256="") & models.Q(file__isnull=False, made_at__isnull=False)),
                name="made_document_has_its_file",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at=None, void_reason="")
                | (~models.Q(voided_at=None) & ~models.Q(void_reason="")),
                name="void_document_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def verify_path(self) -> str:
        """Give the path of the public page that vouches for the document."""
        return f"/verify/{self.token}/"

    @property
    def title(self) -> str:
        """Give the title as it stands on the document."""
        return "".join(self.content["title"])
