"""The demonstration: a scenario replayed, one sign-in per role, and the product served."""

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from fugong.site.environment import Environment

from .serve import child_environment, database, prepare, refuse_taken_port, run_processes, say_address

SCENARIO = "tongzi-2020"


def demo(environment: Environment) -> None:
    """Replay the scenario, serve it at its own moment, say who can sign in."""
    refuse_taken_port(environment)
    with database(environment) as server:
        prepare(environment)
        card = replayed(environment)
        environment = replace(environment, demo=True, clock=environment.clock or datetime.fromisoformat(card["clock"]))
        run_processes(environment, server, told=lambda: say(environment, card["sign_ins"]))


def replayed(environment: Environment) -> dict[str, Any]:
    """Replay what is not yet there; gives the card that the scenario fills."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "card.json"
        command = [sys.executable, "-m", "fugong", "prepare_demo", SCENARIO, "--card", str(path)]
        filling = child_environment(replace(environment, demo=True))
        ended = subprocess.run(command, env=filling, check=False)  # noqa: S603 our own program
        if ended.returncode:
            raise SystemExit(ended.returncode)
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return card


def say(environment: Environment, sign_ins: list[str]) -> None:
    """Say where, when and as whom."""
    sys.stdout.write("\nSign in as (login, password, role and post):\n" + "\n".join(sign_ins) + "\n\n")
    if environment.clock:
        sys.stdout.write(f"The demonstration's clock stands at {environment.clock:%Y-%m-%d %H:%M} and runs on.\n")
    say_address(environment)
