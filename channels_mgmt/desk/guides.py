"""docs/guide as a page shows it: what each kind of reader does with CM Hub, with pictures of its pages."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from accounts.choices import AGENCY_ROLES, Role

PLACE = settings.BASE_DIR / "docs" / "guide"
PICTURE = re.compile(r"\.\./pictures/([\w.-]+)")
AS_PAGES_HAVE_IT = (
    ("<img ", '<img loading="lazy" '),
    ("<table>", '<div class="table-wrap"><table class="table">'),
    ("</table>", "</table></div>"),
)
READERS: dict[str, tuple[Any, Collection[str]]] = {
    "manager": (Role.MANAGER.label, AGENCY_ROLES),
    "executive": (Role.EXECUTIVE.label, {Role.EXECUTIVE, Role.DECISION_MAKER}),
    "contact": (Role.DEPARTMENT_CONTACT.label, {Role.DEPARTMENT_CONTACT}),
    "cm": (Role.COMMUNITY_MANAGER.label, Role),
}
"""Whom each guide is for: how they are called, and the roles of which they have one."""


@dataclass(frozen=True)
class Guide:
    title: str
    html: SafeString


def reader_with(roles: Collection[str]) -> str:
    """The guide for somebody with these roles; that of community managers for who has none yet."""
    mine = (name for name, (_label, theirs) in READERS.items() if not set(theirs).isdisjoint(roles))
    return next(mine, "cm")


@lru_cache
def guide(reader: str, language: str) -> Guide:
    """Read once a process, reader and language: the documents change with the code."""
    text = (PLACE / f"{reader}.{language}.md").read_text(encoding="utf-8")
    title, _, rest = text.removeprefix("# ").partition("\n")
    rest = PICTURE.sub(lambda found: static(f"guide/{found[1]}"), rest)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(rest)
    for plain, ours in AS_PAGES_HAVE_IT:
        html = html.replace(plain, ours)
    # Nothing but the project's own document is in it.
    return Guide(title, mark_safe(html))  # noqa: S308
