"""Every outcome goes out as a document: signed for, read by outside tools, and vouched for by the public page."""

import os
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from django.db import connections
from tests.journeys.county import MORNING, County
from tests.journeys.screen import Screen
from tests.journeys.walks import ANSWERS

from fugong.approvals import public as approvals
from fugong.approvals import tasks
from fugong.approvals.models import IssuedDocument
from fugong.people import public as people

Opened = Callable[..., Screen]
TYPED: Final = {key: value for section in ANSWERS.values() for key, value in section.items()}
PICTURES: Final = os.environ.get("FUGONG_PICTURES", "")
OFFICES: Final = ("township", "health", "industry")

pytestmark = [
    pytest.mark.outside_tool("pdfsig", package="poppler-utils"),
    pytest.mark.outside_tool("zbarimg", package="zbar-tools"),
]


def actor(county: County, login: str) -> people.Actor:
    return people.actor_of(county.accounts[login], on=MORNING.date())


def filed(county: County) -> int:
    """File for the cement works; every office has agreed."""
    pk = approvals.file_application(county.cement.id, answers=TYPED, by=actor(county, "operator"), at=MORNING)
    for login in OFFICES:
        approvals.opine(pk, verdict="agree", by=actor(county, login), at=MORNING)
    return pk


def granted(county: County) -> int:
    """Grant it behind the scenes."""
    pk = filed(county)
    card = approvals.latest_application(county.cement.id)
    assert card
    day = MORNING.date()
    approvals.grant(pk, card.version, effective_on=day, by=actor(county, "officer"), at=MORNING)
    return pk


def worked_off() -> None:
    """Make what waits, as the worker does: on a thread of its own, since the browser's loop runs in this one."""

    def work() -> None:
        for waiting in IssuedDocument.objects.filter(stage="waiting"):
            tasks.make_document(waiting.pk)
        connections.close_all()

    with ThreadPoolExecutor(1) as worker:
        worker.submit(work).result()


def act(screen: Screen, name: str, **typed: str) -> None:
    """Open the act's form on the case page, fill it in, and do it."""
    form = screen.page.locator(f'form:has([data-test="{name}"])')
    closed = screen.page.locator(f'details:not([open]):has([data-test="{name}"]) > summary')
    if closed.count():
        closed.first.click()
    for name_, value in typed.items():
        control = form.locator(f"[name={name_}]").first
        if control.get_attribute("type") in ("checkbox", "radio"):
            form.locator(f'[name={name_}][value="{value}"]').check()
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    screen.press(name)


def outside(*command: str | Path) -> str:
    """Run an outside tool; give what it says."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def read_in_the_code(pdf: Path) -> list[str]:
    """Give what the codes on the document's pages say."""
    subprocess.run(["pdftoppm", "-r", "150", "-png", pdf, pdf.with_suffix("")], check=True)
    pages = sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))
    return [line for page in pages for line in outside("zbarimg", "--raw", "-q", page).split()]


@dataclass(frozen=True)
class Outcome:
    """One outcome: what stood before, what the officer does, and the kind of document that comes of it."""

    kind: str
    before: Callable[[County], int]
    act: str = ""
    typed: dict[str, str] = field(default_factory=dict)


OUTCOMES: Final = (
    Outcome("accepted", filed),
    Outcome("granted", filed, "grant"),
    Outcome("granted_with_conditions", filed, "grant", {"conditions": "错峰用餐，分区作业。\n每日报告体温。"}),
    Outcome("refused", filed, "refuse", {"reasons": "supplies_short", "note": "口罩只够两天。"}),
    Outcome("returned", filed, "return", {"items": "masks_stock", "note": "请写明存量的依据。"}),
    Outcome("suspended", granted, "suspend", {"reasons": "prevention_failed", "note": "未测温。"}),
    Outcome("revoked", granted, "revoke", {"reasons": "untrue", "note": "申报内容不实。"}),
)


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.kind)
def test_the_document_of_every_outcome_is_signed_for_checked_and_vouched_for(
    *, opened: Opened, county: County, tmp_path: Path, outcome: Outcome
) -> None:
    kind, pk = outcome.kind, outcome.before(county)
    if outcome.act:
        act(opened("officer").go(f"/approvals/{pk}/"), outcome.act, **outcome.typed)
    worked_off()
    document = IssuedDocument.objects.get(application_id=pk, kind=kind)

    operator = opened("operator").go(f"/approvals/{pk}/progress/")
    assert document.number in operator.text("documents")
    row = operator.page.locator(f'[data-test="document"]:has-text("{document.number}")')
    row.locator('[data-test="receive"]').click()
    assert operator.barriers() == []
    assert operator.spills() <= 0
    with operator.page.expect_download() as saving:
        operator.page.locator(f'[data-test="document"]:has-text("{document.number}") [data-test="pdf"]').click()
    pdf = tmp_path / f"{kind}.pdf"
    saving.value.save_as(pdf)

    said = outside("pdfsig", pdf)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    (address,) = set(read_in_the_code(pdf))
    public = opened(phone=True).go(re.sub(r"^https?://[^/]+", "", address))
    assert document.number in public.text("vouched")
    assert "有效" in public.text("validity")
    assert public.barriers() == []
    assert public.spills() <= 0

    public.page.set_input_files("input[type=file]", pdf)
    public.press("compare")
    assert "完全相同" in public.text("check")
    content = bytearray(pdf.read_bytes())
    content[len(content) // 3] ^= 1
    flipped = tmp_path / "flipped.pdf"
    flipped.write_bytes(content)
    assert "Signature is Valid" not in outside("pdfsig", flipped)
    public.page.set_input_files("input[type=file]", flipped)
    public.press("compare")
    assert "内容已被改动" in public.text("check")
    if PICTURES:
        for page in tmp_path.glob(f"{kind}-*.png"):
            (Path(PICTURES) / page.name).write_bytes(page.read_bytes())
        operator.page.screenshot(path=Path(PICTURES) / f"progress-{kind}.png", full_page=True)
        public.page.screenshot(path=Path(PICTURES) / f"verify-{kind}.png", full_page=True)
