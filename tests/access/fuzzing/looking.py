"""What is looked for in each answer."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.http.response import HttpResponseBase

from tests.access.fuzzing.probes import ELSEWHERE, MARK, SUMMED
from tests.platform.test_web_security import HOST, faults_of, faults_of_a_file, runs_something

WAYS = (
    "Location",
    "HX-Redirect",
    "HX-Location",
    "HX-Push-Url",
    "HX-Replace-Url",
    "Content-Location",
    "Refresh",
)
TOLD = ("root:x:0:0", "Traceback (most recent call last)", "psycopg.errors", "django.db.utils", SUMMED)
"""What no answer may say: a file of the server, an error with its trace, what a template made of a probe."""


@dataclass(frozen=True)
class Answer:
    response: HttpResponseBase
    content: bytes
    broke: str = ""
    """The exception that ended it while it was sent."""

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    @property
    def is_html(self) -> bool:
        return self.response.get("Content-Type", "").startswith("text/html")

    @property
    def is_file(self) -> bool:
        return self.response.get("Content-Disposition", "").startswith("attachment")


class Made(HTMLParser):
    """Collects what a probe has become where it should have stayed text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs = tag == "script" and dict(attrs).get("type") not in {"application/json", "text/template"}
        if MARK in tag:
            self.found.append(f"the element <{tag[:60]}>")
        for name, _value in attrs:
            if MARK in name:
                self.found.append(f"the attribute {name[:60]} of <{tag}>")

    def handle_data(self, data: str) -> None:
        if self.runs and MARK in data:
            self.found.append(f"a script: {data[:60]}")


def made_of_probes(html: str) -> list[str]:
    if MARK not in html:
        return []
    parser = Made()
    parser.feed(html)
    return parser.found


def faults(answer: Answer, forbidden: list[str], *, is_known: bool) -> list[str]:
    """What is wrong with an answer to somebody who may read none of the forbidden words; `is_known` says that
    they are logged in.
    """
    response, text = answer.response, answer.text
    found = [answer.broke] if answer.broke else []
    if answer.status >= 500:
        found.append(f"answers {answer.status}")
    found += faults_of(response) + in_headers(response)
    found += [f"says “{word}”" for word in (*TOLD, *forbidden) if word in text]
    if answer.is_html:
        found += made_of_probes(text)
    if answer.is_file:
        found += faults_of_a_file(response)
    kept = response.get("Cache-Control", "")
    if is_known and answer.status == 200 and "private" not in kept and "no-store" not in kept:
        found.append(f"may be kept by others: {kept}")
    return found


def in_headers(response: HttpResponseBase) -> list[str]:
    found = []
    for name, value in response.items():
        if MARK in name.lower() or "\r" in value or "\n" in value:
            found.append(f"the header {name}: {value[:60]}")
        if name in WAYS and (urlsplit(value).netloc not in {"", HOST} or runs_something(value)):
            found.append(f"{name} leads to {value}")
    found += [f"the cookie {name}" for name in response.cookies if MARK in name]
    if ELSEWHERE in str(response.headers.get("Set-Cookie", "")):
        found.append("a cookie of another host")
    return found
