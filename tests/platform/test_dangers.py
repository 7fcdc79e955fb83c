"""What is dangerous where it meets what people send, and where it stands all the same, with the reason.

ruff's rules of security (S) look at the same code and know neither our one guarded client nor our templates;
these look for the calls and imports themselves. Each place is named: a new one is read by somebody before it
stands here, and one that is gone is taken out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from cmhub.embedded.layout import CHECKOUT

ROOMS = ("accounts", "channels_mgmt", "reporting", "cmhub")
READ_BY = {"GET", "POST", "META", "COOKIES", "FILES", "headers", "body", "get_full_path"}
"""Parts of a request that whoever asks has written."""
SECRET = re.compile(r"(^|_)(token|digest|secret|password|hmac|signature)$")
CLIENTS = {
    "urllib3",
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "socket",
    "pywebpush",
}
PROGRAMS = {"subprocess", "pty", "pexpect"}
LOADERS = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "joblib"}
MARKUP = {"xml", "lxml", "xmltodict", "feedparser"}
ARCHIVES = {"zipfile", "tarfile", "py7zr", "rarfile"}

LOOKED_AT = (ast.Call, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Compare)

Danger = Callable[[ast.AST], bool]


def name_of(call: ast.AST) -> str:
    """The last part of what is called: `redirect`, or `execute` of `cursor.execute`."""
    called = getattr(call, "func", None)
    return str(getattr(called, "attr", getattr(called, "id", "")))


def first(call: ast.AST) -> ast.AST | None:
    given = getattr(call, "args", [])
    return given[0] if given else None


def is_written_here(what: ast.AST | None) -> bool:
    """Whether it is a constant of the code: a literal, a name in capitals, or several of them together."""
    if isinstance(what, ast.BinOp):
        return is_written_here(what.left) and is_written_here(what.right)
    if isinstance(what, ast.JoinedStr):
        return all(
            is_written_here(getattr(part, "value", None))
            for part in what.values
            if not isinstance(part, ast.Constant)
        )
    named = getattr(what, "id", getattr(what, "attr", ""))
    return what is None or isinstance(what, ast.Constant) or (bool(named) and named == named.upper())


def calls(*names: str) -> Danger:
    return lambda node: isinstance(node, ast.Call) and name_of(node) in names


def made_of_data(*names: str) -> Danger:
    """Calls whose first argument is put together while the product runs."""
    return lambda node: calls(*names)(node) and not is_written_here(first(node))


def imports(names: set[str]) -> Danger:
    def found(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            return any(one.name in names or one.name.split(".")[0] in names for one in node.names)
        module = node.module or "" if isinstance(node, ast.ImportFrom) and not node.level else ""
        return module in names or module.split(".")[0] in names

    return found


def sends_where_asked(node: ast.AST) -> bool:
    """A function that leads a browser to what came with the request, as it came."""
    if not isinstance(node, ast.FunctionDef) or "request" not in {one.arg for one in node.args.args}:
        return False
    raw = {
        getattr(target, "id", "")
        for one in ast.walk(node)
        if isinstance(one, ast.Assign) and is_read_raw(one.value)
        for target in one.targets
    }
    ways = [one for one in ast.walk(node) if calls("redirect", "redirect_to", "HttpResponseRedirect")(one)]
    given = [part for way in ways for part in getattr(way, "args", [])]
    return any(is_read_raw(part) or getattr(part, "id", "") in raw for part in given)


def is_read_raw(what: ast.AST) -> bool:
    """Whether it is a part of the request, or one of its values, with nothing done to it."""
    if isinstance(what, ast.BoolOp):
        return any(is_read_raw(one) for one in what.values)
    if isinstance(what, ast.Call):
        return name_of(what) in {"get", "pop", *READ_BY} and is_read_raw(what.func)
    if isinstance(what, ast.Subscript):
        return is_read_raw(what.value)
    if isinstance(what, ast.Attribute):
        return (what.attr in READ_BY and getattr(what.value, "id", "") == "request") or is_read_raw(
            what.value
        )
    return False


def makes_patterns(node: ast.AST) -> bool:
    """A regular expression that is put together while the product runs."""
    of_re = isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "re"
    return of_re and not is_written_here(first(node))


def compares_secrets(node: ast.AST) -> bool:
    """`==` on what must not be guessed byte by byte; looking a digest up in the database is none of that."""
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
        return False
    sides = [node.left, *node.comparators]
    named = [str(getattr(one, "attr", getattr(one, "id", name_of(one)))) for one in sides]
    return not any(isinstance(one, ast.Constant) for one in sides) and any(
        SECRET.search(name) for name in named
    )


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """What any danger is found by, with the module in which it stands."""
    rooms = (path for room in ROOMS for path in (CHECKOUT / room).rglob("*.py"))
    found = {str(path.relative_to(CHECKOUT)): path for path in rooms if "migrations" not in path.parts}
    parsed = {name: ast.parse(path.read_text()) for name, path in found.items()}
    return [
        (name, node)
        for name, module in parsed.items()
        for node in ast.walk(module)
        if isinstance(node, LOOKED_AT)
    ]


def places_of(danger: Danger) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name, node in nodes():
        if danger(node):
            found.setdefault(name, []).append(getattr(node, "lineno", 0))
    return found


STANDS: dict[str, tuple[Danger, dict[str, str]]] = {
    "text that is put into pages as markup": (
        made_of_data("mark_safe", "SafeString", "SafeText", "format_html", "format_html_join"),
        {
            "reporting/weekly/definitions.py": "docs/metrics.md, of the repository",
            "channels_mgmt/desk/guides.py": "docs/guide, of the repository",
        },
    ),
    "statements put together at run time": (
        made_of_data("execute", "executemany", "RawSQL", "extra", "raw"),
        {
            "channels_mgmt/publishing/calendar/cells.py": "queries of the ORM with their parameters apart",
            "channels_mgmt/inbox/intake/recording.py": "one of three constants",
            "channels_mgmt/inbox/intake/exchange.py": "names of temporary tables that its callers write",
            "reporting/metrics/services/earning.py": "a query of the ORM with its parameters apart",
            "reporting/metrics/intake/posts.py": "psycopg's identifiers, of our own columns",
            "reporting/metrics/intake/storing.py": "a query that its callers write",
            "reporting/weekly/rows.py": "constants of the module",
            "cmhub/management/commands/grant_rights.py": "rights and policies, drawn from the models",
            "cmhub/embedded/postgres.py": "psycopg's identifiers, of our own names",
            "cmhub/lib/scope.py": "the statement that is sent, behind the one that scopes it",
            "cmhub/lib/commands.py": "no statement: a command of manage.py",
            "cmhub/lib/kept_schema.py": "the schema of the repository",
            "cmhub/lib/sql.py": "what it is given: the callers are looked at",
            "cmhub/lib/locks.py": "one of two functions that it names",
            "cmhub/lib/tables_in_use.py": "a statement of Django’s, and a time of ours before it",
            "cmhub/operations/slow_queries.py": "a statement of Django’s, as it is",
            "cmhub/lib/staged.py": "names and columns of temporary tables that its callers write",
            "cmhub/lib/kept.py": "a query of the ORM, kept as text, with its parameters apart",
            "cmhub/backup/figures.py": "psycopg's identifiers, of our own tables",
        },
    ),
    "code out of text": (calls("eval", "exec", "__import__", "import_module"), {}),
    "templates out of text": (calls("Template", "from_string"), {}),
    "patterns put together at run time": (
        makes_patterns,
        {
            "channels_mgmt/watch/parsing.py": "letters alone, by the pattern that found them",
            "channels_mgmt/publishing/services/people_erasure.py": "escaped",
            "channels_mgmt/brands/links.py": "hosts and shapes of networks, of the module",
            "channels_mgmt/crisis/services/erasure.py": "escaped",
            "channels_mgmt/inbox/services/erasure.py": "escaped",
            "channels_mgmt/escalations/services/rules/conditions.py": "escaped",
            "channels_mgmt/escalations/services/rules/deciding.py": "escaped",
            "reporting/metrics/readers/site.py": "escaped",
            "reporting/metrics/readers/lines.py": "of our own formats",
            "cmhub/embedded/schema.py": "of our own tables",
            "cmhub/demo/writing.py": "escaped",
            "cmhub/lib/spelling/typography.py": "of the module's own rules",
        },
    ),
    "other programs": (
        imports(PROGRAMS),
        {
            "cmhub/management/commands/move.py": "of who runs the installation",
            "cmhub/embedded/postgres.py": "the embedded servers",
            "cmhub/embedded/services.py": "the embedded servers",
            "cmhub/embedded/schema.py": "the embedded servers",
            "cmhub/embedded/processes.py": "the embedded servers",
            "cmhub/embedded/lease.py": "the embedded servers",
            "cmhub/backup/programs.py": "pg_dump and pg_restore",
        },
    ),
    "a shell": (calls("system", "popen", "getoutput"), {}),
    "objects out of bytes": (imports(LOADERS), {}),
    "connections to elsewhere": (
        imports(CLIENTS),
        {
            "accounts/services/pushing.py": "what encrypts for a browser; cmhub.lib.posting sends it",
            "channels_mgmt/watch/fetching.py": "through cmhub.lib.exchange, at addresses that were looked at",
            "cmhub/embedded/supervisor.py": "whether the own port answers",
            "cmhub/lib/posting.py": "the one way by which anything is sent",
            "cmhub/lib/exchange.py": "connections to the number that was looked at",
            "cmhub/lib/addresses.py": "looks at numbers of names",
        },
    ),
    "XML and what reads it": (
        imports(MARKUP),
        {"channels_mgmt/watch/parsing.py": "feedparser, without external entities, within size and time"},
    ),
    "archives": (
        imports(ARCHIVES),
        {"cmhub/lib/tabular/spreadsheet.py": "counts what it unpacks, and writes none of it"},
    ),
    "forms without their token": (
        calls("csrf_exempt"),
        {
            "accounts/link_pages.py": "the address is the right, and no cookie counts",
            "channels_mgmt/api/urls.py": "the token of a program is the right, and no cookie counts",
        },
    ),
    "ways that whoever asks has written": (
        sends_where_asked,
        {"accounts/views/house.py": "the page's own address, of which Django takes double slashes away"},
    ),
    "secrets compared byte by byte": (
        compares_secrets,
        {
            "accounts/services/signed_links.py": "digests that are both ours",
            "cmhub/backup/archive.py": "checksums of files",
        },
    ),
}
"""By danger how it is found, and the modules in which it stands, each with the reason."""


@pytest.mark.parametrize("danger", STANDS)
def test_what_is_dangerous_stands_where_it_was_looked_at(danger: str) -> None:
    is_one, known = STANDS[danger]
    found = places_of(is_one)
    assert not {name: lines for name, lines in found.items() if name not in known}
    assert not known.keys() - found.keys(), "no longer there: take it out of the list"


WRONG = """
from urllib3 import PoolManager
import pickle, subprocess
from xml.etree import ElementTree
import zipfile
def view(request):
    to = request.GET.get("next") or "/"
    cursor.execute(f"select {to}")
    os.system(to)
    eval(to)
    re.compile(to)
    mark_safe(to)
    Template(to)
    csrf_exempt(view)
    if token == given.token:
        return redirect(to)
"""


@pytest.mark.parametrize("danger", STANDS)
def test_each_danger_would_be_found(danger: str) -> None:
    is_one, _known = STANDS[danger]
    assert any(is_one(node) for node in ast.walk(ast.parse(WRONG)))


# --- Patterns that take for ever --------------------------------------------------------------------


def patterns() -> Iterator[tuple[str, str]]:
    """Each regular expression that is written as one constant, with where it stands."""
    for name, node in nodes():
        of_re = isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "re"
        given = first(node) if of_re else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield f"{name}:{given.lineno}", given.value


def is_endless(part: Any) -> bool:
    operator, given = part
    return operator is _constants.MAX_REPEAT and given[1] is _constants.MAXREPEAT


def parts_of(pattern: Any) -> Iterator[Any]:
    """All parts of a parsed pattern, however deep."""
    for part in pattern:
        yield part
        for given in part[1] if isinstance(part[1], (tuple, list)) else ():
            if isinstance(given, _parser.SubPattern):
                yield from parts_of(given)
            elif isinstance(given, list):
                for branch in given:
                    yield from parts_of(branch) if isinstance(branch, _parser.SubPattern) else ()


def repeats_repeats(pattern: str) -> bool:
    """Whether something is repeated without end that is itself without end."""
    for part in parts_of(_parser.parse(pattern)):
        if is_endless(part):
            inner = part[1][2]
            if any(is_endless(one) for one in parts_of(inner)):
                return True
    return False


PARTED = {
    "channels_mgmt/brands/links.py": "by points",
    "channels_mgmt/inbox/suggestions/words.py": "by @",
    "cmhub/lib/redaction.py": "by points and colons",
    "cmhub/lib/spelling/words.py": "by apostrophes and hyphens",
}
"""Modules whose patterns repeat what is repeated, and what parts one repetition from the next: by it there is
only one way to read a text.
"""


def test_no_pattern_can_be_read_in_ever_more_ways() -> None:
    found = {where.partition(":")[0] for where, pattern in patterns() if repeats_repeats(pattern)}
    assert found == set(PARTED)
    assert sum(1 for _pattern in patterns()) > 100
    assert repeats_repeats("(?:a+)+b")
    assert not repeats_repeats("(?:ab)+c+")


# --- Templates --------------------------------------------------------------------------------------

UNESCAPED = re.compile(r"\|\s*(?:safe|safeseq)\b|{%-?\s*autoescape\s+off")
UNQUOTED = re.compile(r"<[^<>]*\s[\w:-]+=(?:{{|{%)")
RUNS = re.compile(r"""(?:javascript|vbscript):|\son\w+\s*=\s*["']|\shx-on""", re.IGNORECASE)


def templates() -> Iterator[tuple[str, str]]:
    for path in (CHECKOUT / "templates").rglob("*"):
        if path.is_file():
            yield str(path.relative_to(CHECKOUT)), path.read_text(encoding="utf-8")


def test_templates_escape_what_they_show() -> None:
    """All pages do, in attributes that are quoted; mails of mere text have nothing to escape."""
    found = list(templates())
    pages = [(name, text) for name, text in found if name.endswith(".html")]
    assert len(pages) > 300
    assert [name for name, text in found if UNESCAPED.search(text) and not name.endswith(".txt")] == []
    assert [name for name, text in pages if UNQUOTED.search(text)] == []
    assert [name for name, text in pages if RUNS.search(text)] == []
    assert UNESCAPED.search("{{ x|safe }}{% autoescape off %}")
    assert UNQUOTED.search("<a class=x href={{ url }}>")
    assert RUNS.search('<a href="javascript:x"><b onclick="y">')
