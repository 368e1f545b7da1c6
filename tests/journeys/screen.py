"""One person in front of one browser window: what they do, and what the window must never show."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

AXE: Final = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DESK: Final = {"width": 1440, "height": 900}
PHONE: Final = {"width": 390, "height": 844}
SERVER_FAILED: Final = 500
# Longer than any page takes on a busy machine; without a limit a look that never ends would stop the whole run.
PATIENCE_MS: Final = 60_000


class Screen:
    """A window with its cookies; remembers whatever went wrong behind the person's back."""

    def __init__(self, context: BrowserContext, base: str, *, scripts: bool = True) -> None:
        self.context = context
        self.scripts = scripts
        self.base = base
        self.faults: list[str] = []
        self.page = self.open_tab()

    def open_tab(self) -> Page:
        """Open another tab of the same window."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("response", self._answered)
        page.on("request", lambda request: self._asked(request.url))
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # What the page answered with 4xx on purpose is repeated by the browser in its console.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= SERVER_FAILED:
            self.faults.append(f"{response.status} from {response.url}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"asked somebody else: {url}")

    # --- what the person does --------------------------------------------------------------------------------------

    def go(self, path: str) -> "Screen":
        """Open an address of the product."""
        self.page.goto(self.base + path)
        return self

    def sign_in(self, login: str, password: str) -> "Screen":
        """Sign in on the sign-in page, as the person would."""
        self.go("/sign-in/")
        self.page.locator("input[name=username]").first.fill(login)
        self.page.locator("input[name=password]").first.fill(password)
        self.press("sign-in-submit")
        return self

    def press(self, name: str) -> None:
        """Press the button or follow the link of that name (``data-test``)."""
        self.page.locator(f'[data-test="{name}"]').first.click()

    def shows(self, name: str) -> bool:
        """Tell whether the part of that name (``data-test``) is on the page."""
        return self.page.locator(f'[data-test="{name}"]').count() > 0

    def text(self, name: str) -> str:
        """Give what the part of that name says."""
        return self.page.locator(f'[data-test="{name}"]').first.inner_text()

    @property
    def words(self) -> str:
        """Give all the page says."""
        return self.page.locator("body").inner_text()

    @property
    def path(self) -> str:
        """Give where we are."""
        return self.page.url.removeprefix(self.base)

    # --- what is looked at -----------------------------------------------------------------------------------------

    def barriers(self) -> list[str]:
        """Give what keeps somebody from using this page, as axe-core finds it.

        The script enters by the debugger's way, so that the strict content policy stays in force meanwhile. A window
        without scripts cannot be looked at: its promises never end.
        """
        assert self.scripts
        # A window behind another is slowed down by the browser, and the look at it might never end.
        self.page.bring_to_front()
        probe = self.context.new_cdp_session(self.page)
        look = "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"
        limit = f"new Promise((_, fail) => setTimeout(() => fail('no answer in {PATIENCE_MS} ms'), {PATIENCE_MS}))"
        run = f"Promise.race([{look}, {limit}])"
        _evaluate(probe, _axe())
        violations = json.loads(_evaluate(probe, run, wait=True))
        probe.detach()
        return [f"{self.path} {found['id']}: {node['html'][:200]}" for found in violations for node in found["nodes"]]

    def spills(self) -> int:
        """Give by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _evaluate(probe: Any, expression: str, *, wait: bool = False) -> Any:
    answer = probe.send(
        "Runtime.evaluate",
        {"expression": expression, "awaitPromise": wait, "returnByValue": wait, "allowUnsafeEvalBlockedByCSP": True},
    )
    if "exceptionDetails" in answer:
        raise AssertionError(answer["exceptionDetails"])
    return answer["result"].get("value")
