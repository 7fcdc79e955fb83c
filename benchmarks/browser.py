"""A person's browser, as a server notices it: pages, the forms on them, and what an open page asks again by
itself.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from benchmarks.web import Server

AGAIN = re.compile(r"\bevery (\d+)s\b")
TOKEN = "csrfmiddlewaretoken"
"""It goes in a header with what is sent."""
NOT_SENT, TICKED = {"submit", "button", "image", "reset", "file"}, {"checkbox", "radio"}
FRAGMENT = {"HX-Request": "true"}


@dataclass
class Poll:
    """What a page asks again every so many seconds; `due` on the clock of `time.monotonic`."""

    url: str
    seconds: float
    due: float


@dataclass
class Form:
    """`given` is what it sends when nothing is typed."""

    action: str
    method: str
    given: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Asked:
    """One request: for what, what became of it, how many seconds the person waited, and since when, on the
    clock of `time.monotonic`.
    """

    kind: str
    status: int
    seconds: float
    began: float


class Page(HTMLParser):
    def __init__(self, url: str, text: str) -> None:
        super().__init__()
        self.url, self.text = url, text
        self.polls: list[Poll] = []
        self.forms: list[Form] = []
        self._choice = self._written = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "hx-get" in given and (again := AGAIN.search(given.get("hx-trigger", ""))):
            seconds = float(again[1])
            url = urljoin(self.url, given["hx-get"])
            self.polls.append(Poll(url, seconds, time.monotonic() + seconds))
        if tag == "form":
            action = urljoin(self.url, given.get("action", ""))
            self.forms.append(Form(action, given.get("method", "get").lower()))
        elif self.forms:
            self._field(self.forms[-1], tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "option" and self._choice:
            if "selected" in given or self._choice not in form.given:
                form.given[self._choice] = given.get("value", "")
        elif name and name != TOKEN:
            form.names.add(name)
            if tag == "select":
                self._choice = name
            elif tag == "textarea":
                self._written = name
                form.given[name] = ""
            elif tag == "input" and kind not in NOT_SENT and (kind not in TICKED or "checked" in given):
                form.given[name] = given.get("value", "on" if kind in TICKED else "")

    def handle_data(self, data: str) -> None:
        if self._written:
            given = self.forms[-1].given
            given[self._written] += data if given[self._written] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choice = ""
        elif tag == "textarea":
            self._written = ""


class Browser:
    """Who is logged in to a server with a session, with one page open at a time."""

    def __init__(self, server: Server, session: str) -> None:
        self.server, self.session = server, session
        self.page = Page("/", "")
        self.asked: list[Asked] = []

    def open(self, url: str, kind: str) -> Page:
        """The page, which stays open where there is one."""
        began = time.monotonic()
        status, text = self.server.read(url, self.session)
        self._note(kind, status, began)
        if status == 200:
            self.page = Page(url, text)
        return self.page

    def send(self, having: str, values: dict[str, str], kind: str) -> None:
        """Fills the open page's form that has a field of this name, and follows where the answer leads."""
        sent = (form for form in self.page.forms if form.method == "post")
        form = next((form for form in sent if having in form.names), None)
        if form is None:
            return
        began = time.monotonic()
        status, led_to = self.server.submit(form.action, self.session, form.given | values)
        self._note(kind, status, began)
        if led_to:
            parts = urlsplit(urljoin(form.action, led_to))
            self.open(f"{parts.path}?{parts.query}", "after a form")

    def next_poll(self) -> Poll | None:
        return min(self.page.polls, key=lambda poll: poll.due, default=None)

    def ask_again(self, poll: Poll) -> None:
        """What the page does by itself; an answer that asks again in another way takes its place."""
        began = time.monotonic()
        status, text = self.server.read(poll.url, self.session, **FRAGMENT)
        self._note("asked by itself", status, began)
        anew = Page(poll.url, text).polls if status == 200 else []
        poll.due = time.monotonic() + poll.seconds
        if len(anew) == 1:
            poll.url, poll.seconds = anew[0].url, anew[0].seconds

    def _note(self, kind: str, status: int, began: float) -> None:
        self.asked.append(Asked(kind, status, time.monotonic() - began, began))
        # The next request comes long after gunicorn has closed a connection that is kept.
        self.server.connection.close()
