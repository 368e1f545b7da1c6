"""What we sign, outsiders accept; what was changed, they and we find; keys lie locked and are replaced."""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from fugong.core.calendar import BEIJING
from fugong.core.documents import checking, keys, making, signing

from .samples import COUNTY, PATH, SAMPLE, run

needs_pdfsig = pytest.mark.outside_tool("pdfsig", package="poppler-utils")
needs_openssl = pytest.mark.outside_tool("openssl", package="openssl")
# GB/T 32918.5-2017, annex A: the example key's public half and its signature of "message digest".
EXAMPLE_PUBLIC = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
EXAMPLE_SIGNATURE = bytes.fromhex(
    "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)


@pytest.fixture
def made() -> making.Made:
    return making.make(SAMPLE, county=COUNTY, verify_path=PATH)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> making.Made:
    """Give one document for all cases of a table; its key lies elsewhere, so that at best it is foreign."""
    with override_settings(FUGONG_VAR=tmp_path_factory.mktemp("once")):
        return making.make(SAMPLE, county=COUNTY, verify_path=PATH)


def flipped(content: bytes, at: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


# --- PAdES ---------------------------------------------------------------------------------------------------------


@needs_pdfsig
def test_pdfsig_finds_the_signature_valid_and_the_whole_document_signed(made: making.Made, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(made.content)
    said = run("pdfsig", path)

    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "演示证书" in said


@needs_pdfsig
def test_pdfsig_and_we_find_a_changed_byte(made: making.Made, tmp_path: Path) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes(flipped(made.content, 2000))

    assert "Signature is Valid" not in run("pdfsig", path)
    assert checking.check(path.read_bytes()).verdict == "changed"


def test_we_know_our_own_document_and_its_key(made: making.Made) -> None:
    found = checking.check(made.content)

    assert (found.verdict, found.key_id, found.demonstration) == ("ours", made.key_id, True)
    assert "演示" in found.subject


def test_every_changed_byte_is_found(made: making.Made) -> None:
    step = len(made.content) // 199
    unseen = [
        at for at in range(0, len(made.content), step) if checking.check(flipped(made.content, at)).verdict == "ours"
    ]
    start, end = made.content.index(b"/Contents <") + 11, made.content.rindex(b"0>")

    # What fills the place of the signature up to its size is covered by nothing, in any PDF; the hash still differs.
    assert all(start < at < end for at in unseen)


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_signature_is_calmly_found(made_once: making.Made, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 damage, not secrets
    start = made_once.content.index(b"/Contents <") + len(b"/Contents <")
    signature = bytearray.fromhex(made_once.content[start : made_once.content.index(b">", start)].decode())
    for _ in range(3):
        signature[chance.randrange(1800)] = chance.randrange(256)
    content = made_once.content[:start] + signature.hex().encode() + made_once.content[start + len(signature) * 2 :]

    assert checking.check(content).verdict in {"changed", "foreign"}


def test_what_is_appended_is_found(made: making.Made) -> None:
    assert checking.check(made.content + b"\n% more").verdict == "changed"


@given(st.binary(max_size=300))
def test_anything_may_be_handed_in(content: bytes) -> None:
    assert checking.check(content).verdict in {"unsigned", "changed"}


@given(st.lists(st.integers(0, 10**10), min_size=4, max_size=4), st.binary(max_size=80))
def test_any_statement_of_what_is_signed_may_be_handed_in(numbers: list[int], rest: bytes) -> None:
    stated = " ".join(str(number) for number in numbers).encode()

    assert checking.check(b"%PDF-1.7 /ByteRange [" + stated + b"]" + rest).verdict in {"unsigned", "changed"}


def test_a_key_that_is_not_ours_is_named_foreign(made: making.Made, settings: Settings, tmp_path: Path) -> None:
    settings.FUGONG_VAR = tmp_path / "elsewhere"

    assert checking.check(made.content).verdict == "foreign"


# --- keys ----------------------------------------------------------------------------------------------------------


def test_the_private_half_lies_locked(made: making.Made) -> None:
    (path,) = keys.keys_folder().glob(f"{COUNTY}/*.json")
    kept = json.loads(path.read_text(encoding="utf-8"))

    assert "PRIVATE" not in path.read_text(encoding="utf-8")
    assert set(kept) == {"county", "scheme", "key_id", "since", "demonstration", "public", "certificates", "locked"}
    assert path.stat().st_mode & 0o077 == 0


def test_another_passphrase_does_not_open_it(made: making.Made, settings: Settings) -> None:
    key = keys.stored(COUNTY, keys.PADES)[0]
    keys._unlocked.cache_clear()
    settings.FUGONG_KEY_PASSPHRASE = "another passphrase"

    with pytest.raises(keys.DocumentKeyError, match="FUGONG_KEY_PASSPHRASE"):
        key.private()


def test_a_rotated_key_signs_and_the_one_before_is_still_known(made: making.Made) -> None:
    keys.make(COUNTY, keys.PADES, organ=SAMPLE.organ)
    again = making.make(SAMPLE, county=COUNTY, verify_path=PATH)

    assert again.key_id != made.key_id
    assert checking.check(made.content).verdict == checking.check(again.content).verdict == "ours"


def test_each_county_has_a_key_of_its_own(made: making.Made) -> None:
    other = making.make(SAMPLE, county="520323", verify_path=PATH)

    assert other.key_id != made.key_id


def test_a_certificate_of_an_authority_is_taken_in_and_is_no_demonstration() -> None:
    keys.take_in(COUNTY, bundle(), "secret")
    made = making.make(SAMPLE, county=COUNTY, verify_path=PATH)

    found = checking.check(made.content)
    assert (found.verdict, found.demonstration, made.demonstration) == ("ours", False, False)
    assert "示例机关" in found.subject


def test_a_bundle_under_another_passphrase_is_refused() -> None:
    with pytest.raises(keys.DocumentKeyError, match="PKCS#12"):
        keys.take_in(COUNTY, bundle(), "wrong")


def bundle() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示例机关")])
    now = datetime.now(BEIJING)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return pkcs12.serialize_key_and_certificates(b"a", key, certificate, None, BestAvailableEncryption(b"secret"))


# --- SM2 -----------------------------------------------------------------------------------------------------------


def test_the_example_of_the_standard_is_valid() -> None:
    assert signing.sm2_is_valid(b"message digest", EXAMPLE_SIGNATURE, public=EXAMPLE_PUBLIC)
    assert not signing.sm2_is_valid(b"message digesT", EXAMPLE_SIGNATURE, public=EXAMPLE_PUBLIC)


def test_a_damaged_signature_is_merely_invalid() -> None:
    for damaged in (b"", b"\x30\x00", EXAMPLE_SIGNATURE[:-1], EXAMPLE_SIGNATURE + b"\0"):
        assert not signing.sm2_is_valid(b"message digest", damaged, public=EXAMPLE_PUBLIC)


@needs_openssl
def test_openssl_accepts_our_sm2_signature(made: making.Made, tmp_path: Path) -> None:
    signer = signing.signer_for(COUNTY, signing.SM2, organ=SAMPLE.organ)
    signed = signer.sign(made.content)
    public = bytes.fromhex(keys.stored(COUNTY, keys.SM2)[0].public)
    (tmp_path / "public.pem").write_text(signing.sm2_public_pem(public), encoding="ascii")
    (tmp_path / "document.sig").write_bytes(signed.detached)

    assert signed.content == made.content
    assert openssl_verifies(made.content, tmp_path)
    assert not openssl_verifies(flipped(made.content, 2000), tmp_path)


@needs_openssl
def test_we_accept_openssls_sm2_signature(tmp_path: Path) -> None:
    key, content = tmp_path / "key.pem", tmp_path / "content"
    content.write_bytes(b"message digest")
    run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", key)
    run("openssl", "pkey", "-in", key, "-pubout", "-outform", "DER", "-out", tmp_path / "public.der")
    identity = f"distid:{signing.SM2_IDENTITY.decode()}"
    run("openssl", "dgst", "-sm3", "-sign", key, "-sigopt", identity, "-out", tmp_path / "sig", content)
    public = (tmp_path / "public.der").read_bytes()[-65:]

    assert signing.sm2_is_valid(b"message digest", (tmp_path / "sig").read_bytes(), public=public)


def openssl_verifies(content: bytes, folder: Path) -> bool:
    (folder / "content").write_bytes(content)
    identity = f"distid:{signing.SM2_IDENTITY.decode()}"
    said = run(
        "openssl", "dgst", "-sm3", "-verify", folder / "public.pem", "-sigopt", identity,
        "-signature", folder / "document.sig", folder / "content",
    )  # fmt: skip
    return "Verified OK" in said


def test_the_office_may_have_both(settings: Settings) -> None:
    settings.FUGONG_SM2 = True

    made = making.make(SAMPLE, county=COUNTY, verify_path=PATH)

    public = bytes.fromhex(keys.stored(COUNTY, keys.SM2)[0].public)
    assert checking.check(made.content).verdict == "ours"
    assert signing.sm2_is_valid(made.content, bytes.fromhex(made.sm2_signature), public=public)
