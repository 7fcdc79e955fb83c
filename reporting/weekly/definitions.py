"""docs/metrics.md, in French docs/metrics.fr.md, as the page shows it: each figure under its anchor, what it
is and what it does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PLACE = settings.BASE_DIR / "docs"
FILES = {"fr": "metrics.fr.md"}
OTHERS = "metrics.md"
ENTRY = re.compile(r'<a id="(\w+)"></a>\n### (.*?)\n(.*?)(?=\n<a id=|\n## |\Z)', re.DOTALL)
FIELD = re.compile(r"^- \*\*(.+?)\*\*\s?: (.*?)(?=\n- \*\*|\Z)", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
EMPHASIS = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True)
class Definition:
    anchor: str
    name: str
    fields: tuple[tuple[str, SafeString], ...]


@lru_cache
def definitions(language: str) -> tuple[Definition, ...]:
    """Read once a process and language: the documents change with the code."""
    text = (PLACE / FILES.get(language, OTHERS)).read_text(encoding="utf-8")
    return tuple(
        Definition(
            anchor,
            name.strip(),
            tuple((field, written(words)) for field, words in FIELD.findall(body.strip())),
        )
        for anchor, name, body in ENTRY.findall(text)
    )


def written(words: str) -> SafeString:
    """The few marks that entries use. Links to other pages of the documents are told by their words alone."""
    html = CODE.sub(r"<code>\1</code>", escape(" ".join(words.split())))
    html = LINK.sub(_link, html)
    # Nothing but the project's own document, escaped above, is in it.
    return mark_safe(EMPHASIS.sub(r"<em>\1</em>", html))  # noqa: S308


def _link(found: re.Match[str]) -> str:
    words, to = found.groups()
    return f'<a href="{to}">{words}</a>' if to.startswith("#") else words
