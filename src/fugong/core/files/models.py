"""What people upload: described here, kept in the file store under the hash of its content."""

from django.db import models


class Attachment(models.Model):
    """One uploaded file; the same content is stored once."""

    county_code = models.CharField(max_length=6)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    uploaded_by = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.name
