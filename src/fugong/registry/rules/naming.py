"""How names are folded for searching and keyed for sorting, so that the database needs no Chinese collation."""

import unicodedata

from pypinyin import Style, lazy_pinyin

__all__ = ["KEY_LENGTH", "SEARCH_LENGTH", "folded", "initials", "keys", "search_text", "sort_key"]

KEY_LENGTH = 200
SEARCH_LENGTH = 600
# Marks what has no reading; no name contains it.
_UNREAD = "\0"


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


def keys(name: str, short_name: str) -> tuple[str, str]:
    """Give sort key and search text of a name read once: reading names is what takes longest in a long list."""
    if short_name or folded(name) != name:
        return sort_key(name), search_text(name, short_name)
    read = lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True, errors=lambda unread: _UNREAD + unread)
    letters = "".join(syllable[:1] for syllable in read if not syllable.startswith(_UNREAD))
    key = " ".join(syllable.removeprefix(_UNREAD) for syllable in read)
    return key[:KEY_LENGTH], f"{name} {letters}".rstrip()[:SEARCH_LENGTH]


def search_text(name: str, short_name: str) -> str:
    """Give the text in which fragments are sought: name, short name and initials, kept apart by spaces."""
    text = " ".join(filter(None, (folded(name), folded(short_name), initials(folded(name)))))
    # A single odd character may unfold into eighteen.
    return text[:SEARCH_LENGTH]
