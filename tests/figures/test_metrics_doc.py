"""docs/metrics.md defines every figure of the report, and nothing that has gone."""

import re
from pathlib import Path

import pytest

from reporting.figures.comparison import compare
from reporting.figures.week import DUTIES, compute_week
from tests.figures.rows import week_frames

TEXT = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")
# Names that two groups share carry their group in the second.
SHARED = {("escalations", "opened"), ("escalations", "answered"), ("audience", "by_channel")}
DATA_QUALITY = ["imported", "logged_by_hand", "completeness_by_day"]
FIELDS = ["Formula", "Unit", "Source", "Does not say"]


def anchors():
    week = compute_week(week_frames(), {})
    week["compared"] = compare(week, None, [])
    names = [*DATA_QUALITY, "staffing"]
    for group, figures in week.items():
        if group in ("scorecard", "objectives", "compared"):
            names.append(group)
        else:
            names += [f"{group}_{name}" if (group, name) in SHARED else name for name in figures]
    return names


ENTRIES = dict(re.findall(r'<a id="([\w]+)"></a>\n### (.*?)(?=\n<a id=|\n## |\Z)', TEXT, flags=re.DOTALL))


FRENCH = (Path(__file__).parents[2] / "docs" / "metrics.fr.md").read_text(encoding="utf-8")
IN_FRENCH = dict(re.findall(r'<a id="([\w]+)"></a>\n### (.*?)(?=\n<a id=|\n## |\Z)', FRENCH, flags=re.DOTALL))
FIELDS_IN_FRENCH = ["Formule", "Unité", "Source", "Ne dit pas"]

OF_THE_SITE = ["funnel_visitors", "funnel_visits", "funnel_steps", "funnel_communities"]
"""Figures of a page, which no report has."""


@pytest.mark.parametrize("anchor", [*anchors(), *OF_THE_SITE])
def test_every_figure_has_its_entry(anchor):
    assert re.findall(r"^- \*\*(.+?)\*\*:", ENTRIES[anchor], flags=re.MULTILINE) == FIELDS


def test_no_entry_is_of_a_figure_that_does_not_exist():
    assert sorted(ENTRIES) == sorted([*anchors(), *OF_THE_SITE])


def test_french_readers_have_an_entry_of_every_figure_of_the_report():
    assert sorted(IN_FRENCH) == sorted(anchors())
    for entry in IN_FRENCH.values():
        assert re.findall(r"^- \*\*(.+?)\*\*\xa0:", entry, flags=re.MULTILINE) == FIELDS_IN_FRENCH
    assert set(re.findall(r"\]\(#(\w+)\)", FRENCH)) <= set(IN_FRENCH)


def test_links_within_the_page_lead_somewhere():
    assert set(re.findall(r"\]\(#(\w+)\)", TEXT)) <= set(ENTRIES)


@pytest.mark.parametrize("duty", DUTIES)
def test_every_duty_of_the_scorecard_is_explained(duty):
    assert f"`{duty}`" in ENTRIES["scorecard"]
