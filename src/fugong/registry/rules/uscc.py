"""Is this a unified social credit code 统一社会信用代码? (GB 32100-2015, with GB 11714-1997 for positions 9 to 17)

Eighteen characters: registering authority, kind of body, six digits of its division, nine of the body itself, one
check character. Every slip in a single character breaks the check character; where the position can be told it is
named. Look-alikes are proposed and never mended on the quiet: a wrong code that passes would be another enterprise.
"""

from dataclasses import dataclass

from fugong.core.refusals import Problem
from fugong.core.wording import N_

__all__ = ["ALPHABET", "Examined", "check_character", "examine", "normalised"]

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
MODULUS = 31

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, MODULUS) for place in range(LENGTH - 1))
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# Kinds of body under the authorities whose list is certain; elsewhere any digit from 1 on is accepted.
_KINDS = {"1": "1239", "5": "1239", "9": "1239", "N": "1239"}
_AUTHORITIES = "123456789ANY"

# Characters that people and scanners take for each other; the first five are not in the alphabet at all.
_LOOKALIKES = {
    "I": "1LT", "O": "0DQ", "S": "58", "V": "UY", "Z": "27",
    "0": "DQ", "1": "L7", "2": "7", "5": "6", "6": "G5", "7": "12", "8": "B3", "3": "8", "9": "G", "B": "8",
    "C": "G", "D": "0", "E": "F", "F": "E", "G": "6C", "H": "N", "L": "1", "M": "N", "N": "MH", "P": "R", "Q": "0",
    "R": "P", "T": "7", "U": "Y", "W": "M", "X": "Y", "Y": "X",
}  # fmt: skip

_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_LOWER = {ord("a") + offset: ord("A") + offset for offset in range(26)}
# Spaces of every kind, separators people put between groups, and characters that are not seen.
_DROPPED: dict[int, int | None] = dict.fromkeys(
    [
        *b" \t\r\n\x0b\x0c-_",
        *(0x85, 0xA0, 0xAD, 0x202F, 0x205F, 0x3000, 0xFEFF, 0xFF0D, 0xFF3F),
        *range(0x2000, 0x2015),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x206A),
    ]
)
# One table, no second pass: full-width lower case goes straight to capitals.
_FULL_WIDTH_LOWER = {0xFF41 + offset: ord("A") + offset for offset in range(26)}
_TIDY = {**_FULL_WIDTH, **_LOWER, **_FULL_WIDTH_LOWER, **_DROPPED}

# Nobody types more than this by mistake; of ten megabytes only the beginning is looked at.
_LONGEST_READ = 200


@dataclass(frozen=True)
class Examined:
    """What examining a typed code brought: the code as it would be stored, what is wrong, what is odd."""

    code: str
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Tell whether the code may be stored; oddities do not forbid it."""
        return not self.problems


def normalised(typed: str) -> str:
    """Give the code in half-width capitals without spaces, as the standard prints it."""
    return typed[:_LONGEST_READ].translate(_TIDY)


def check_character(first_seventeen: str) -> str:
    """Compute the eighteenth character from the seventeen before it (mod 31, weights 3^(i-1))."""
    total = sum(_VALUE[character] * weight for character, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return ALPHABET[-total % MODULUS]


def examine(typed: str, *, field: str = "uscc") -> Examined:
    """Say whether the typed text is a valid code, naming each position that is certainly wrong."""
    code = normalised(typed)
    if not code:
        return Examined(code, (Problem(field, N_("请填写统一社会信用代码。")),))
    if len(code) != LENGTH:
        wrong_length = Problem(
            field,
            N_("统一社会信用代码应为 18 位，您填写的是 %(length)s 位。"),
            {"length": str(len(code))},
        )
        return Examined(code, (wrong_length,))
    misplaced = tuple(_misplaced(code, field))
    if misplaced:
        return Examined(code, misplaced)
    if check_character(code[:-1]) != code[-1]:
        return Examined(code, (_check_fails(code, field),))
    return Examined(code, (), tuple(_oddities(code, field)))


def _misplaced(code: str, field: str) -> list[Problem]:
    problems = []
    for position, (character, allowed) in enumerate(zip(code, _allowed(code), strict=True), start=1):
        if character in allowed:
            continue
        facts: dict[str, object] = {"position": str(position), "character": character}
        likely = _replacement(code, position)
        if likely:
            facts["likely"] = likely
            message = N_("第 %(position)s 位“%(character)s”不正确，可能应为“%(likely)s”，请对照营业执照核对。")
        elif character not in _VALUE:
            message = N_("第 %(position)s 位“%(character)s”不能用于统一社会信用代码（不使用 I、O、S、V、Z）。")
        else:
            message = N_("第 %(position)s 位“%(character)s”不正确，请对照营业执照核对。")
        problems.append(Problem(field, message, facts))
    return problems


def _allowed(code: str) -> list[str]:
    """Give what may stand at each position: authority, kind of body, six digits of a division, ten free characters."""
    return [_AUTHORITIES, _KINDS.get(code[0], "123456789"), *["0123456789"] * 6, *[ALPHABET] * 10]


def _replacement(code: str, position: int) -> str:
    """Give the one look-alike that would make the whole code valid, if there is exactly one."""
    found = [
        candidate
        for candidate in _LOOKALIKES.get(code[position - 1], "")
        if _convinces(code[: position - 1] + candidate + code[position:])
    ]
    return found[0] if len(found) == 1 else ""


def _convinces(code: str) -> bool:
    return (
        all(character in allowed for character, allowed in zip(code, _allowed(code), strict=True))
        and check_character(code[:-1]) == code[-1]
        # The inner check as well: without it every second slip would seem to have a look-alike by chance.
        and _body_check(code[8:16]) == code[16]
    )


def _check_fails(code: str, field: str) -> Problem:
    likely = [(position, found) for position in range(1, LENGTH + 1) if (found := _replacement(code, position))]
    if len(likely) == 1:
        position, found = likely[0]
        return Problem(
            field,
            N_("校验不通过：第 %(position)s 位“%(character)s”可能应为“%(likely)s”，请对照营业执照核对。"),
            {"position": str(position), "character": code[position - 1], "likely": found},
        )
    swapped = [position for position in range(1, LENGTH) if _swap_convinces(code, position)]
    if not likely and len(swapped) == 1:
        return Problem(
            field,
            N_("校验不通过：第 %(position)s、%(next)s 位可能写颠倒了，请对照营业执照核对。"),
            {"position": str(swapped[0]), "next": str(swapped[0] + 1)},
        )
    return Problem(field, N_("校验不通过：18 位中至少有一位写错，请对照营业执照逐位核对。"))


def _swap_convinces(code: str, position: int) -> bool:
    left, right = code[position - 1], code[position]
    return left != right and _convinces(code[: position - 1] + right + left + code[position + 1 :])


def _oddities(code: str, field: str) -> list[Problem]:
    # Some early codes of self-employed traders are said to break this inner check: worth a look, no reason to refuse.
    body, inner_check = code[8:16], code[16]
    if inner_check == _body_check(body):
        return []
    return [Problem(field, N_("第 17 位与组织机构代码的校验不一致（个别早期登记会这样），请再核对一次。"))]


def _body_check(body: str) -> str:
    total = sum(int(character, 36) * weight for character, weight in zip(body, _BODY_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
