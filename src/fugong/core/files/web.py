"""Hands an uploaded file out again, as what it is and never as a page of ours."""

from django.http import FileResponse

from fugong.core.files.models import Attachment
from fugong.core.files.store import path_of


def response(attachment: Attachment) -> FileResponse:
    """Give the file for download under its own name (RFC 6266); the caller has checked who may have it."""
    answer = FileResponse(
        path_of(attachment.sha256).open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
