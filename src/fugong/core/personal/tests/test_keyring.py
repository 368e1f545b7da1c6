"""Keys of records about persons: used once, kept outside the database, gone for good when destroyed."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from fugong.core.database.archive import names_below
from fugong.core.personal import keyring
from fugong.core.personal.keyring import KeysAway

SECRET = "a secret of the office, given from outside the machine, long enough"
SAID = {"phone": "13987654321"}


def test_what_was_sealed_opens_with_its_key_at_its_place_and_nowhere_else() -> None:
    key, seal = keyring.sealed(SAID, about="here 1")

    assert keyring.opened(seal, key, about="here 1") == SAID
    assert keyring.opened(seal, key, about="here 2") is None
    assert keyring.opened(seal, None, about="here 1") is None
    assert keyring.opened(seal, keyring.sealed(SAID, about="here 1")[0], about="here 1") is None
    assert b"13987654321" not in seal


def test_the_same_words_are_never_sealed_alike() -> None:
    assert keyring.sealed(SAID, about="here") != keyring.sealed(SAID, about="here")


def test_a_ring_is_found_again_and_is_nobody_elses_to_read(var: Path) -> None:
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32, 7: b"7" * 32})

    assert keyring.read(name) == {1: b"1" * 32, 7: b"7" * 32}
    files = list((var / "personal-keys").iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert not [path for path in files if b"1" * 32 in path.read_bytes()]


def test_a_destroyed_ring_is_gone_and_destroying_it_twice_does_no_harm() -> None:
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32})

    assert keyring.destroy(name)
    assert not keyring.exists(name)
    assert keyring.read(name) == {}
    assert not keyring.destroy(name)


def test_no_backup_holds_a_key(var: Path) -> None:
    keyring.change(keyring.new_name(), put={1: b"1" * 32})
    (var / "secret-key").write_text("x")

    assert names_below(var) == ["secret-key"]


def test_a_ring_made_under_another_key_of_keys_is_not_taken_for_an_empty_one(settings: Settings) -> None:
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32})
    settings.FUGONG_PERSONAL_KEY = SECRET

    with pytest.raises(KeysAway):
        keyring.read(name)


def test_the_key_of_keys_may_come_from_outside_and_then_lies_nowhere(settings: Settings, var: Path) -> None:
    settings.FUGONG_PERSONAL_KEY = SECRET
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32})

    assert keyring.read(name) == {1: b"1" * 32}
    assert {path.name for path in (var / "personal-keys").iterdir()} == {f"{name}.ring", "lock"}


def test_the_rings_may_lie_elsewhere(settings: Settings, tmp_path: Path) -> None:
    settings.FUGONG_PERSONAL_KEYS = tmp_path / "elsewhere"
    keyring.change(keyring.new_name(), put={1: b"1" * 32})

    assert len(list((tmp_path / "elsewhere").glob("*.ring"))) == 1


def test_a_key_of_keys_that_others_may_read_is_not_used(var: Path) -> None:
    keyring.change(keyring.new_name(), put={1: b"1" * 32})
    (var / "personal-keys" / "key-of-keys").chmod(0o640)

    with pytest.raises(KeysAway, match="0600"):
        keyring.change(keyring.new_name(), put={1: b"1" * 32})


def test_a_damaged_ring_is_said_to_be_unusable(var: Path) -> None:
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32})
    (var / "personal-keys" / f"{name}.ring").write_bytes(b"short")

    with pytest.raises(KeysAway):
        keyring.read(name)


def test_a_fingerprint_is_the_same_here_and_different_under_another_key(settings: Settings) -> None:
    ours = keyring.fingerprint(b"13987654321")

    assert keyring.fingerprint(b"13987654321") == ours
    settings.FUGONG_PERSONAL_KEY = SECRET
    assert keyring.fingerprint(b"13987654321") != ours


def test_rings_changed_at_the_same_moment_lose_no_key() -> None:
    name = keyring.new_name()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: keyring.change(name, put={number: bytes([number]) * 32}), range(1, 25)))

    assert sorted(keyring.read(name)) == list(range(1, 25))


def test_taking_keys_off_a_destroyed_ring_does_not_bring_it_back() -> None:
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32})
    keyring.destroy(name)
    keyring.change(name, drop=[1])

    assert not keyring.exists(name)


def test_a_folder_that_is_not_in_its_place_is_not_taken_for_destroyed_keys(settings: Settings, tmp_path: Path) -> None:
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32})
    settings.FUGONG_PERSONAL_KEYS = tmp_path / "not-mounted"

    for use in (keyring.read, keyring.destroy):
        with pytest.raises(KeysAway):
            use(name)
    settings.FUGONG_PERSONAL_KEYS = None
    assert keyring.read(name) == {1: b"1" * 32}


def test_what_a_ring_said_before_is_overwritten(var: Path) -> None:
    name = keyring.new_name()
    keyring.change(name, put={1: b"1" * 32})
    path = var / "personal-keys" / f"{name}.ring"
    (var / "same-blocks").hardlink_to(path)
    before = path.read_bytes()
    keyring.change(name, put={2: b"2" * 32}, drop=[1])

    assert keyring.read(name) == {2: b"2" * 32}
    assert (var / "same-blocks").read_bytes() != before
    (var / "same-blocks").unlink()
    (var / "same-blocks").hardlink_to(path)
    last = path.read_bytes()
    keyring.destroy(name)
    assert (var / "same-blocks").read_bytes() != last
