"""Uploaded files: taken in by content, kept by hash; ``files.store`` holds the acts that touch the database."""

from fugong.core.files.rules import FileIsRefused

__all__ = ["FileIsRefused"]
