"""What a page weighs for its reader, first and again, in Chromium: `python -m benchmarks.weights`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.figure import Figure, say
from benchmarks.house import asked_messages, database, database_of
from benchmarks.web import HOST, Server, log_in, web_server

KILOBYTE = 1000
CHART_LIBRARY = "/vendor/plotly/"
EXCHANGE = 8
NEXT_PAGE = "a[rel=next][hx-get]"


@dataclass(frozen=True)
class Budget:
    """Kilobytes and requests of a first visit, kilobytes of one after it."""

    first: int = 60
    requests: int | None = 8
    again: int = 15


WORK = Budget()
CHARTS = Budget(requests=None, again=25)


@dataclass
class Traffic:
    """What went over the line: bytes by URL, head and body as they were sent; nothing from the cache."""

    urls: dict[str, str] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    sizes: dict[str, float] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.urls[event["requestId"]] = event["request"]["url"]

    def _answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.urls and event["requestId"] not in self.cached:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    def clear(self) -> None:
        for kept in (self.urls, self.cached, self.sizes):
            kept.clear()

    def of(self, *, library: bool) -> list[float]:
        """The sizes of the chart library's files, or of all others."""
        return [size for key, size in self.sizes.items() if (CHART_LIBRARY in self.urls[key]) == library]


Weighed = tuple[str, str, str | None, Budget]
"""The name of a page, its path, who reads it, what it may weigh."""


def visits() -> list[Weighed]:
    from benchmarks import pages
    from channels_mgmt.escalations.models import Escalation

    paths = {visit.name: visit for visit in pages.visits()}
    brand = paths["inbox"].path.split("/")[2]
    escalation = Escalation.objects.filter(brand__slug=brand).latest("opened_at")
    return [
        ("log in", "/login/", None, WORK),
        *_as_visited(paths, ("CM's day", "inbox", "interaction"), WORK),
        ("escalation", f"/escalations/{escalation.pk}/", "cm", WORK),
        *_as_visited(paths, ("executive dashboard", "weekly report"), CHARTS),
    ]


def _as_visited(paths: dict[str, Any], names: Sequence[str], budget: Budget) -> list[Weighed]:
    return [(name, paths[name].path, paths[name].who, budget) for name in names]


@contextmanager
def reader(browser: Browser, server: Server, who: str | None) -> Iterator[BrowserContext]:
    """A browser that has never been here, of that person, or of somebody who is not logged in."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 844})
    if who:
        session = log_in(f"{who}@bench.example")
        context.add_cookies(
            [{"name": "cmhub_session", "value": session, "url": f"http://{HOST}:{server.port}"}]
        )
    try:
        yield context
    finally:
        context.close()


def weigh(browser: Browser, server: Server, name: str, path: str, who: str | None, budget: Budget) -> None:
    with reader(browser, server, who) as context:
        page, traffic = context.new_page(), Traffic()
        traffic.listen(page)
        page.goto(f"http://{HOST}:{server.port}{path}", wait_until="networkidle")
        first, library = traffic.of(library=False), traffic.of(library=True)
        traffic.clear()
        page.goto(f"http://{HOST}:{server.port}{path}", wait_until="networkidle")
        again = traffic.of(library=False) + traffic.of(library=True)
        _tell(f"{name}: first visit", sum(first), budget.first)
        target = f"≤ {budget.requests}" if budget.requests else None
        Figure(f"weight {name}: requests of the first visit", len(first), "requests", target).tell()
        if library:
            Figure(f"weight {name}: chart library, once", sum(library) / KILOBYTE, "kB").tell()
        _tell(f"{name}: again", sum(again), budget.again)
        if page.locator(NEXT_PAGE).count():
            with page.expect_request_finished() as exchange:
                page.locator(NEXT_PAGE).first.click()
            sizes = exchange.value.sizes()
            weight = sizes["responseHeadersSize"] + sizes["responseBodySize"]
            _tell(f"{name}: an HTMX exchange, the next page", weight, EXCHANGE)


def _tell(what: str, weight: float, budget: int) -> None:
    Figure(f"weight {what}", weight / KILOBYTE, "kB", f"≤ {budget} kB").tell()


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("Chromium is missing: `make browser` installs it.")
    return found


def main() -> None:
    messages = asked_messages(__doc__ or "")
    with database(messages) as home:
        asked = visits()
        with web_server(home, database_of(messages)) as server:
            measure(server, asked)


def measure(server: Server, asked: list[Weighed]) -> None:
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    # Playwright runs a loop in this thread, in which Django would refuse to make the sessions.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        for visit in asked:
            say(f"Weight of {visit[0]}")
            weigh(browser, server, *visit)
        browser.close()


if __name__ == "__main__":
    main()
