"""Cleans what people type; rules take ``clean`` from ``cleaning``, which needs no Django."""

from django import forms

from fugong.core.texts.cleaning import clean

__all__ = ["PlainText", "clean"]


class PlainText(forms.CharField):
    """A text field whose value arrives cleaned; ``max_length`` counts the cleaned characters."""

    def to_python(self, value: object) -> str:
        """Clean before Django's own checks, which would refuse NUL with a technical sentence."""
        return str(super().to_python(clean(value) if isinstance(value, str) else value))
