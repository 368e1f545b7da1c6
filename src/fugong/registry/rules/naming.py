"""How names are folded for searching and keyed for sorting, so that the database needs no Chinese collation."""

import unicodedata

from pypinyin import Style, lazy_pinyin

__all__ = ["KEY_LENGTH", "SEARCH_LENGTH", "folded", "initials", "search_text", "sort_key"]

KEY_LENGTH = 200
SEARCH_LENGTH = 600


def folded(text: str) -> str:
    """Give the text in one width and one case, without spaces, as fragments are compared."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def sort_key(name: str) -> str:
    """Give the key by which names stand in pinyin order: syllable, then tone, character by character.

    Characters without a known reading keep themselves and so come after all others.
    """
    return " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))[:KEY_LENGTH]


def initials(name: str) -> str:
    """Give the first letters of the syllables (tzsn for 桐梓水泥), which officers type instead of characters."""
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(letter[:1] for letter in letters)


def search_text(name: str, short_name: str) -> str:
    """Give the text in which fragments are sought: name, short name and initials, kept apart by spaces."""
    text = " ".join(filter(None, (folded(name), folded(short_name), initials(folded(name)))))
    # A single odd character may unfold into eighteen.
    return text[:SEARCH_LENGTH]
