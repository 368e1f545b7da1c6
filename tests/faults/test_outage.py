"""When the database goes away pages say so, and everything comes back by itself."""

import os
import signal
import socket

from fugong.core.database import process as server_process

from .conftest import Copy, until

SIGNED_IN = "sessionid=thisisnosessionbutisaskedfor1234"  # makes every page ask the database


def kill_database(copy: Copy) -> None:
    pid = server_process.server_pid(copy.place)
    assert pid
    os.kill(pid, signal.SIGKILL)


def test_an_outage_answers_503_in_words_and_heals_by_itself(copy: Copy) -> None:
    with copy.served() as serving:
        assert copy.get("/readyz").status == 200
        assert copy.get("/sign-in/", Cookie=SIGNED_IN).status == 200
        serving.send_signal(signal.SIGSTOP)  # so that nobody revives the database while we look
        kill_database(copy)

        page = copy.get("/sign-in/", Cookie=SIGNED_IN)
        assert page.status == 503
        assert page.headers["Retry-After"]
        assert "稍后" in page.text
        fragment = copy.get("/sign-in/", Cookie=SIGNED_IN, **{"HX-Request": "true"})
        assert (fragment.status, fragment.text.startswith("<p")) == (503, True)
        machine = copy.get("/sign-in/", Cookie=SIGNED_IN, Accept="application/json")
        assert (machine.status, machine.headers["Content-Type"]) == (503, "application/problem+json")
        assert copy.get("/readyz").status == 503
        assert copy.get("/healthz").status == 200

        serving.send_signal(signal.SIGCONT)
        assert until(lambda: copy.get("/sign-in/", Cookie=SIGNED_IN).status == 200, seconds=20) < 20
        assert copy.get("/readyz").status == 200


def test_a_killed_web_process_is_started_again(copy: Copy) -> None:
    with copy.served() as serving:
        children = os.popen(f"pgrep -P {serving.pid} -f 'fugong web'").read().split()  # noqa: S605
        os.kill(int(children[0]), signal.SIGKILL)
        until(lambda: copy.get("/healthz").status == 200, seconds=20)


def test_stopping_leaves_nothing_running(copy: Copy) -> None:
    with copy.served():
        pass
    assert copy.get("/healthz").status == 0
    assert server_process.server_pid(copy.place) is None


def test_a_killed_supervisor_takes_its_children_along(copy: Copy) -> None:
    with copy.served() as serving:
        serving.kill()
        until(lambda: copy.get("/healthz").status == 0, seconds=20)
    assert copy.fugong("showmigrations", "core").returncode == 0


def test_a_taken_port_is_one_sentence(copy: Copy) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", copy.port))
        taken.listen()
        ended = copy.fugong("serve")
    assert ended.returncode == 1
    assert f"The port {copy.port}" in ended.stderr
    assert "Traceback" not in ended.stderr
