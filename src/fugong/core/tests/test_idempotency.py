"""The same request acts once: tried with real parallel connections and with processes that die."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.functions import Now
from django.test import Client

from fugong.core import audit, idempotency, numbering
from fugong.core.audit.models import AuditEntry
from fugong.core.idempotency.models import IdempotencyKey
from fugong.core.models import NumberSeries
from fugong.core.refusals import NotThere
from fugong.core.tests.factories import TONGZI

InParallel = Callable[[list[Callable[[], Any]]], list[Any]]

pytestmark = pytest.mark.usefixtures("committed_db", "edge")
KEY = {"form_key": "4f0c"}


def issued() -> int:
    """Count what was really done: numbers, acts and claims must agree."""
    last = NumberSeries.objects.filter(series="桐经贸复").values_list("last", flat=True).first() or 0
    assert AuditEntry.objects.count() == last
    assert audit.verify().sound
    return last


def browser(account: int = 7) -> Client:
    return Client(headers={"X-Account": str(account)}, raise_request_exception=False)


def form(client: Client, *, path: str = "/act/", **fields: Any) -> Callable[[], Any]:
    return lambda: client.post(path, {**KEY, **fields})


def test_a_form_sent_ten_times_at_once_acts_once_and_is_answered_ten_times_the_same(in_parallel: InParallel) -> None:
    answers = in_parallel([form(browser(), pause="0.3")] * 10)
    assert {(a.status_code, a["Location"], a.content) for a in answers} == {(302, "/done/1/", b"")}
    assert sum("Idempotent-Replay" in a for a in answers) == 9
    assert issued() == 1


def test_the_second_click_waits_for_the_first_and_gets_its_answer(in_parallel: InParallel) -> None:
    first, second = in_parallel([form(browser(), pause="1")] * 2)
    assert first["Location"] == second["Location"] == "/done/1/"
    assert issued() == 1


def test_a_machine_is_told_at_once_that_its_request_is_in_flight(in_parallel: InParallel) -> None:

    def send() -> Any:
        return browser().post("/api/act/?pause=1", {}, "application/json", headers={"Idempotency-Key": "k1"})

    answers = in_parallel([send] * 4)
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
    refused = next(a for a in answers if a.status_code == 409)
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:fugong:in_flight"
    again = send()
    assert (again.status_code, again.json()) == (201, {"number": 1})
    assert issued() == 1


def test_other_contents_under_a_known_key_are_refused_in_words() -> None:
    assert form(browser(), word="一")().status_code == 302
    other = form(browser(), word="二")()
    assert other.status_code == 422
    assert "该表单此前已提交，且内容与本次不同" in other.content.decode()
    assert issued() == 1


def test_another_file_of_the_same_name_and_size_is_other_contents() -> None:
    def upload(content: bytes) -> Any:
        return browser().post("/act/", {**KEY, "file": SimpleUploadedFile("a.pdf", content)})

    assert upload(b"%PDF-one").status_code == 302
    assert upload(b"%PDF-one")["Location"] == "/done/1/"
    assert upload(b"%PDF-two").status_code == 422
    assert issued() == 1


def test_a_fresh_csrf_token_does_not_make_it_another_request() -> None:
    assert form(browser(), csrfmiddlewaretoken="a")()["Location"] == "/done/1/"
    assert form(browser(), csrfmiddlewaretoken="b")()["Location"] == "/done/1/"


def test_a_refusal_leaves_nothing_and_the_corrected_form_may_use_the_same_key() -> None:
    refused = form(browser(), word="refused")()
    assert refused.status_code == 409
    assert not IdempotencyKey.objects.exists()
    assert not NumberSeries.objects.exists()
    assert form(browser(), word="")()["Location"] == "/done/1/"
    assert issued() == 1


@pytest.mark.parametrize(
    "second",
    [form(browser(8)), form(browser(), path="/act/other/"), lambda: browser().post("/act/", {"form_key": "x"})],
)
def test_another_account_address_or_key_is_another_request(second: Callable[[], Any]) -> None:
    assert form(browser())()["Location"] == "/done/1/"
    assert second()["Location"] == "/done/2/"
    assert issued() == 2


def test_without_a_key_every_request_acts() -> None:
    for number in (1, 2):
        assert browser().post("/act/", {})["Location"] == f"/done/{number}/"


def test_a_process_that_dies_between_commit_and_answer_leaves_a_sentence_for_the_repetition() -> None:
    with pytest.raises(SystemExit):
        browser().post("/die/", KEY)
    assert issued() == 1
    again = browser().post("/die/", KEY)
    assert again.status_code == 409
    assert "此前已办理完成，没有重复办理" in again.content.decode()
    assert issued() == 1


def test_a_page_that_fails_after_the_commit_is_answered_the_same_again() -> None:
    assert browser().post("/fail/", KEY).status_code == 500
    again = browser().post("/fail/", KEY)
    assert (again.status_code, again["Idempotent-Replay"]) == (500, "true")
    assert issued() == 1


@pytest.mark.parametrize("key", ["x" * 81, "a\x7fb"])
def test_a_key_that_is_none_is_refused_and_nothing_done(key: str) -> None:
    assert browser().post("/act/", {"form_key": key}).status_code == 422
    assert issued() == 0


def test_the_lock_is_let_go_after_every_answer() -> None:
    for fields in ({"word": "refused"}, {"word": ""}, {"word": ""}, {"word": "other"}):
        form(browser(), **fields)()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM"
                       " pg_database WHERE datname = current_database())")  # fmt: skip
        assert cursor.fetchone() == (0,)


def test_an_action_within_an_action_shares_its_claim() -> None:
    form(browser())()
    assert IdempotencyKey.objects.count() == 1
    assert NumberSeries.objects.get(series="内").last == 1


def test_a_refusal_of_an_inner_action_undoes_the_whole_act_and_says_so_if_somebody_swallowed_it() -> None:
    @idempotency.once
    def inner() -> None:
        numbering.take("里", county=TONGZI, year=2020)
        raise NotThere

    @idempotency.once
    def outer() -> None:
        numbering.take("外", county=TONGZI, year=2020)
        with suppress(NotThere):
            inner()

    with pytest.raises(RuntimeError, match="inner actions was refused"):
        outer()

    assert not NumberSeries.objects.exists()


def test_work_under_a_key_is_done_once_however_many_do_it_at_the_same_time(in_parallel: InParallel) -> None:
    def step() -> bool:
        with idempotency.under_key("replay:tongzi-2020", "row 7", "abc") as claim:
            if not claim.done:
                numbering.take("重放", county=TONGZI, year=2020)
            return claim.done

    assert sorted(in_parallel([step] * 8)) == [False] + [True] * 7
    assert NumberSeries.objects.get(series="重放").last == 1


def test_work_under_a_key_that_fails_may_be_done_again() -> None:
    def failing() -> None:
        with idempotency.under_key("replay:x", "1"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    with idempotency.under_key("replay:x", "1") as claim:
        assert not claim.done


def test_keys_of_requests_are_kept_thirty_days_and_those_of_a_replay_for_ever() -> None:
    form(browser())()
    with idempotency.under_key("replay:tongzi-2020", "row 7"):
        pass
    IdempotencyKey.objects.update(created_at=Now() - timedelta(days=29, hours=23))
    assert idempotency.forget_old() == 0
    IdempotencyKey.objects.update(created_at=Now() - timedelta(days=30, minutes=1))
    assert idempotency.forget_old() == 1
    assert IdempotencyKey.objects.get().scope == "replay:tongzi-2020"


PHONE = "13987654321"


def test_of_a_page_with_personal_data_only_where_it_leads_is_kept() -> None:
    send = form(browser(), path="/private/", phone=PHONE)

    assert send()["Location"] == send()["Location"] == "/done/1/"
    assert issued() == 1


def test_what_a_page_with_personal_data_shows_is_not_kept_and_not_shown_again() -> None:
    send = form(browser(), path="/private/show/", phone=PHONE)

    assert PHONE in send().content.decode()
    assert send().status_code == 409
    assert IdempotencyKey.objects.get().answer is None
    assert issued() == 1


def test_the_fingerprint_of_a_form_with_personal_data_cannot_be_guessed_from_the_form() -> None:
    def fingerprint(path: str) -> str:
        IdempotencyKey.objects.all().delete()
        form(browser(), path=path, phone=PHONE)()
        return IdempotencyKey.objects.get().fingerprint

    fields = sorted({**KEY, "phone": PHONE}.items())
    plain = hashlib.sha256(b"" + repr([(name, [value]) for name, value in fields]).encode()).hexdigest()
    assert fingerprint("/act/") == plain
    assert fingerprint("/private/") != plain


def test_other_contents_under_the_same_key_are_still_noticed_on_such_a_page() -> None:
    form(browser(), path="/private/", phone=PHONE)()

    assert form(browser(), path="/private/", phone="13700001111")().status_code == 422


def test_no_cache_may_hold_a_page_with_personal_data() -> None:
    assert form(browser(), path="/private/show/", phone=PHONE)()["Cache-Control"] == "private, no-store"
