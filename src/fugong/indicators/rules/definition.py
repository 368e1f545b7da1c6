"""What a definition says: meaning, basis, list, period, parameters, and the question that counts it.

A definition never changes its meaning: another meaning is another version, and both can be asked side by side.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

__all__ = ["Basis", "Component", "Definition", "Kind", "Population", "parsed"]


class Kind(StrEnum):
    """How the figure is read from the pair."""

    SHARE = "share"
    GROWTH = "growth"
    TOTAL = "total"
    INDEX = "index"


class Basis(StrEnum):
    """Whether every unit of the list counts in the denominator, or those that cannot count are taken out."""

    GROSS = "gross"
    NET = "net"


class Population(StrEnum):
    """Which list is counted: every registered enterprise, a list of the statistics bureau, metered customers."""

    ALL = "all"
    INDUSTRY_ABOVE = "industry_above"
    TRADE_ABOVE = "trade_above"
    LISTED = "listed"
    METERED = "metered"


@dataclass(frozen=True, slots=True)
class Component:
    """One indicator that goes into an index, with its weight."""

    code: str
    version: int
    weight: Decimal


@dataclass(frozen=True)
class Definition:
    """One version of an indicator.

    ``period`` is day or month; ``parameters`` are typed constants the question may use; ``counts`` says in words what
    numerator and denominator are; ``source`` names the method's origin. ``digest`` is the hash of everything that
    decides a value, so that a change without a new version is noticed.
    """

    code: str
    version: int
    name: Mapping[str, str]
    kind: Kind
    basis: Basis
    population: Population
    period: str
    unit: Mapping[str, str]
    decimals: int
    numerator: Mapping[str, str]
    denominator: Mapping[str, str]
    source: Mapping[str, str]
    question: str
    parameters: Mapping[str, str | int | date] = field(default_factory=dict)
    components: tuple[Component, ...] = ()

    @property
    def key(self) -> str:
        """Name code and version in one word."""
        return f"{self.code}.v{self.version}"

    @property
    def digest(self) -> str:
        """Give the SHA-256 of what decides a value: question, parameters, components, how it is read."""
        told = (
            " ".join(self.question.split()), sorted((name, str(value)) for name, value in self.parameters.items()),
            [(each.code, each.version, str(each.weight)) for each in self.components], self.kind, self.basis,
            self.population, self.period, self.decimals,
        )  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def called(self, language: str) -> str:
        """Give the name in a language."""
        return self.name["en" if language.startswith("en") else "zh"]


def parsed(code: str, version: int, told: Mapping[str, object], *, question: str) -> Definition:
    """Read one version of a definition. Raises KeyError, ValueError or TypeError for what is missing or unknown."""
    components = told.get("components", [])
    parameters = told.get("parameters", {})
    if not (isinstance(components, list) and isinstance(parameters, dict)):
        raise TypeError(f"{code} v{version}: components are a list and parameters a table")
    return Definition(
        code=code, version=version, name=_both(told["name"]), kind=Kind(str(told["kind"])),
        basis=Basis(str(told.get("basis", "gross"))), population=Population(str(told["population"])),
        period=str(told["period"]), unit=_both(told["unit"]), decimals=int(str(told["decimals"])),
        numerator=_both(told["numerator"]), denominator=_both(told["denominator"]), source=_both(told["source"]),
        question=question, parameters=parameters,
        components=tuple(
            Component(str(each["code"]), int(each["version"]), Decimal(str(each["weight"]))) for each in components
        ),
    )  # fmt: skip


def _both(told: object) -> Mapping[str, str]:
    if not isinstance(told, dict) or set(told) != {"zh", "en"}:
        raise ValueError(f"{told!r} should be said in zh and en")
    return {language: str(text) for language, text in told.items()}
