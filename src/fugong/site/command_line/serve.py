"""Serves the product: the web processes and the background worker, kept alive together and stopped cleanly."""

import contextlib
import logging
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping

from fugong.core.database import PrivateServer, running
from fugong.site.environment import Environment, SettingError

from .supervisor import Supervisor, stop_with_parent

WORKERS = 2
THREADS = 8
# Two workers, since setting and signing a document is work for a core: a bulk decision's papers are made on both.
PROCESSES = {"web": "web", "worker": "worker", "second worker": "worker"}


def serve(environment: Environment) -> None:
    """Serve until told to stop."""
    refuse_taken_port(environment)
    with database(environment) as server:
        prepare(environment)
        run_processes(environment, server, told=lambda: say_address(environment))


def run_processes(environment: Environment, server: PrivateServer | None, *, told: Callable[[], None]) -> None:
    """Run web and workers until told to stop; `told` speaks once the web answers."""
    supervisor = Supervisor(
        commands={name: [sys.executable, "-m", "fugong", word] for name, word in PROCESSES.items()},
        environment=child_environment(environment),
        watch=server.revive if server else lambda: None,
        ready=lambda: answers(environment),
        told=told,
    )
    supervisor.run()


def child_environment(environment: Environment) -> Mapping[str, str]:
    """Give every process the same clock, set at the same moment."""
    return {
        **os.environ,
        "FUGONG_DEMO": "1" if environment.demo else "0",
        "FUGONG_CLOCK": environment.clock.isoformat() if environment.clock else "",
        "FUGONG_CLOCK_SET_AT": environment.clock_set_at.isoformat(),
        "PYTHONUNBUFFERED": "1",
    }


@contextlib.contextmanager
def database(environment: Environment) -> Iterator[PrivateServer | None]:
    """Have the database running: the private one is ours to start, any other is not."""
    if environment.database:
        yield None
        return
    with running(environment.var) as server:
        yield server


def prepare(environment: Environment) -> None:
    """Bring tables and static files up to date; the tables of an office's own server wait for its administrator."""
    command = [sys.executable, "-m", "fugong", "prepare"]
    ended = subprocess.run(command, env=child_environment(environment), check=False)  # noqa: S603 our own program
    if ended.returncode:
        raise SystemExit(ended.returncode)


def web(environment: Environment) -> None:
    """Serve pages: what the supervisor starts as its first child."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    stop_with_parent()
    server = Granian(
        "fugong.site.wsgi:application",
        address=environment.bind.strip("[]"),
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    # Commits wait for the disk, so more threads than cores are right for us; granian would warn at every start.
    logging.getLogger("_granian").addFilter(lambda record: "seems quite high" not in record.getMessage())
    server.serve()


def worker(environment: Environment) -> None:
    """Do background work: what the supervisor starts as its second child, or an administrator by hand."""
    import django
    from django.core.management import call_command

    stop_with_parent()
    with database(environment):
        django.setup()
        call_command("procrastinate", "worker")


def refuse_taken_port(environment: Environment) -> None:
    """Find out before anything else whether somebody else serves here."""
    host = environment.bind.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, environment.port))
        except OSError as error:
            raise SettingError(
                f"The port {environment.port} on {environment.bind} cannot be used ({error.strerror}): "
                f"stop what uses it, or choose another, as in PORT={environment.port + 1}."
            ) from None


def address(environment: Environment) -> str:
    host = "127.0.0.1" if environment.bind in {"0.0.0.0", "::"} else environment.bind  # noqa: S104 only compared
    return f"http://{host}:{environment.port}"


def answers(environment: Environment) -> bool:
    """Tell whether the web answers; the host is one that the settings allow."""
    host = environment.hosts[0].removeprefix(".") if environment.hosts[0] != "*" else "localhost"
    request = urllib.request.Request(f"{address(environment)}/healthz", headers={"Host": host})  # noqa: S310 our own address
    try:
        with urllib.request.urlopen(request, timeout=2) as response:  # noqa: S310 our own address
            return bool(response.status == 200)  # noqa: PLR2004 HTTP says OK
    except OSError:
        return False


def say_address(environment: Environment) -> None:
    sys.stdout.write(f"Fugong serves {address(environment)}  (stop with Ctrl-C)\n")
    sys.stdout.flush()
