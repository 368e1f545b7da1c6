"""When the database goes away pages say so, and everything comes back by itself."""

import os
import signal
import socket
import subprocess

from fugong.core.database import process as server_process

from .conftest import Copy, until

SIGNED_IN = "sessionid=thisisnosessionbutisaskedfor1234"  # makes every page ask the database


def kill_database(copy: Copy) -> None:
    pid = server_process.server_pid(copy.place)
    assert pid
    os.kill(pid, signal.SIGKILL)


def test_an_outage_answers_503_in_words_and_heals_by_itself(ready_copy: Copy) -> None:
    with ready_copy.served() as serving:
        assert ready_copy.get("/readyz").status == 200
        assert ready_copy.get("/sign-in/", Cookie=SIGNED_IN).status == 200
        serving.send_signal(signal.SIGSTOP)  # so that nobody revives the database while we look
        kill_database(ready_copy)

        page = ready_copy.get("/sign-in/", Cookie=SIGNED_IN)
        assert page.status == 503
        assert page.headers["Retry-After"]
        assert "重试" in page.text
        fragment = ready_copy.get("/sign-in/", Cookie=SIGNED_IN, **{"HX-Request": "true"})
        assert (fragment.status, fragment.text.startswith("<p")) == (503, True)
        machine = ready_copy.get("/sign-in/", Cookie=SIGNED_IN, Accept="application/json")
        assert (machine.status, machine.headers["Content-Type"]) == (503, "application/problem+json")
        assert ready_copy.get("/readyz").status == 503
        assert ready_copy.get("/healthz").status == 200

        serving.send_signal(signal.SIGCONT)
        assert until(lambda: ready_copy.get("/sign-in/", Cookie=SIGNED_IN).status == 200, seconds=20) < 20
        assert ready_copy.get("/readyz").status == 200


def children_of(serving: "subprocess.Popen[bytes]", name: str) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(serving.pid), "-f", name], capture_output=True, text=True, check=False)
    return [int(pid) for pid in listed.stdout.split()]


def test_a_killed_web_process_is_replaced_and_leaves_no_orphans(ready_copy: Copy) -> None:
    with ready_copy.served() as serving:
        (killed,) = children_of(serving, "fugong web")
        os.kill(killed, signal.SIGKILL)
        until(lambda: children_of(serving, "fugong web") not in ([], [killed]), seconds=30)
        until(lambda: ready_copy.get("/healthz").status == 200, seconds=60)
        left = subprocess.run(["pgrep", "-g", str(killed)], capture_output=True, text=True, check=False)
        assert left.stdout == ""


def test_stopping_leaves_nothing_running(ready_copy: Copy) -> None:
    with ready_copy.served():
        pass
    assert ready_copy.get("/healthz").status == 0
    assert server_process.server_pid(ready_copy.place) is None


def test_a_killed_supervisor_takes_its_children_along(ready_copy: Copy) -> None:
    with ready_copy.served() as serving:
        serving.kill()
        until(lambda: ready_copy.get("/healthz").status == 0, seconds=20)
    assert ready_copy.fugong("showmigrations", "core").returncode == 0


def test_a_taken_port_is_one_sentence(ready_copy: Copy) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ready_copy.port))
        taken.listen()
        ended = ready_copy.fugong("serve")
    assert ended.returncode == 1
    assert f"The port {ready_copy.port}" in ended.stderr
    assert "Traceback" not in ended.stderr
