"""The enterprise's own pages: what comes next, progress, withdrawal, the confirmation of the restart."""

from collections.abc import Callable

import pytest

from fugong.approvals.models import Application, Restart
from fugong.people.tests import factories as people_factories
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import MONDAY
from .screens import as_seen_by, text_of, url
from .traces import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize(
    ("make", "button"),
    [
        (factories.draft_application, "continue"),
        (factories.application_in_review, "progress"),
        (factories.returned_application, "correct"),
        (factories.granted_application, "confirm-restart"),
        (factories.recorded_application, "confirm-restart"),
        (factories.running_enterprise, "progress"),
        (factories.suspended_application, "progress"),
        (factories.refused_application, "apply"),
        (factories.withdrawn_application, "apply"),
    ],
)
def test_the_first_page_offers_the_one_next_step(make: Callable[[], Filing], button: str) -> None:
    filing = make()
    client = as_seen_by(filing.operator)
    desk = text_of(client.get(url("mine"))).split('data-test="desk"')[1]

    assert desk.count("btn-primary") <= 1
    assert f'data-test="{button}"' in desk


def test_an_account_without_an_enterprise_is_told_whom_to_ask() -> None:
    page = text_of(as_seen_by(people_factories.operator()).get(url("mine")))

    assert "经办授权" in page


def test_where_nothing_is_ruled_nothing_is_begun() -> None:
    enterprise = make_enterprise()
    client = as_seen_by(factories.operator_of(enterprise.pk))

    assert "尚未公布" in text_of(client.get(url("mine")))
    assert client.post(url("apply", enterprise.pk)).status_code == 409
    assert not Application.objects.exists()


def test_where_no_application_is_needed_the_page_leads_to_the_confirmation() -> None:
    offices.no_application_policy()
    enterprise = make_enterprise()
    client = as_seen_by(factories.operator_of(enterprise.pk))

    assert "无需申请" in text_of(client.get(url("mine")))
    assert client.post(url("apply", enterprise.pk)).status_code == 409
    answer = client.post(url("restart", enterprise.pk), {"restarted_on": "2020-02-17"})
    assert answer["Location"] == url("mine")
    assert Restart.objects.get().restarted_on == MONDAY


def test_a_second_application_is_refused_in_words() -> None:
    filing = factories.application_in_review()
    answer = as_seen_by(filing.operator).post(url("apply", filing.enterprise_id))

    assert answer.status_code == 409
    assert "不能重复申请" in text_of(answer)
    assert Application.objects.count() == 1


def test_progress_shows_offices_answers_and_history() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "health")
    page = text_of(as_seen_by(filing.operator).get(url("progress", filing.application_id)))

    for word in ("审核中", "卫生健康局", "行业主管局", "厂区东侧隔离间", "提交申请", "最迟答复"):
        assert word in page
    assert 'data-test="withdraw"' in page


def test_progress_of_a_decided_case_shows_the_decision_and_no_withdrawal() -> None:
    for make, words in (
        (factories.granted_application, ("已同意", "桐经贸复〔2020〕")),
        (factories.refused_application, ("不予同意", "防疫物资不足", "口罩不足三日用量")),
    ):
        filing = make()
        page = text_of(as_seen_by(filing.operator).get(url("progress", filing.application_id)))
        assert all(word in page for word in words)
        assert 'data-test="withdraw"' not in page


def test_a_withdrawal_leads_back_to_the_desk() -> None:
    filing = factories.application_in_review()
    answer = as_seen_by(filing.operator).post(url("withdraw", filing.application_id), {"version": filing.version})

    assert answer["Location"] == url("mine")
    assert filing.row.state == "withdrawn"


@pytest.mark.parametrize("version", ["", "x", "1"])
def test_a_withdrawal_without_its_true_version_is_refused(version: str) -> None:
    filing = factories.application_in_review()
    client = as_seen_by(filing.operator)

    assert client.post(url("withdraw", filing.application_id), {"version": version}).status_code == 409
    assert filing.row.state == "in_review"


def test_a_restart_is_confirmed_on_the_page() -> None:
    filing = factories.granted_application()
    client = as_seen_by(filing.operator)
    assert 'value="2020-02-17"' in text_of(client.get(url("restart", filing.enterprise_id)))
    client.post(url("restart", filing.enterprise_id), {"restarted_on": "2020-02-17"})

    assert Restart.objects.get().application_id == filing.application_id
    assert "已确认复产" in text_of(client.get(url("mine")))


@pytest.mark.parametrize(
    ("day", "status"),
    [("2020-02-18", 422), ("2020-02-30", 422), ("", 422), ("0001-01-01", 422), ("9999-12-31", 422), ("x", 422),
     ("2020-02-16", 409)],
)  # fmt: skip
def test_an_impossible_day_of_restart_is_refused_and_nothing_changes(day: str, status: int) -> None:
    filing = factories.granted_application()
    client = as_seen_by(filing.operator)
    before = everything()

    assert client.post(url("restart", filing.enterprise_id), {"restarted_on": day}).status_code == status
    assert everything() == before


def test_a_number_no_enterprise_has_is_no_page() -> None:
    client = as_seen_by(factories.application_in_review().operator)

    for name in ("apply", "restart"):
        assert client.get(url(name, 999_999_999)).status_code == 404
        assert client.post(url(name, 999_999_999), {"restarted_on": "2020-02-17"}).status_code == 404


def test_the_panel_leads_each_reader_to_a_page_that_opens() -> None:
    filing = factories.application_in_review()
    panel = url("panel", filing.row.uscc)

    operator, officer = as_seen_by(filing.operator), as_seen_by(offices.officer())

    assert url("progress", filing.application_id) in text_of(operator.get(panel))
    assert url("case", filing.application_id) in text_of(officer.get(panel))
    assert operator.get(url("progress", filing.application_id)).status_code == 200
