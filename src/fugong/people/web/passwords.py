"""How passwords are kept and which are refused."""

import re
from functools import cache
from typing import Any, Final

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from pypinyin import lazy_pinyin

from fugong.people.models import Account
from fugong.people.queries import place_names

LONGEST: Final = 128
LETTERS_OF_ONES_OWN: Final = 4
DIFFERENT_CHARACTERS: Final = 6
_NO_LETTER = re.compile(r"[\W\d_]+")


class OfficeArgon2(Argon2PasswordHasher):
    """Argon2id at OWASP's recommended cost (19 MiB, 2 passes, 1 lane).

    Django's default (100 MiB, 8 lanes) lets two cores do a few sign-ins a second, so that opening hour, or an
    attacker, would exhaust memory before anybody is in. `bench/signin.py` measures both.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1


class NotTooLong:
    """Refuses passwords that are documents: hashing them would cost more than checking them."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002  # Django's signature
        """Raise ValidationError when the password is too long."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """Say the rule."""
        return gettext("密码最长 %(longest)s 个字符。") % {"longest": LONGEST}


class NotGuessable:
    """Refuses what is guessed first: few different characters, or a word everybody knows with digits added.

    Such words are the account's login and title, its county, the product, and all common passwords.
    """

    words: Final = ("fugong", "fugongfuchan", "password", "admin", "复工", "复工复产", "密码", "口令")

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when hardly a character is left once those words and the digits are taken out."""
        rest = _letters(password)
        if len(set(password)) < DIFFERENT_CHARACTERS or rest in _common_passwords():
            raise ValidationError(self.get_help_text(), code="password_guessable")
        for word in sorted({*self.words, *_words_about(user)}, key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < LETTERS_OF_ONES_OWN:
            raise ValidationError(self.get_help_text(), code="password_guessable")

    def get_help_text(self) -> str:
        """Say the rule."""
        return gettext("密码不能只由常见密码、登录名、职务、地名等容易猜到的词加数字组成，也不能只重复几个字符。")


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _words_about(user: Any) -> set[str]:
    if not isinstance(user, Account):
        return set()
    places = place_names(user.county_code)
    spelt = ["".join(lazy_pinyin(name[:end])) for name in places for end in (len(name), len(name) - 1) if end > 1]
    return {word for word in map(_letters, (user.login, user.display_title, *places, *spelt)) if len(word) > 1}


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()
