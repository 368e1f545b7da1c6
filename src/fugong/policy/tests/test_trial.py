"""A draft tried on the book of its day: who would be handled differently."""

from datetime import date

from fugong.policy.rules.book import Assessment, BasisCard, Categorisation, DeskRule, Exemption, OpenPage, ProcedureRule
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, ProcedureTerms, Terms, TierTerms
from fugong.policy.rules.trial import Book, Trial, with_draft

COUNTY, TOWN = "520322", "520322101"
DAY = date(2020, 2, 27)
NOTICE = BasisCard("notice-1", "通告", "第1号", "县指挥部", date(2020, 2, 8), synthetic=True)
DOCUMENTS = {NOTICE.code: NOTICE}
FORM = ("application_form",)


def rule(mode: str, *, tier: str = "low", category: str = "general", place: str = COUNTY) -> ProcedureRule:
    return ProcedureRule(place, tier, category, mode, () if mode == "none" else FORM, 0, date(2020, 2, 8), NOTICE)


BOOK = Book(
    OpenPage(
        DAY,
        Assessment("low", date(2020, 2, 25), NOTICE),
        (Categorisation(COUNTY, "06", "coal_mine", date(2020, 2, 8), NOTICE),),
        (rule("commitment"), rule("approval", tier="medium"), rule("approval", category="coal_mine")),
    ),
    (DeskRule("township", "", ""), DeskRule("industry", "", "bureau")),
)


def trial(terms: Terms) -> Trial:
    return Trial(COUNTY, DAY, BOOK, with_draft(BOOK, terms, basis_code="notice-1", documents=DOCUMENTS))


def modes(terms: Terms, industry: str = "3011", place: str = TOWN) -> tuple[str | None, str | None]:
    before, after = trial(terms).of(division_code=place, industry_code=industry)
    return before.mode if before else None, after.mode if after else None


def procedure(mode: str, *, place: str = COUNTY, days: int = 0, deemed: str = "", carry: str = "stands") -> Terms:
    return ProcedureTerms(place, "low", "general", mode, FORM, days, "bureau", deemed, carry)


def test_a_procedure_takes_the_place_of_the_one_about_the_same_matter() -> None:
    assert modes(procedure("filing")) == ("commitment", "filing")
    assert modes(procedure("filing"), industry="0610") == ("approval", "approval")


def test_a_procedure_for_a_township_touches_the_township_alone() -> None:
    assert modes(procedure("filing", place=TOWN)) == ("commitment", "filing")
    assert modes(procedure("filing", place=TOWN), place="520322102") == ("commitment", "commitment")


def test_a_tier_changes_which_procedures_hold() -> None:
    assert modes(TierTerms("medium")) == ("commitment", "approval")
    assert modes(TierTerms("medium"), industry="0610") == ("approval", None)


def test_a_category_moves_an_industry() -> None:
    assert modes(CategoryTerms(COUNTY, "3011", "coal_mine")) == ("commitment", "approval")


def test_more_than_the_mode_can_change() -> None:
    before, after = trial(procedure("approval", days=1, deemed="notice-1", carry="reapply")).of(
        division_code=TOWN, industry_code="3011"
    )

    assert before is not None
    assert after is not None
    assert (before.is_deemed, before.must_reapply, before.desks) == (False, False, ())
    assert (after.is_deemed, after.must_reapply, after.reply_working_days) == (True, True, 1)
    assert after.desks == (("township", ""), ("industry", "bureau"))


def test_a_desk_changes_who_is_asked() -> None:
    before, after = trial(DeskTerms("industry", "06", "energy")).of(division_code=TOWN, industry_code="0610")

    assert before is not None
    assert after is not None
    assert (before.desks[-1], after.desks[-1]) == (("industry", "bureau"), ("industry", "energy"))
    assert with_draft(BOOK, DeskTerms("industry", "", "energy"), basis_code="", documents={}).desks == (
        DeskRule("township", "", ""), DeskRule("industry", "", "energy"),
    )  # fmt: skip


def test_an_exemption_stands_on_the_page() -> None:
    book = with_draft(BOOK, ExemptionTerms("coal_mine", "low_risk_free"), basis_code="notice-1", documents=DOCUMENTS)

    assert book.page.exemptions == (Exemption("coal_mine", "low_risk_free", DAY, NOTICE),)


def test_the_book_itself_stays_as_it_was() -> None:
    trial(TierTerms("high"))

    assert BOOK.page.assessment is not None
    assert BOOK.page.assessment.tier == "low"
