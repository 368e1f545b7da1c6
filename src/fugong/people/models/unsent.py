"""What somebody had typed into a form when the session had already ended."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unsent(models.Model):
    """The fields of one form, kept for half an hour under a token that only that browser's session holds."""

    token = models.CharField(max_length=43, unique=True, verbose_name=_("取回凭据"))
    path = models.CharField(max_length=500, verbose_name=_("页面地址"))
    account_id = models.BigIntegerField(null=True, verbose_name=_("填写账号"))
    body = models.TextField(verbose_name=_("已填内容"))
    kept_at = models.DateTimeField(db_index=True, verbose_name=_("暂存时间"))

    class Meta:
        verbose_name = _("未提交内容")
        verbose_name_plural = _("未提交内容")
        ordering: ClassVar = ["kept_at"]

    def __str__(self) -> str:
        return self.path
