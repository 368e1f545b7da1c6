"""The demonstration: a scenario replayed, one sign-in per role, and the product served."""

import subprocess
import sys

from fugong.site.environment import Environment

from .serve import child_environment, database, prepare, refuse_taken_port, run_processes, say_address

SCENARIO = "tongzi-2020"


def demo(environment: Environment) -> None:
    """Replay the scenario, say who can sign in, serve."""
    refuse_taken_port(environment)
    with database(environment) as server:
        prepare(environment)
        command = [sys.executable, "-m", "fugong", "replay", SCENARIO]
        ended = subprocess.run(command, env=child_environment(environment, FUGONG_DEMO="1"), check=False)  # noqa: S603 our own program
        if ended.returncode:
            raise SystemExit(ended.returncode)
        run_processes(environment, server, told=lambda: say_address(environment))
