"""The frame: menu by right, post title without names, language and display remembered, styleguide kept inside."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from fugong.core.permission import Actor
from fugong.people.tests import factories as people
from fugong.site.navigation import first_page_for, menu_for

NOWHERE = "/no-such-page/"


def entries(actor: Actor) -> list[str]:
    return [link.url for _, links in menu_for(actor, "/") for link in links]


@pytest.mark.django_db
def test_the_menu_shows_what_the_posts_allow_and_nothing_else() -> None:
    assert "/approvals/inbox/" in entries(people.officer())
    assert "/people/accounts/" not in entries(people.officer())
    assert entries(people.security_admin()) == ["/people/accounts/", "/people/offices/"]
    assert entries(people.operator()) == ["/approvals/", "/reports/mine/", "/registry/my-burden/"]


@pytest.mark.django_db
def test_work_begins_at_the_inbox_for_the_bureau_and_at_the_application_for_the_enterprise() -> None:
    assert first_page_for(people.officer()) == "/approvals/inbox/"
    assert first_page_for(people.operator()) == "/approvals/"


@pytest.mark.django_db
def test_home_leads_to_the_first_page(client: Client) -> None:
    response = people.signed_in(client, people.security_admin()).get("/")

    assert response.headers["Location"] == "/people/accounts/"


@pytest.mark.django_db
def test_visitors_learn_what_this_is_and_where_to_sign_in(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "企业复工复产平台" in page
    assert 'href="/sign-in/"' in page
    assert 'id="menu"' not in page


@pytest.mark.django_db
def test_the_masthead_names_the_post_and_the_county(client: Client) -> None:
    officer = people.officer()

    page = people.signed_in(client, officer).get(NOWHERE).content.decode()

    assert officer.title in page
    assert "桐梓县" in page


@pytest.mark.django_db
def test_the_frame_costs_the_session_and_the_account_with_its_postings(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people.signed_in(client, people.officer())

    with django_assert_num_queries(2):
        client.get(NOWHERE)


@pytest.mark.django_db
def test_the_language_is_remembered(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/?a=1"})
    assert response.headers["Location"] == "/?a=1"

    page = client.get("/").content.decode()

    assert '<html lang="en"' in page
    assert "Sign in" in page


@pytest.mark.django_db
def test_an_unknown_language_changes_nothing(client: Client) -> None:
    client.post("/language/", {"language": "xx"})

    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.django_db
def test_display_is_remembered(client: Client) -> None:
    client.post("/display/", {"theme": "dark", "text": "large", "next": "/"})

    page = client.get("/").content.decode()

    assert 'data-bs-theme="dark"' in page
    assert 'data-text="large"' in page


@pytest.mark.django_db
def test_a_forged_display_is_no_display(client: Client) -> None:
    client.cookies["fugong_theme"] = '"><script>'
    client.post("/display/", {"theme": "<b>", "text": "huge"})

    page = client.get("/").content.decode()

    assert 'data-theme="system" data-text="normal"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_site(client: Client, wanted: str) -> None:
    for address in ("/language/", "/display/"):
        assert client.post(address, {"next": wanted}).headers["Location"] == "/"


@pytest.mark.django_db
def test_choices_are_made_by_form_only(client: Client) -> None:
    assert client.get("/language/").status_code == 405
    assert client.get("/display/").status_code == 405


@pytest.mark.django_db
def test_the_pattern_page_shows_in_the_demonstration_only(client: Client, settings: Settings) -> None:
    assert client.get("/styleguide/").status_code == 404

    settings.FUGONG_DEMO = True

    assert client.get("/styleguide/").status_code == 200


@pytest.mark.django_db
def test_the_demonstration_says_so_on_every_page(client: Client, settings: Settings) -> None:
    assert "demo-banner" not in client.get("/").content.decode()

    settings.FUGONG_DEMO = True

    assert 'data-test="demo-banner"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_the_system_administrator_sees_the_state_of_the_installation_and_others_do_not(client: Client) -> None:
    assert client.get("/system/").status_code == 302
    assert people.signed_in(client, people.officer()).get("/system/").status_code == 403

    page = people.signed_in(client, people.system_admin()).get("/system/")

    assert page.status_code == 200
    assert "数据库可写" in page.content.decode()
