"""Cleans text: one form of each character, nothing invisible that could mislead a reader (pure)."""

import unicodedata

# Bidirectional controls, zero-width characters and the byte-order mark change what is seen, not what is meant.
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0x061C, 0xAD]
)


def clean(text: str) -> str:
    """Give the text in NFC without control, bidi and zero-width characters or surrogates; line ends stay."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
