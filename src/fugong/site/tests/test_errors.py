"""What went wrong is said in words, in both languages, with the status that belongs to it."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from fugong.site import errors


def page(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]  # either kind of response


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有找到该页面"), ("en", "Page not found")])
def test_an_unknown_address_is_404_in_words(client: Client, language: str, words: str) -> None:
    response = client.get("/no-such-page/", headers={"Accept-Language": language})

    assert response.status_code == 404
    assert words in page(response)
    assert "帮助" in page(response) or "Help" in page(response)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "系统出错"), ("en", "Something went wrong")])
def test_our_own_fault_has_a_number_and_no_particulars(language: str, words: str) -> None:
    with translation.override(language):
        response = errors.our_fault(RequestFactory().get("/approvals/1/"))

    assert response.status_code == 500
    assert words in page(response)
    assert 'data-test="correlation-id"' in page(response)
    assert "Traceback" not in page(response)


def test_the_number_on_the_page_is_the_one_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/")
    request.correlation_id = "abc123def456"  # type: ignore[attr-defined]  # as a proxy's middleware may set it

    shown = page(errors.our_fault(request))

    assert "abc123def456" in shown
    assert "abc123def456" in caplog.text


@pytest.mark.django_db
def test_an_expired_form_is_said_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})

    assert response.status_code == 403
    assert "页面停留过久" in page(response)


@pytest.mark.django_db
def test_a_bad_request_is_said_in_words() -> None:
    response = errors.bad_request(RequestFactory().get("/"))

    assert response.status_code == 400
    assert "没有改动任何内容" in page(response)
