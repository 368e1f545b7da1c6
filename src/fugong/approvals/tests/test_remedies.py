"""Until when a decision may be attacked, by the law of its day; and what a document is worth in every state."""

from datetime import date

import pytest

from fugong.approvals.rules.document_numbers import series_for
from fugong.approvals.rules.document_texts import Facts, compose
from fugong.approvals.rules.documents import KINDS, validity
from fugong.approvals.rules.lifecycle import State
from fugong.approvals.rules.remedies import last_day_of_action, last_day_of_review, remedy_on
from fugong.core.calendar import OfficeCalendar

CALENDAR = OfficeCalendar()
FACTS = Facts(
    organ="示例局", government="示例县人民政府", enterprise="示例厂", reference="520322-2020-000001",
    submitted_on=date(2020, 2, 15), issued_on=date(2020, 2, 17), effective_on=date(2020, 2, 18),
    basis="示例通告第1号 关于复工的通告", offices=("示例镇人民政府", "示例局"), reasons=("防疫物资不足",),
    conditions=("错峰用餐",), items=("职工总数（人）",), note="请核对",
)  # fmt: skip


@pytest.mark.parametrize(
    ("served_on", "review", "action"),
    [
        (date(2020, 2, 17), date(2020, 4, 17), date(2020, 8, 17)),
        # The 60th day is 1 May, a holiday until the 5th; 6 May is the first working day.
        (date(2020, 3, 2), date(2020, 5, 6), date(2020, 9, 2)),
        # 31 August + 6 months ends on the last of February, a Sunday in 2021.
        (date(2020, 8, 31), date(2020, 10, 30), date(2021, 3, 1)),
        # The 60th day is Sunday 26 April, which was a make-up working day.
        (date(2020, 2, 26), date(2020, 4, 26), date(2020, 8, 26)),
    ],
)
def test_the_last_days_count_from_service_and_end_on_a_working_day(served_on: date, review: date, action: date) -> None:
    assert last_day_of_review(served_on, decided_on=served_on, calendar=CALENDAR) == review
    assert last_day_of_action(served_on, decided_on=served_on, calendar=CALENDAR) == action


def test_a_year_whose_holidays_are_not_fixed_yet_gives_the_plain_day() -> None:
    assert last_day_of_review(date(2098, 1, 1), decided_on=date(2098, 1, 1), calendar=CALENDAR) == date(2098, 3, 2)


def test_since_2024_review_is_asked_of_the_government_alone() -> None:
    assert "上一级主管部门" in remedy_on(date(2023, 12, 31)).sentence
    assert "上一级主管部门" not in remedy_on(date(2024, 1, 1)).sentence


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].has_remedy])
def test_whatever_burdens_names_body_and_terms(kind: str) -> None:
    text = "".join(paragraph.text for paragraph in compose(kind, FACTS).paragraphs)

    for word in ("示例县人民政府", "60日内", "行政复议", "6个月内", "人民法院", "行政诉讼"):
        assert word in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_composed(kind: str) -> None:
    document = compose(kind, FACTS)
    text = "".join(paragraph.text for paragraph in document.paragraphs)

    assert "示例厂" in document.full_title
    assert document.addressee == "示例厂"
    assert "。。" not in text
    assert "%" not in text
    assert "None" not in text
    assert "示例局" not in document.copies


def test_the_basis_is_cited_with_its_title_in_brackets() -> None:
    text = "".join(paragraph.text for paragraph in compose("granted", FACTS).paragraphs)

    assert "依据《关于复工的通告》（示例通告第1号）" in text


def test_what_people_typed_is_no_pattern() -> None:
    name = "%(name)s%s{0}#厂"
    facts = Facts(organ="局", government="", enterprise=name, reference="1", submitted_on=FACTS.submitted_on,
                  issued_on=FACTS.issued_on, reasons=("%s",), note="100%")  # fmt: skip

    for kind in KINDS:
        assert name in compose(kind, facts).full_title


@pytest.mark.parametrize(
    ("kind", "series"),
    [("granted", "桐经贸复"), ("refused", "桐经贸复"), ("accepted", "桐经贸受"), ("returned", "桐经贸补"),
     ("suspended", "桐经贸停"), ("revoked", "桐经贸撤")],
)  # fmt: skip
def test_notices_count_beside_the_decisions(kind: str, series: str) -> None:
    assert series_for(kind, "桐经贸复") == series


def test_a_series_of_another_pattern_is_only_lengthened() -> None:
    assert series_for("accepted", "桐指") == "桐指受"


# --- what a document is worth --------------------------------------------------------------------------------------

WORTH = {
    ("accepted", "in_review"): "valid", ("accepted", "returned"): "valid", ("accepted", "granted"): "superseded",
    ("returned", "returned"): "valid", ("returned", "in_review"): "superseded",
    ("granted", "granted"): "valid", ("granted", "suspended"): "suspended", ("granted", "revoked"): "revoked",
    ("granted", "in_review"): "superseded", ("granted_with_conditions", "suspended"): "suspended",
    ("refused", "refused"): "valid", ("refused", "granted"): "superseded",
    ("suspended", "suspended"): "valid", ("suspended", "granted"): "superseded", ("suspended", "revoked"): "superseded",
    ("revoked", "revoked"): "valid",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "state"), WORTH)
def test_a_document_is_worth_what_its_application_came_to(kind: str, state: str) -> None:
    assert validity(kind, state=state, is_latest=True, is_void=False) == WORTH[kind, state]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", State)
def test_a_void_or_overtaken_document_is_never_valid(kind: str, state: State) -> None:
    assert validity(kind, state=state, is_latest=True, is_void=True) == "void"
    assert validity(kind, state=state, is_latest=False, is_void=False) == "superseded"
