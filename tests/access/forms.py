"""The forms and links of a page, as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

FILLED_WITH = {
    "text": "Texte",
    "textarea": "Texte",
    "search": "",
    "email": "quelqu.un@example.com",
    "tel": "+237 6 00 00 00 00",
    "url": "https://example.org/",
    "number": "1",
    "date": "2027-03-10",
    "password": "correct horse battery",
}
"""What somebody types into an empty field; into dates, numbers and passwords only where they must."""
ONLY_WHERE_ASKED = {"date", "number", "password", "url"}


@dataclass
class Field:
    kind: str
    values: list[str] = field(default_factory=list)
    """What it holds, or may be chosen to hold."""
    chosen: list[str] = field(default_factory=list)
    required: bool = False

    def sent(self) -> list[str]:
        """What is sent of it: what it holds, else a first choice, or something typed."""
        if any(self.chosen) or self.kind in {"checkbox", "hidden"}:
            return self.chosen
        if self.kind in {"select", "radio"}:
            return [value for value in self.values if value][:1] if self.required else self.chosen
        if self.kind in ONLY_WHERE_ASKED and not self.required:
            return [""]
        return [FILLED_WITH.get(self.kind, "")]


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def data(self) -> dict[str, list[str]]:
        """What is sent when somebody fills the form in and presses Enter."""
        return {name: one.sent() for name, one in self.fields.items() if one.kind != "submit"}


class Page(HTMLParser):
    """`forms`, `links` that are followed without a form, and the names of query parameters by path in
    `queries`.
    """

    def __init__(self, url: str, text: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.queries: dict[str, set[str]] = {}
        self.select: Field | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in ("href", "hx-get", "hx-post"):
            if name in given:
                self.note_query(given[name])
        self.links += [given[name] for name in ("href", "hx-get", "src") if given.get(name) and tag != "use"]
        if tag == "form":
            action = urljoin(self.url, given.get("action", "") or self.url)
            self.forms.append(Form(action, given.get("method", "get").lower()))
        elif tag == "option" and self.select is not None:
            self.note_value(self.select, given.get("value", ""), chosen="selected" in given)
        elif self.forms and given.get("name"):
            self.note_field(tag, given)

    def note_field(self, tag: str, given: dict[str, str]) -> None:
        fields, name = self.forms[-1].fields, given["name"]
        required = "required" in given
        if tag == "select":
            self.select = fields.setdefault(name, Field("select", required=required))
        elif tag == "textarea":
            fields.setdefault(name, Field("textarea", required=required))
        elif tag in {"input", "button"}:
            kind = given.get("type", "text" if tag == "input" else "submit")
            value = given.get("value", "on" if kind == "checkbox" else "")
            one = fields.setdefault(name, Field(kind, required=required))
            self.note_value(one, value, chosen=kind not in {"radio", "checkbox"} or "checked" in given)

    @staticmethod
    def note_value(one: Field, value: str, *, chosen: bool) -> None:
        one.values.append(value)
        if chosen:
            one.chosen.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = None

    def note_query(self, link: str) -> None:
        parts = urlsplit(urljoin(self.url, link))
        if parts.query:
            self.queries.setdefault(parts.path, set()).update(name for name, _value in parse_qsl(parts.query))
