"""A session, kept on the server with the account it belongs to, so that it can be ended from here."""

from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """One browser's session; deleting the row ends it at the next request."""

    # A plain number, not a foreign key: the row is written at every rotation and must lock nothing.
    account_id = models.BigIntegerField(null=True, db_index=True, verbose_name=_("账号"))

    class Meta:
        verbose_name = _("会话")
        verbose_name_plural = _("会话")
        ordering: ClassVar = ["expire_date"]

    @classmethod
    def get_session_store_class(cls) -> type:
        """Name the store Django uses to read and write these rows."""
        from importlib import import_module

        from django.conf import settings

        store: type = import_module(settings.SESSION_ENGINE).SessionStore
        return store
