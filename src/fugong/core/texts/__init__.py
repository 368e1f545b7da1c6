"""Cleans what people type; rules take ``clean`` from ``cleaning``, which needs no Django."""

from django import forms

from fugong.core.texts.cleaning import clean, clean_line

__all__ = ["PlainText", "clean", "clean_line"]


class PlainText(forms.CharField):
    """A text field whose value arrives cleaned, in one line unless it is a text area.

    ``max_length`` counts the cleaned characters; it goes to the browser too, which counts what is typed.
    """

    def to_python(self, value: object) -> str:
        """Clean before Django's own checks, which would refuse NUL with a technical sentence."""
        if isinstance(value, str):
            value = clean(value) if isinstance(self.widget, forms.Textarea) else clean_line(value)
        return str(super().to_python(value) or "")
