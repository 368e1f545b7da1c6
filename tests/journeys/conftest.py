"""The frame of the journeys: the product served to a real Chromium, on a real database, in a county of its own."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserType, sync_playwright
from pytest_django import Settings
from tests.journeys import county as counties
from tests.journeys.screen import DESK, PHONE, Screen

from fugong.people import public as people
from fugong.people.tests.factories import signed_in

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE_MS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands here as journeys."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember how a test went, so that a failed one leaves its pictures."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.when == "call":
        item.stash[FAILED] = report.failed


FAILED = pytest.StashKey[bool]()


class Chromium:
    """The system's Chromium; started again if it fell, so that one fall does not fail every later test."""

    def __init__(self, kind: BrowserType, path: str) -> None:
        self.kind, self.path = kind, path
        self.running: Browser | None = None

    def browser(self) -> Browser:
        """Give the running browser."""
        if self.running is None or not self.running.is_connected():
            self.running = self.kind.launch(executable_path=self.path, args=FLAGS)
        return self.running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Find the system's Chromium."""
    found = os.environ.get("FUGONG_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        pytest.fail("No Chromium: run `apt-get install chromium`, or set FUGONG_CHROMIUM to a browser.", pytrace=False)
    # Playwright's loop runs in this thread; Django would otherwise refuse the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = Chromium(playwright.chromium, found)
        yield chromium
        if chromium.running:
            chromium.running.close()


@pytest.fixture(scope="session")
def address(django_db_setup: None) -> Iterator[str]:
    """Serve the product's own WSGI application."""
    from fugong.site.wsgi import application

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def county(committed_db: None, settings: Settings) -> counties.County:
    """Set up the county, its clock at half past nine on an office day."""
    settings.FUGONG_CLOCK_SET_AT = datetime.now(UTC)
    settings.FUGONG_CLOCK = counties.MORNING
    settings.FUGONG_DEMO = True
    return counties.set_up()


@pytest.fixture
def served(chromium: Chromium, address: str) -> tuple[Browser, str]:
    """Give the browser and where the product answers."""
    return chromium.browser(), address


@pytest.fixture
def turn_clock(county: counties.County, settings: Settings) -> Callable[[datetime], None]:
    """Turn the county's clock to another moment; it runs on from there."""

    def turn(moment: datetime) -> None:
        settings.FUGONG_CLOCK_SET_AT = datetime.now(UTC)
        settings.FUGONG_CLOCK = moment

    return turn


@pytest.fixture
def opened(
    served: tuple[Browser, str], county: counties.County, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Screen]]:
    """Open windows: ``opened("officer")`` gives one in which the officer has signed in, ``opened()`` an empty one.

    With ``by_hand`` the officer types login and password; otherwise the session is there already.

    When the test ends, no window may have seen a script error, a breach of the content policy, a request to another
    site or a server's failure.
    """
    browser, address = served
    screens: list[Screen] = []

    def open_window(
        login: str = "", *, phone: bool = False, english: bool = False, scripts: bool = True, by_hand: bool = False
    ) -> Screen:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,
            locale="en-GB" if english else "zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE_MS)
        screen = Screen(context, address, scripts=scripts)
        screens.append(screen)
        if not login:
            return screen
        if by_hand:
            return screen.sign_in(login, county.password)
        context.add_cookies([{"name": "sessionid", "value": session_of(county, login), "url": address}])
        return screen.go("/")

    yield open_window
    if request.node.stash.get(FAILED, False):
        _keep_pictures(request.node.name, screens)
    faults = [fault for screen in screens for fault in screen.faults]
    for screen in screens:
        screen.context.close()
    assert not faults, "\n".join(faults)


def session_of(county: counties.County, login: str) -> str:
    """Sign somebody in behind the scenes."""
    who = people.actor_of(county.accounts[login], on=counties.MORNING.date())
    return str(signed_in(Client(), who).cookies["sessionid"].value)


def _keep_pictures(test: str, screens: list[Screen]) -> None:
    folder = django_settings.FUGONG_VAR / "journeys"
    folder.mkdir(parents=True, exist_ok=True)
    for number, screen in enumerate(screens, start=1):
        for tab, page in enumerate(screen.context.pages, start=1):
            page.screenshot(path=folder / f"{test}-{number}-{tab}.png", full_page=True)
