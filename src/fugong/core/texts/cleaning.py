"""Cleans text: one form of each character, nothing invisible that could mislead a reader (pure)."""

import re
import unicodedata

# What changes how a text is seen but not what it means: control and format characters of Unicode (bidirectional
# controls, zero-width characters, soft hyphen, byte-order mark, tags), half characters, fillers that look like nothing.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_HALVES = r"\ud800-\udfff"
_FORMATS = (
    r"\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0001\U000e0020-\U000e007f"
)
_FILLERS = r"\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_UNSEEN = re.compile(f"[{_CONTROLS}{_HALVES}{_FORMATS}{_FILLERS}]+")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Give the text in NFC without control, bidi and zero-width characters or half ones; line ends stay, as one kind.

    Rare characters (𠮷, 䶮), also with a variation selector that picks their shape, stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    # Composed last: what NFC joins must not depend on something unseen that stood between.
    return unicodedata.normalize("NFC", seen).strip()


def clean_line(text: str) -> str:
    """Give the cleaned text in one line, as for a name: every run of spaces and line ends becomes one space."""
    return _SPACES.sub(" ", clean(text))
