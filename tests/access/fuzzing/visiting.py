"""Somebody's browser that follows all there is to follow and sends what no browser would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import User
from tests.access.forms import Form, Page
from tests.access.fuzzing.looking import Answer, faults
from tests.platform.test_web_security import HOST

FORM = "application/x-www-form-urlencoded"
WAYS_OUT = ("logout", "end-others", "lang=")
SHOWN = 400
"""Characters of a request that a finding tells."""


@dataclass(frozen=True)
class Asked:
    """One request, as it goes over the line."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    kind: str = FORM
    headers: dict[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        said = f"{self.method} {self.path}?{self.query} {self.kind if self.body else ''} {self.body!r}"
        return f"{said[:SHOWN]} {str(self.headers)[:SHOWN] if self.headers else ''}"


def encoded(pairs: Iterable[tuple[str, str | bytes]]) -> str:
    return urlencode([(name, value) for name, value in pairs], errors="surrogatepass")


class Visitor:
    """Asks in somebody's name, looks at each answer, and leaves nothing behind unless it is told to.

    `findings` are what was wrong; `counts` what was done.
    """

    def __init__(self, name: str, user: User | None, forbidden: list[str]) -> None:
        self.name, self.user, self.forbidden = name, user, forbidden
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
        self.cookies = self.client.cookies.copy()
        self.findings: list[str] = []
        self.counts: Counter[str] = Counter()
        self.pages: dict[str, Page] = {}
        """The pages that could be opened, by their addresses."""
        self.passed: Counter[str | None] = Counter()
        self.seen: set[tuple[str, tuple[str, ...]]] = set()
        self.taken: dict[str, Answer] = {}
        """The files that could be taken away."""

    def ask(self, asked: Asked, *, keep: bool = False, expected: Iterable[str] = ()) -> Answer:
        """`expected` are the findings that are none in this case."""
        self.counts["requests"] += 1
        with transaction.atomic():
            answer = self._answer(asked)
            if not keep or answer.status >= 400:
                transaction.set_rollback(True)
        self.client.cookies = self.cookies.copy()
        found = faults(answer, self.forbidden, is_known=self.user is not None)
        self.findings += [f"{self.name}: {asked}: {fault}" for fault in found if fault not in expected]
        return answer

    def _answer(self, asked: Asked) -> Answer:
        extra: dict[str, Any] = {"QUERY_STRING": asked.query, "HTTP_HOST": HOST}
        extra |= {"HTTP_" + name.upper().replace("-", "_"): value for name, value in asked.headers.items()}
        response = self.client.generic(asked.method, asked.path, asked.body, asked.kind, secure=True, **extra)
        try:
            return Answer(response, response.getvalue())
        except Exception as problem:  # noqa: BLE001 - whatever ends a download is a finding
            return Answer(response, b"", f"breaks while it is sent: {problem!r}"[:SHOWN])

    def crawl(self, seeds: Iterable[str], *, most: int) -> None:
        """From the home, wherever links and orders of HTMX lead, `most` addresses of each route; then the
        seeds of routes to which nothing led, and where they lead.
        """
        self._follow(["/"], most)
        self.counts["kinds of addresses reached by links"] = len(self.passed)
        self._follow([url for url in seeds if not self.passed[route_of(urlsplit(url).path)]], most)
        self.counts["kinds of addresses"] = len(self.passed)

    def _follow(self, found: Iterable[str], most: int) -> None:
        waiting = list(found)
        while waiting:
            url = waiting.pop(0)
            kind, names = kind_of(url), names_in(url)
            if kind is None or (kind, names) in self.seen or self.passed[kind] >= most:
                continue
            self.seen.add((kind, names))
            self.passed[kind] += 1
            self.counts["addresses"] += 1
            waiting += self.open(url)

    def open(self, url: str) -> list[str]:
        """Where its page leads."""
        parts = urlsplit(url)
        answer = self.ask(Asked("GET", parts.path, parts.query))
        if answer.is_file:
            self.taken[url] = answer
        if answer.status in {301, 302, 303}:
            return [urljoin(url, answer.response["Location"])]
        if not answer.is_html or answer.status >= 400:
            return []
        self.pages[url] = page = Page(url, answer.text)
        return [urljoin(url, link) for link in page.links]

    def forms(self) -> list[Form]:
        """Each form once, however many pages have it; those by which one leaves are left."""
        found: dict[tuple[str, ...], Form] = {}
        for form in (form for page in self.pages.values() for form in page.forms):
            if (kind := kind_of(form.action)) is not None:
                found.setdefault((form.method, kind, *sorted(form.fields)), form)
        return list(found.values())

    def queries(self) -> Iterator[tuple[str, list[str]]]:
        """Of each kind of address, one with the names of all parameters that any link to it has."""
        named: dict[str, tuple[str, set[str]]] = {}
        for url, page in self.pages.items():
            for path, names in {urlsplit(url).path: set(), **page.queries}.items():
                if (route := route_of(path)) is not None:
                    named.setdefault(route, (path, set()))[1].update(names - {"lang"})
            for form in page.forms:
                path = urlsplit(form.action).path
                if form.method == "get" and (route := route_of(path)) is not None:
                    named.setdefault(route, (path, set()))[1].update(form.fields)
        for path, names in named.values():
            yield path, sorted(names)


def route_of(path: str) -> str | None:
    try:
        return resolve(path).route
    except Resolver404:
        return None


def kind_of(url: str) -> str | None:
    """The route of an address; None for what is not ours or leads out."""
    parts = urlsplit(url)
    if parts.netloc not in {"", HOST} or parts.scheme not in {"", "http", "https"}:
        return None
    return None if any(way in url for way in WAYS_OUT) else route_of(parts.path)


def names_in(url: str) -> tuple[str, ...]:
    """The names of its parameters."""
    return tuple(sorted({name for name, _value in parse_qsl(urlsplit(url).query)}))
