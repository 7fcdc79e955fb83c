"""What people read is marked for translation, in templates and in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.template.base import Lexer, TokenType

from cmhub.embedded.layout import CHECKOUT

LETTERS = re.compile(r"[^\W\d_]")
OPTION = re.compile(r"--[a-z-]+: ?")
"""An option of a command, before the sentence about it."""

NAMES = {"CM Hub", "· CM Hub", "Français", "English", "WhatsApp", "n", "n ="}
"""Names, which are the same in every language, and the letter that stands for a number of answers."""

READ_ATTRIBUTES = {
    "alt",
    "aria-label",
    "placeholder",
    "title",
    "label",
    "content",
    "data-label",
    "data-confirm",
}
UNREAD_ELEMENTS = {"script", "style", "kbd"}
UNREAD_META = {"viewport", "color-scheme", "supported-color-schemes", "htmx-config"}
SAID_IN_TAGS = re.compile(
    r"""\b(?:title|text|label|link|action_label|summary|note|help_text|all)=["']([^"']+)["']"""
)
DEFAULTED = re.compile(r"""\bdefault(?:_if_none)?:["']([^"']+)["']""")

FOR_DEVELOPERS = {"gallery.html"}
TEMPLATES = sorted(
    path
    for path in (CHECKOUT / "templates").rglob("*")
    if path.suffix in (".html", ".txt") and path.name not in FOR_DEVELOPERS
)
ROOMS = ("accounts", "channels_mgmt", "cmhub", "reporting")
MODULES = sorted(
    path
    for room in ROOMS
    for path in (CHECKOUT / room).rglob("*.py")
    if "migrations" not in path.parts and (CHECKOUT / "cmhub" / "demo") not in path.parents
)


class Reader(HTMLParser):
    """Gathers what a person sees or hears of a page: its text, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.unread: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD_ELEMENTS:
            self.unread.append(tag)
        given = dict(attrs)
        if given.get("name") in UNREAD_META:
            return
        self.found += [given[name] or "" for name in READ_ATTRIBUTES & given.keys()]

    def handle_endtag(self, tag: str) -> None:
        if self.unread and self.unread[-1] == tag:
            self.unread.pop()

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.found.append(data)


def unmarked_text(source: str, *, html: bool) -> list[str]:
    """The words of a template that stand outside translation tags."""
    outside: list[str] = []
    literals: list[str] = []
    until = ""
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if until:
            until = "" if name == until else until
        elif name in ("comment", "blocktranslate", "blocktrans", "verbatim"):
            until = f"end{name}"
        elif token.token_type == TokenType.TEXT:
            outside.append(token.contents)
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            if name != "translate":
                literals += SAID_IN_TAGS.findall(token.contents)
                literals += DEFAULTED.findall(token.contents) if name != "icon" else []
            # Where the server writes something, what stands before and after are two texts.
            outside.append("\x00" if token.token_type == TokenType.VAR else "")
    if html:
        reader = Reader()
        reader.feed("".join(outside))
        reader.close()
        outside = reader.found
    texts = (" ".join(piece.split()) for text in [*outside, *literals] for piece in text.split("\x00"))
    return [text for text in texts if LETTERS.search(text) and text not in NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(CHECKOUT / "templates")))
def test_templates_mark_what_they_say(path):
    assert unmarked_text(path.read_text(), html=path.suffix == ".html") == []


def test_unmarked_text_is_found():
    page = """{% load i18n %}<h1 title="Whole">{% translate "Marked" %}</h1>{# not read #}
    <p>Bare {{ number }} words</p>{% blocktranslate %}Marked too{% endblocktranslate %}
    {% include "a.html" with title="Passed on" text=_("Marked") %}<script>not read</script>
    {{ x|default:"nobody" }}"""
    assert sorted(unmarked_text(page, html=True)) == ["Bare", "Passed on", "Whole", "nobody", "words"]


ERRORS = {"ValidationError", "PermissionDenied", "UsageError", "ColumnsError", "RefusedLineError"}
MESSAGES = {"success", "error", "warning", "info"}
SAYING_ARGUMENTS = {
    "label",
    "help_text",
    "empty_label",
    "violation_error_message",
    "verbose_name",
    "error_messages",
}


def literals(node: ast.expr) -> Iterator[str]:
    """The strings written straight into an expression; those inside a call, such as `_()`, are marked."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from literals(part)
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from literals(value)
    elif isinstance(node, ast.List | ast.Tuple):
        for element in node.elts:
            yield from literals(element)


def said(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that people read."""
    owner, _dot, name = ast.unparse(call.func).rpartition(".")
    read = call.args[:1] if name in ERRORS else []
    if owner == "messages" and name in MESSAGES:
        read = call.args[1:2]
    if name.startswith("add_"):
        return []
    return read + [keyword.value for keyword in call.keywords if keyword.arg in SAYING_ARGUMENTS]


def unmarked_code(source: str) -> list[str]:
    return [
        f"{call.lineno}: {text}"
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        for argument in said(call)
        for text in literals(argument)
        if LETTERS.search(text) and text not in NAMES and not OPTION.fullmatch(text)
    ]


def test_code_marks_what_it_says():
    found = {str(path.relative_to(CHECKOUT)): unmarked_code(path.read_text()) for path in MODULES}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_unmarked_code_is_found():
    source = """
raise ValidationError("Bare")
raise ValidationError({"field": _("Marked") % {"x": "y"}})
messages.success(request, f"Done {n}")
forms.CharField(label="Name", help_text=_("Marked"))
logger.info("not read")
"""
    assert unmarked_code(source) == ["2: Bare", "4: Done ", "5: Name"]
