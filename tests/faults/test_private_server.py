"""The private PostgreSQL survives being killed, keeps to itself, and says in one sentence what bars it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from fugong.core.database import APP, DATABASE, OWNER, NoDatabaseError, PrivateServer, place_for, running
from fugong.core.database import process as server_process

from .conftest import Copy

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root chooses another account for the database")


def run_as_server(server: PrivateServer, *command: str) -> "subprocess.Popen[bytes]":
    account = server.place.server_account
    change = {"user": account.uid, "group": account.gid} if server.place.changes_account else {}
    return subprocess.Popen(command, **change)


def pid_of(server: PrivateServer) -> int:
    pid = server_process.server_pid(server.place)
    assert pid is not None
    return pid


def test_committed_rows_survive_a_killed_server(server: PrivateServer) -> None:
    with server_process.connect(server.place, DATABASE, OWNER) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 1 AS row")
    os.kill(pid_of(server), signal.SIGKILL)
    server.revive()
    with server_process.connect(server.place, DATABASE, OWNER) as owner:
        assert owner.execute("SELECT row FROM kept").fetchall() == [(1,)]


def test_a_start_after_a_kill_without_release_recovers(copy: Copy) -> None:
    for _ in range(3):
        server = PrivateServer.under(copy.var)
        server.use()
        os.kill(pid_of(server), signal.SIGKILL)
        server.release()
    with running(copy.var) as server:
        assert pid_of(server)


def test_a_stranger_with_the_number_of_the_killed_server_is_neither_joined_nor_harmed(copy: Copy) -> None:
    with running(copy.var) as server:
        noted = (server.place.cluster / "postmaster.pid").read_text()
    with run_as_server(server, "sleep", "300") as stranger:
        note = server.place.cluster / "postmaster.pid"
        note.write_text(noted.replace(noted.split("\n", 1)[0], str(stranger.pid), 1))
        server_process.give_to_server(server.place, note)
        with running(copy.var) as again:
            assert pid_of(again) != stranger.pid
        assert stranger.poll() is None
        stranger.kill()


def test_two_copies_run_side_by_side(new_copy: Callable[[], Copy]) -> None:
    one, other = new_copy(), new_copy()
    with running(one.var) as first, running(other.var) as second:
        assert pid_of(first) != pid_of(second)
        assert first.place.socket != second.place.socket


def test_the_last_user_stops_the_server(copy: Copy) -> None:
    first, second = PrivateServer.under(copy.var), PrivateServer.under(copy.var)
    first.use()
    second.use()
    assert pid_of(first) == pid_of(second)
    first.release()
    assert pid_of(second)
    second.release()
    assert server_process.server_pid(second.place) is None


def test_a_data_folder_with_a_long_name_works(copy: Copy) -> None:
    var = copy.var / ("长" * 30) / ("name" * 20)
    var.mkdir(parents=True)
    with running(var) as server:
        socket = server.place.socket
        assert len(os.fsencode(socket)) < 100
        assert socket.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(socket)


def test_no_network_port_is_open_and_only_known_accounts_and_roles_get_in(server: PrivateServer) -> None:
    with server_process.connect(server.place, DATABASE, APP) as app:
        assert app.execute("SHOW listen_addresses").fetchone() == ("",)
        rules = app.execute("SELECT count(*) FROM pg_roles WHERE rolsuper AND rolname IN (%s, %s)", [APP, OWNER])
        assert rules.fetchone() == (0,)
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        server_process.connect(server.place, DATABASE, "pg_monitor")


def test_chinese_text_has_trigrams(server: PrivateServer) -> None:
    with server_process.connect(server.place, DATABASE, APP) as app:
        row = app.execute("SELECT similarity('桐梓县娄山煤矿', '娄山煤矿') > 0").fetchone()
    assert row == (True,)


# --- what bars it ---------------------------------------------------------------------------------------------------


def sentence_of(var: Path) -> str:
    with pytest.raises(NoDatabaseError) as refused:
        PrivateServer.under(var).use()
    said = str(refused.value)
    assert "\n" not in said
    return said


def test_a_file_where_the_folder_belongs_is_named(copy: Copy) -> None:
    (copy.var / "postgres").write_text("")
    assert f"{copy.var}/postgres is taken" in sentence_of(copy.var)


def test_a_folder_of_something_else_is_named(copy: Copy) -> None:
    with running(copy.var) as server:
        pass
    (server.place.cluster / "PG_VERSION").unlink()
    assert "is no database" in sentence_of(copy.var)


def test_data_of_another_release_are_named_with_what_to_do(copy: Copy) -> None:
    with running(copy.var) as server:
        pass
    (server.place.cluster / "PG_VERSION").write_text("15\n")
    said = sentence_of(copy.var)
    assert "PostgreSQL 15" in said
    assert "backup" in said


def test_a_folder_open_to_others_is_refused_and_left_as_it_was(copy: Copy) -> None:
    with running(copy.var) as server:
        pass
    server.place.folder.chmod(0o755)
    assert "chmod 700" in sentence_of(copy.var)
    assert server.place.folder.stat().st_mode & 0o777 == 0o755


@as_root
def test_a_folder_of_another_account_is_refused(copy: Copy) -> None:
    with running(copy.var) as server:
        pass
    os.chown(server.place.folder, 12345, 12345)
    assert "does not belong to the account" in sentence_of(copy.var)


@as_root
def test_below_a_folder_that_only_root_enters_the_data_go_elsewhere_and_are_found_again(copy: Copy) -> None:
    closed = copy.var / "closed"
    closed.mkdir(mode=0o700)
    var = closed / "var"
    chosen = place_for(var).folder
    assert closed not in chosen.parents
    try:
        with running(var) as server:
            assert server.place.folder == chosen
        assert closed.stat().st_mode & 0o777 == 0o700
        closed.chmod(0o711)
        assert place_for(var).folder == chosen
    finally:
        shutil.rmtree(chosen)


@as_root
def test_the_database_never_runs_as_root(server: PrivateServer) -> None:
    assert server.place.cluster.stat().st_uid == server.place.server_account.uid != 0
    assert Path(f"/proc/{pid_of(server)}").stat().st_uid == server.place.server_account.uid
