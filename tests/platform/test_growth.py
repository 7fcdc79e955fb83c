"""No table grows unnoticed: the document says of each who lets it go, or why it stays."""

from __future__ import annotations

import re
from collections import Counter

from django.apps import apps

from cmhub.embedded.layout import CHECKOUT

HEADING = "## What grows, and who lets it go"
TABLE = re.compile(r"`(\w+\.\w+)`")


def test_every_table_is_in_one_class() -> None:
    text = (CHECKOUT / "docs" / "scale.md").read_text(encoding="utf-8").split(HEADING)[1]
    named = Counter(
        name
        for row in re.findall(r"^\| .+ \|$", text, re.MULTILINE)
        for name in TABLE.findall(row.split(" | ")[1])
    )
    there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert there - set(named) == set(), "not classed"
    assert set(named) - there == set(), "no longer there"
    assert {name for name, times in named.items() if times > 1} == set(), "classed twice"
