"""A file that the enterprise adds to its application."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paper(models.Model):
    """One file for one paper of the checklist; a file put in by mistake is taken out, its trace stays in the audit."""

    county_code = models.CharField(max_length=6)
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="files")
    paper = models.CharField(max_length=24, verbose_name=_("材料"))
    attachment = models.ForeignKey("core.Attachment", on_delete=models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("申请材料")
        verbose_name_plural = _("申请材料")

    def __str__(self) -> str:
        return self.paper
