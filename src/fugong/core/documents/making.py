"""Makes a document ready to be handed out: set, signed by the county, with the public page that vouches for it."""

from dataclasses import dataclass

from django.conf import settings

from fugong.core.documents.rules import OfficialDocument
from fugong.core.documents.signing import PADES, SM2, signer_for
from fugong.core.documents.typesetting import typeset


@dataclass(frozen=True)
class Made:
    """A signed PDF, and the SM2 signature beside it where the office wants one (hex of its DER form)."""

    content: bytes
    key_id: str
    demonstration: bool
    sm2_signature: str = ""
    sm2_key_id: str = ""


def make(document: OfficialDocument, *, county: str, verify_path: str) -> Made:
    """Set and sign a document for a county.

    A document of the demonstration, or one signed with a made-up certificate, says so on its face. Raises CannotBeSet
    naming the characters that no font has, DocumentKeyError.
    """
    signer = signer_for(county, PADES, organ=document.organ)
    demonstration = signer.demonstration or settings.FUGONG_DEMO
    address = public_address(verify_path)
    signed = signer.sign(typeset(document, verify_address=address, demonstration=demonstration))
    if not settings.FUGONG_SM2:
        return Made(signed.content, signed.key_id, demonstration)
    beside = signer_for(county, SM2, organ=document.organ).sign(signed.content)
    return Made(signed.content, signed.key_id, demonstration, beside.detached.hex(), beside.key_id)


def public_address(path: str) -> str:
    """Give the whole address of a page, as the public reaches it."""
    return f"{settings.FUGONG_PUBLIC_ADDRESS}{path}"
