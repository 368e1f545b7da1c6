"""Each act dies at its first, second, … last statement: everything stays as it was, and the retry completes.

The method is SQLite's own: a test that breaks the n-th step for every n needs no guess about which step is dangerous.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection

from fugong.approvals.actions import appealing, batches, carrying, deeming, enforcement, reminding, restart, review
from fugong.approvals.actions.drafting import save_section, start
from fugong.approvals.actions.submission import file_application, submit, withdraw
from fugong.approvals.models import Appeal, Application, Batch, Restart
from fugong.approvals.rules.batches import Chosen
from fugong.approvals.rules.decisions import Outcome, Wish
from fugong.core import audit
from fugong.people.public import clock_actor
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, FEW_PAPERS, MONDAY, MORNING
from .traces import everything

pytestmark = pytest.mark.usefixtures("committed_db")

NOON = MORNING + timedelta(hours=2)
TUESDAY = MORNING + timedelta(days=1)
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
Cut = Callable[[Execute, tuple[Any, ...]], Any]


class PowerCut(BaseException):
    """The process dies; nothing of ours may catch it."""


def before_it_runs(_execute: Execute, _statement: tuple[Any, ...]) -> Any:
    raise PowerCut


def after_it_ran(execute: Execute, statement: tuple[Any, ...]) -> Any:
    execute(*statement)
    raise PowerCut


def the_server_is_gone(execute: Execute, statement: tuple[Any, ...]) -> Any:
    connection.connection.close()
    return execute(*statement)


AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
CUTS: tuple[Cut, ...] = (before_it_runs, after_it_ran, the_server_is_gone)


def is_cut_short(act: Callable[[], object], cut: Cut, *, at_statement: int) -> bool:
    """Run the act and cut it at its n-th statement; tell whether it was cut or had ended before."""
    counter = count(1)

    def wrapper(execute: Execute, *statement: Any) -> Any:
        return cut(execute, statement) if next(counter) == at_statement else execute(*statement)

    try:
        with connection.execute_wrapper(wrapper):
            act()
    except PowerCut:
        return True
    except Exception as error:
        if cut is the_server_is_gone and is_outage(error):
            return True
        raise
    return False


def is_outage(error: BaseException | None) -> bool:
    """Tell whether the database is the reason, however deep below."""
    return error is not None and (isinstance(error, AWAY) or is_outage(error.__cause__))


def sweep(act: Callable[[], object]) -> int:
    """Cut the act at every statement in every way; it then completes. Gives the number of its statements."""
    before = everything()
    for n in count(1):
        for cut in CUTS:
            if not is_cut_short(act, cut, at_statement=n):
                return n - 1
            assert everything() == before, f"statement {n}, {cut.__name__}"
    raise AssertionError


def test_submitting_survives_every_cut() -> None:
    filing = factories.complete_draft()
    version = filing.version
    statements = sweep(lambda: submit(filing.application_id, version, committed=True, by=filing.operator, at=NOON))

    assert statements > 10
    assert (filing.row.state, filing.version, filing.row.opinions.count()) == ("in_review", version + 1, 3)


def test_resubmitting_survives_every_cut() -> None:
    filing = factories.returned_application()
    version = filing.version
    sweep(lambda: submit(filing.application_id, version, committed=True, by=filing.operator, at=NOON))

    assert filing.row.state == "in_review"
    assert not filing.row.corrections.filter(answered_at=None).exists()


def test_granting_survives_every_cut_and_the_number_has_no_gap() -> None:
    filing = factories.agreed_application()
    version, by = filing.version, offices.officer()
    sweep(lambda: review.grant(filing.application_id, version, effective_on=MONDAY, by=by, at=NOON))

    assert filing.row.document_number == "桐经贸复〔2020〕1号"
    assert audit.verify(COUNTY).sound


def test_refusing_survives_every_cut_and_the_number_has_no_gap() -> None:
    filing = factories.application_in_review()
    version, by = filing.version, offices.officer()
    sweep(lambda: review.refuse(filing.application_id, version, reasons=["untrue"], by=by, at=NOON))

    assert filing.row.document_number == "桐经贸复〔2020〕1号"
    assert audit.verify(COUNTY).sound


def test_the_clocks_consent_survives_every_cut_and_the_number_has_no_gap() -> None:
    filing = factories.application_deemed_at_its_limit()
    sweep(lambda: deeming.deem_granted(filing.application_id, by=clock_actor(COUNTY), at=TUESDAY))

    assert filing.row.document_number == "桐经贸复〔2020〕1号"
    assert audit.verify(COUNTY).sound


@pytest.mark.parametrize(("mode", "papers", "state"), [("none", (), "recorded"), ("approval", FEW_PAPERS, "lapsed")])
def test_carrying_over_survives_every_cut(*, mode: str, papers: tuple[str, ...], state: str) -> None:
    filing = factories.application_in_review() if mode == "none" else factories.running_enterprise()
    offices.ruled(mode, papers=papers, since=TUESDAY.date(), carry_over="reapply")
    sweep(lambda: carrying.carry_over(filing.enterprise_id, by=clock_actor(COUNTY), at=TUESDAY))

    assert filing.row.state == state
    assert not Restart.objects.filter(stopped_on=None).exists()


def test_returning_survives_every_cut() -> None:
    filing = factories.application_in_review()
    version, by = filing.version, offices.officer()
    items = {"staff_total": "请核对。"}
    sweep(lambda: review.return_for_correction(filing.application_id, version, items=items, by=by, at=NOON))

    assert (filing.row.state, filing.row.corrections.count()) == ("returned", 1)


def test_confirming_a_restart_survives_every_cut() -> None:
    filing = factories.granted_application()
    sweep(lambda: restart.confirm(filing.enterprise_id, restarted_on=MONDAY, by=filing.operator, at=NOON))

    assert Restart.objects.get().restarted_on == MONDAY


def test_suspending_and_giving_back_survive_every_cut() -> None:
    filing = factories.running_enterprise()
    version, by = filing.version, offices.officer()
    sweep(lambda: enforcement.suspend(filing.application_id, version, reason="case_found", by=by, at=TUESDAY))
    assert (filing.row.state, Restart.objects.get().stopped_on) == ("suspended", date(2020, 2, 18))

    sweep(lambda: enforcement.reinstate(filing.application_id, version + 1, by=by, at=TUESDAY))
    assert filing.row.state == "granted"


def test_objecting_and_reopening_survive_every_cut() -> None:
    filing = factories.refused_application()
    version, by = filing.version, offices.officer()
    sweep(
        lambda: appealing.appeal(filing.application_id, version, grounds="口罩已到货。", by=filing.operator, at=TUESDAY)
    )
    appeal = Appeal.objects.get()
    sweep(lambda: appealing.answer(appeal.pk, outcome="changed", note="材料属实。", by=by, at=TUESDAY))

    assert (filing.row.state, filing.row.document_number) == ("in_review", "")
    assert audit.verify(COUNTY).sound


def test_ordering_a_bulk_decision_survives_every_cut() -> None:
    filing = factories.agreed_application()
    chosen, by = [Chosen(filing.application_id, filing.version)], offices.officer()
    wish = Wish(Outcome.GRANT, effective_on=MONDAY)
    sweep(lambda: batches.create(chosen, wish=wish, by=by, at=NOON))

    assert Batch.objects.get().items.get().application_id == filing.application_id


@pytest.mark.parametrize("act", ["withdraw", "opine", "save", "remind"])
def test_smaller_acts_survive_every_cut(act: str) -> None:
    filing = factories.complete_draft() if act == "save" else factories.application_in_review()
    version = filing.version
    sweep(_smaller(act, filing, version))

    assert filing.version == version + (act != "remind")


def _smaller(act: str, filing: Filing, version: int) -> Callable[[], object]:
    pk, by, health = filing.application_id, filing.operator, offices.reviewer("health")
    acts: dict[str, Callable[[], object]] = {
        "withdraw": lambda: withdraw(pk, version, by=by, at=NOON),
        "opine": lambda: review.opine(pk, verdict="agree", by=health, at=NOON),
        "save": lambda: save_section(pk, version, section="plan", typed=factories.ANSWERS, by=by, at=NOON),
        "remind": lambda: reminding.remind(pk, by=clock_actor(COUNTY), at=TUESDAY),
    }
    return acts[act]


@pytest.mark.parametrize("at_one_stroke", [False, True])
def test_beginning_and_filing_at_one_stroke_survive_every_cut(*, at_one_stroke: bool) -> None:
    offices.approval_policy()
    enterprise = make_enterprise()
    by = factories.operator_of(enterprise.pk)
    if at_one_stroke:
        sweep(lambda: file_application(enterprise.pk, answers=factories.ANSWERS, by=by, at=MORNING))
    else:
        sweep(lambda: start(enterprise.pk, by=by, at=MORNING))

    assert Application.objects.get().state == ("in_review" if at_one_stroke else "draft")
