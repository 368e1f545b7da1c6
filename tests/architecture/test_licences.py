"""What runs with the product may be given to any office: every licence is known and none forbids it."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

PERMITTED = re.compile(
    r"\b(MIT|MIT-0|BSD|0BSD|ISC|Apache|PSF|Python Software Foundation|MPL|Mozilla|OFL|LGPL|Unlicense)", re.IGNORECASE
)
FORBIDDEN = re.compile(r"(?<!L)(?<!Lesser )\b(A?GPL|GNU (Affero )?General)", re.IGNORECASE)
TABLE = ROOT / "docs" / "decisions" / "0007-parts-we-take-and-parts-we-write.md"


def direct() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [canonicalize_name(Requirement(line).name) for line in project["dependencies"]]


def shipped() -> dict[str, Distribution]:
    """Give everything that comes along at run time on this machine, with what that needs in turn."""
    found: dict[str, Distribution] = {}
    wanted = [Requirement(name) for name in direct()]
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # an optional part that was not installed is not shipped
        wanted += [Requirement(line) for line in found[name].requires or ()]
    return found


def licence_of(part: Distribution) -> str:
    said = [part.metadata.get("License-Expression") or "", (part.metadata.get("License") or "").split("\n")[0]]
    return " ".join(
        [*said, *(line for line in part.metadata.get_all("Classifier") or () if line.startswith("License"))]
    )


def test_every_part_has_a_licence_that_permits_giving_it_on() -> None:
    strange = {
        name: licence_of(part)
        for name, part in shipped().items()
        if not PERMITTED.search(licence_of(part)) or FORBIDDEN.search(licence_of(part))
    }

    assert strange == {}


def test_every_direct_dependency_stands_in_the_table_with_its_licence() -> None:
    table = TABLE.read_text(encoding="utf-8").lower()

    assert [name for name in direct() if name not in table] == []
