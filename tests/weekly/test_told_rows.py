"""Rows of a report as lines of text, on paper and by a link."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from channels_mgmt.strategy.services.progress import way_words
from reporting.diagnoses.rules import spread_thin, uncovered
from reporting.weekly.files.tables import Cell, Section


@pytest.mark.parametrize(
    ("language", "due", "quoted"),
    [
        ("fr", "pour le 9 novembre 2026", "«\u00a0et a Akwa ?\u00a0»"),
        ("en", "by 9 November 2026", "“et a Akwa ?”"),
    ],
)
def test_words_of_the_public_stand_by_themselves_and_a_day_says_what_it_is(
    language: str, due: str, quoted: str
) -> None:
    columns = [("", Cell.TEXT), ("", Cell.DAY), ("", Cell.TEXT), ("", Cell.QUOTATIONS)]
    row = ["On nous écrit la nuit", date(2026, 11, 9), "", ["et a Akwa ?"]]
    with override(language):
        (told,) = Section("insights", "", columns, [row]).told()
    assert told.parts == ["On nous écrit la nuit", due]
    assert told.quotations == [quoted]


def test_what_moves_away_from_its_target_goes_backwards() -> None:
    with override("fr"):
        assert way_words(0.33) == "33\u00a0% du chemin"
        assert way_words(-1.08) == "en recul de 108\u00a0% du chemin"


def test_posts_agree_with_how_many_are_asked() -> None:
    evidence = {
        "networks": ["fb"],
        "below": 1,
        "people": 6,
        "given_hours": 60.6,
        "channels": [
            {
                "name": "Facebook",
                "network": "facebook",
                "hours": 15.5,
                "posts_per_week": 1.1,
                "cadence": 1,
                "target_minutes": None,
                "in_time": None,
                "below": True,
            }
        ],
    }
    with override("fr"):
        said, drawn = spread_thin.told(evidence, {}), spread_thin.table(evidence).rows[0]
    assert said[-1] == "6 personnes leur donnent 60\u00a0h\u00a036 par semaine."
    assert (drawn[2], drawn[3]) == ("15\u00a0h\u00a030", "1,1 sur 1 publication")


def test_hours_that_nobody_covers_are_told_once() -> None:
    evidence = {"share": 0.67, "share_unseen": 0.67, "hours_nobody": 472.0, "hours_alone": 0.0}
    with override("fr"):
        alike, _hours = uncovered.told(evidence, {})
        other, _hours = uncovered.told(evidence | {"share": 0.8}, {})
    assert alike == "67\u00a0% de ce qui arrive tombe dans des heures que personne ne couvre."
    assert "67\u00a0%" in other
    assert "80\u00a0%" in other
