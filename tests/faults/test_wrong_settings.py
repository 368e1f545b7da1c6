"""A wrong value stops the start with one sentence that names it; a missing one has a safe default."""

from pathlib import Path

import pytest

from fugong.site.environment import Environment, SettingError

from .conftest import Copy

WRONG = [
    ({"PORT": "eighty"}, "PORT"),
    ({"PORT": "0"}, "PORT"),
    ({"PORT": "70000"}, "PORT"),
    ({"PORT": "８０００"}, "PORT"),
    ({"FUGONG_DEBUG": "maybe"}, "FUGONG_DEBUG"),
    ({"FUGONG_DEBUG": "1", "FUGONG_BIND": "192.0.2.1", "FUGONG_HOSTS": "a.example"}, "FUGONG_DEBUG"),
    ({"FUGONG_BIND": "192.0.2.1"}, "FUGONG_HOSTS"),
    ({"FUGONG_CLOCK": "last spring"}, "FUGONG_CLOCK"),
    ({"FUGONG_CLOCK": "2020-02-30T09:00"}, "FUGONG_CLOCK"),
    ({"FUGONG_SECRET_KEY": "short"}, "FUGONG_SECRET_KEY"),
    ({"FUGONG_SECRET_KEY_FILE": "/no/such/file"}, "FUGONG_SECRET_KEY_FILE"),
    ({"FUGONG_SECRET_KEY": "x" * 60, "FUGONG_SECRET_KEY_FILE": "/dev/null"}, "FUGONG_SECRET_KEY"),
    ({"FUGONG_VAR": "/dev/null"}, "FUGONG_VAR"),
    ({"DATABASE_URL": "sqlite:///db"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://localhost"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://a@b/c?nonsense=1"}, "DATABASE_URL"),
    ({"DATABASE_OWNER_URL": "postgresql://a@b/c"}, "DATABASE_OWNER_URL"),
    ({"FUGONG_DATABASE_ROLE": "superuser"}, "FUGONG_DATABASE_ROLE"),
    ({"FUGONG_PERSONAL_KEY": "short"}, "FUGONG_PERSONAL_KEY"),
    ({"FUGONG_VAR": "/srv/var", "FUGONG_PERSONAL_KEYS": "/srv/var/keys"}, "FUGONG_PERSONAL_KEYS"),
    ({"FUGONG_PERSONAL_KEYS": "/dev/null"}, "FUGONG_PERSONAL_KEYS"),
    ({"FUGONG_LAKE_ENGINE": "spark"}, "FUGONG_LAKE_ENGINE"),
    ({"FUGONG_LAKE_ENGINE": "spark://master"}, "FUGONG_LAKE_ENGINE"),
    ({"FUGONG_LAKE_ENGINE": "yarn://master:7077"}, "FUGONG_LAKE_ENGINE"),
]


@pytest.mark.parametrize(("values", "named"), WRONG)
def test_a_wrong_value_is_refused_in_one_sentence_naming_it(values: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named) as refused:
        Environment.read(values)
    assert "\n" not in str(refused.value)


def test_nothing_set_is_safe() -> None:
    environment = Environment.read({})
    assert (environment.bind, environment.port) == ("127.0.0.1", 8000)
    assert (environment.debug, environment.demo, environment.https) == (False, False, False)
    assert environment.database is None
    assert not environment.lake_engine


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = Environment.read({"FUGONG_VAR": str(tmp_path)}).secret_key()
    assert Environment.read({"FUGONG_VAR": str(tmp_path)}).secret_key() == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert len(first) >= 50


def test_a_damaged_secret_is_not_replaced_silently(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("")
    with pytest.raises(SettingError, match="damaged"):
        Environment.read({"FUGONG_VAR": str(tmp_path)}).secret_key()


@pytest.mark.parametrize("command", ["serve", "check", "migrate"])
def test_the_command_line_shows_the_sentence_and_no_traceback(copy: Copy, command: str) -> None:
    ended = copy.fugong(command, PORT="eighty")
    assert ended.returncode == 1
    assert ended.stderr == "fugong: PORT is 'eighty', but must be a number from 1 to 65535.\n"


def test_a_database_that_is_away_is_one_sentence_too(copy: Copy) -> None:
    ended = copy.fugong("migrate", DATABASE_URL="postgresql://fugong@127.0.0.1:1/fugong")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "127.0.0.1" in ended.stderr


def test_the_settings_for_production_have_no_deployment_warning(copy: Copy) -> None:
    production = {"FUGONG_HTTPS": "1", "FUGONG_HOSTS": "fugong.example.org"}
    ended = copy.fugong("check", "--deploy", "--fail-level", "WARNING", **production)
    assert ended.returncode == 0, ended.stderr
