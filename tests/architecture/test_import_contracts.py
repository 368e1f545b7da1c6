"""Each import contract holds on the tree as it is, and breaks when somebody plants what it forbids."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fugong"
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
NOT_BUSINESS = {"__main__", "site", "core"}  # their inner shape is their own


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Give a copy of the package in which weeds may be planted."""
    shutil.copytree(PACKAGE, tmp_path / "fugong", ignore=lambda _, names: [n for n in names if not is_python(n)])
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def is_python(name: str) -> bool:
    return name.endswith(".py") or ("." not in name and name != "__pycache__")


def lint(garden: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [argument for contract in contracts for argument in ("--contract", contract)]
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", *chosen],
        cwd=garden,
        env={"PYTHONPATH": f"{garden}:{ROOT}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def plant(garden: Path, module: str, line: str) -> None:
    path = garden / module
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    before = path.read_text() if path.exists() else ""
    path.write_text(f"{before}\n{line}\n")


def test_the_tree_keeps_every_contract(garden: Path) -> None:
    result = lint(garden)

    assert result.returncode == 0, result.stdout


class Weed(NamedTuple):
    """What somebody might write, where, and the contract that must notice."""

    contract: str
    module: str
    line: str


WEEDS = {
    "an import upwards": Weed("contexts", "policy/actions/weed.py", "import fugong.registry.public"),
    "core knowing a context": Weed("contexts", "core/audit/record.py", "import fugong.people.public"),
    "an import upwards hidden in a function": Weed(
        "contexts", "people/actions/weed.py", "def hidden():\n    import fugong.policy.public"
    ),
    "an import upwards for annotations alone": Weed(
        "contexts",
        "people/actions/weed.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import fugong.policy.public",
    ),
    "a context nobody declared": Weed("contexts", "gossip/__init__.py", ""),
    "a rule reading models": Weed("inside", "policy/rules/triage.py", "import fugong.policy.models"),
    "a query acting": Weed("inside", "registry/queries/weed.py", "import fugong.registry.actions"),
    "an action deferring by import": Weed("inside", "approvals/actions/weed.py", "import fugong.approvals.tasks"),
    "one edge leaning on another": Weed("inside", "policy/web/views.py", "import fugong.policy.admin"),
    "a stray helpers file": Weed("inside", "people/helpers.py", ""),
    "another context's models": Weed("doors", "policy/actions/weed.py", "import fugong.people.models"),
    "another context's queries": Weed("doors", "approvals/queries/weed.py", "from fugong.registry import queries"),
    "another context's rules": Weed("doors", "approvals/rules/weed.py", "import fugong.policy.rules.triage"),
    "core past its door": Weed("doors", "people/actions/accounts.py", "import fugong.core.audit.chain"),
    "core's models": Weed("doors", "people/actions/accounts.py", "import fugong.core.models"),
    "a test using another context's inside": Weed(
        "doors", "approvals/tests/test_weed.py", "import fugong.registry.actions"
    ),
    "the root past an address": Weed("doors", "site/urls.py", "import fugong.policy.web.views"),
    "a rule using Django": Weed("pure-rules", "policy/rules/triage.py", "import django.utils.timezone"),
    "a rule using the database": Weed("pure-rules", "registry/rules/uscc.py", "import psycopg"),
    "a rule using jobs": Weed("pure-rules", "registry/rules/uscc.py", "import procrastinate"),
    "a rule reading the clock": Weed("pure-rules", "policy/rules/triage.py", "import fugong.core.clock"),
    "a rule reaching Django by a detour": Weed(
        "pure-rules", "policy/rules/triage.py", "import fugong.core.refusals.edge"
    ),
    "one of core's rules using Django": Weed("pure-rules", "core/calendar/rules.py", "import django.utils.timezone"),
    "refusals using Django": Weed("pure-core", "core/refusals/__init__.py", "import django.utils.timezone"),
    "the audit chain using a table": Weed("pure-core", "core/audit/chain.py", "import fugong.core.audit.models"),
    "a circle of two files": Weed("acyclic", "people/rules/roles.py", "import fugong.people.rules.actor"),
    "a circle of core's packages": Weed("acyclic", "core/refusals/__init__.py", "import fugong.core.permission"),
}


@pytest.mark.parametrize("weed", WEEDS.values(), ids=WEEDS)
def test_a_planted_violation_breaks_its_contract(garden: Path, weed: Weed) -> None:
    for needed in ("approvals/tasks.py", "policy/admin.py"):
        plant(garden, f"fugong/{needed}", "")
    plant(garden, f"fugong/{weed.module}", weed.line)

    result = lint(garden, weed.contract)

    assert result.returncode == 1
    assert weed_is_named(weed.module, result.stdout), result.stdout + result.stderr


def weed_is_named(module: str, report: str) -> bool:
    """Tell whether the report speaks of the module, in full or (about siblings) by its last word."""
    dotted = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    siblings = {f".{word} ->" for word in dotted.split(".")}
    return f"fugong.{dotted}" in report or any(words in report for words in siblings)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("approvals/tests/test_flower.py", "import fugong.registry.tests.factories"),
        ("approvals/queries/weed.py", "import fugong.registry.public"),
        ("approvals/actions/flower.py", "import fugong.core.audit"),
        ("site/urls.py", "import fugong.policy.web.urls"),
        ("site/urls.py", "import fugong.core.database.connection"),
    ],
)
def test_what_the_doors_allow_stays_allowed(garden: Path, module: str, line: str) -> None:
    plant(garden, "fugong/registry/tests/factories.py", "")
    plant(garden, f"fugong/{module}", line)

    assert lint(garden, "doors").returncode == 0


def contract(name: str) -> dict[str, list[str]]:
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return {key: value.split("\n") for key, value in parser[f"importlinter:contract:{name}"].items()}


def declared_contexts() -> Iterator[str]:
    for line in contract("contexts")["layers"]:
        yield from (name.strip(" ()") for name in line.split("|") if name.strip())


def test_every_business_context_has_the_same_inside() -> None:
    inside = {container.removeprefix("fugong.") for container in contract("inside")["containers"] if container}

    standing = {name for name in declared_contexts() if (PACKAGE / name).is_dir()}

    assert inside == standing - NOT_BUSINESS


def test_no_contract_looks_away() -> None:
    """Only the tests' own imports are left out of the search for circles."""
    text = (ROOT / ".importlinter").read_text(encoding="utf-8")

    assert text.count("ignore_imports =") == 1
