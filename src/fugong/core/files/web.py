"""Hands an uploaded file out again, as what it is and never as a page of ours."""

from django.http import FileResponse

from fugong.core.files.models import Attachment
from fugong.core.files.store import is_whole, path_of
from fugong.core.refusals import Refused
from fugong.core.wording import N_


class FileIsDamaged(Refused):
    """What is kept is no longer what was uploaded; better nothing than something else."""

    code = "file_is_damaged"
    status = 410
    message = N_("文件“%(name)s”已丢失或损坏，无法下载。请联系系统管理员从备份恢复。")


def response(attachment: Attachment) -> FileResponse:
    """Give the file for download under its own name (RFC 6266); the caller has checked who may have it.

    Raises FileIsDamaged when the kept content is missing or changed.
    """
    if not is_whole(attachment):
        raise FileIsDamaged(name=attachment.name)
    answer = FileResponse(
        path_of(attachment.sha256).open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    # Opened inside the browser all the same, it may run nothing and reach nothing.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
