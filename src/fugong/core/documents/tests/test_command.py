"""What an administrator does with keys: list, rotate, take in, check a file."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fugong.core.documents import keys, making

from .samples import COUNTY, PATH, SAMPLE
from .test_signing import bundle


def said(*words: str) -> str:
    out = StringIO()
    call_command("documents", *words, stdout=out)
    return out.getvalue()


def test_keys_are_listed_and_the_one_that_signs_is_marked() -> None:
    keys.make(COUNTY, keys.PADES, organ=SAMPLE.organ)
    assert "signs with" in said("rotate", COUNTY, SAMPLE.organ)

    first, second = said("keys").splitlines()
    assert (" kept " in first, " signs " in second) == (True, True)


def test_a_new_sm2_key_shows_its_public_half() -> None:
    assert "BEGIN PUBLIC KEY" in said("rotate", COUNTY, SAMPLE.organ, "--scheme", "sm2")


def test_an_authoritys_certificate_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "bureau.p12").write_bytes(bundle())
    (tmp_path / "passphrase").write_text("secret\n", encoding="ascii")
    asked = ["take-in", COUNTY, str(tmp_path / "bureau.p12"), "--passphrase-file", str(tmp_path / "passphrase")]

    assert "示例机关" in said(*asked)
    with pytest.raises(CommandError, match="PKCS#12"):
        said(*asked[:3])


def test_a_file_is_checked_and_a_changed_one_ends_with_an_error(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(making.make(SAMPLE, county=COUNTY, verify_path=PATH).content)

    assert said("check", str(path)).startswith("ours (demonstration)")
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(CommandError, match="changed"):
        said("check", str(path))
