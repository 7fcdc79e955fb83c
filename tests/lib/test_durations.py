from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone, translation

from cmhub.lib.durations import age_in_words, deadline_words, duration_words, minutes_in, work_words
from cmhub.lib.moments import exact_moment, moment_words, short_moment, time_words, until_words

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90 min", 90),
        ("2 h", 120),
        ("2h30", 150),
        ("1 h 05", 65),
        ("1,5 h", 90),
        ("2 hours 10 min", 130),
        ("3 Heures", 180),
        ("0", 0),
        ("", None),
        ("h", None),
        ("2 h 10 h", None),
        ("-5", None),
        ("1 j", None),
        ("9" * 40, None),
    ],
)
def test_minutes_as_people_write_them(text: str, minutes: int | None) -> None:
    assert minutes_in(text) == minutes


@pytest.mark.parametrize("minutes", [1, 59, 60, 90, 125, 26 * 60 + 30])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_shown_can_be_written(minutes: int, language: str) -> None:
    with translation.override(language):
        assert minutes_in(work_words(minutes)) == minutes


@pytest.mark.parametrize(
    ("seconds", "french", "english"),
    [
        (0, "0 s", "0 s"),
        (45.4, "45 s", "45 s"),
        (59.6, "1 min", "1 min"),
        (35 * 60, "35 min", "35 min"),
        (59 * 60 + 40, "1 h", "1 h"),
        (2 * 3600 + 5 * 60, "2 h 05", "2 h 5 min"),
        (23 * 3600 + 3599, "1 j", "1 d"),
        (76 * 3600, "3 j 4 h", "3 d 4 h"),
        (-120, "−2 min", "−2 min"),
        (None, "—", "—"),
        (float("nan"), "—", "—"),
    ],
)
def test_durations(seconds: float | None, french: str, english: str) -> None:
    with translation.override("fr"):
        assert plain(duration_words(seconds)) == french
    with translation.override("en"):
        assert plain(duration_words(seconds)) == english


@pytest.mark.parametrize(
    ("left", "french", "english"),
    [
        (timedelta(hours=2, minutes=10, seconds=59), "il reste 2 h 10", "2 h 10 min left"),
        (timedelta(minutes=-35), "en retard de 35 min", "35 min late"),
        (timedelta(), "il reste moins d’une minute", "less than a minute left"),
        (timedelta(seconds=-1), "en retard de moins d’une minute", "late by less than a minute"),
    ],
)
def test_deadlines(left: timedelta, french: str, english: str) -> None:
    with translation.override("fr"):
        assert plain(deadline_words(NOW + left, NOW)) == french
    with translation.override("en"):
        assert plain(deadline_words(NOW + left, NOW)) == english


def test_ages() -> None:
    with translation.override("fr"):
        assert plain(age_in_words(NOW - timedelta(hours=3), NOW)) == "il y a 3 h"
        assert plain(age_in_words(NOW + timedelta(hours=3), NOW)) == "à l’instant"


def test_moments() -> None:
    with translation.override("fr"), timezone.override("Africa/Douala"):
        assert plain(time_words(time(17))) == "17 h"
        assert plain(time_words(time(9, 5))) == "9 h 05"
        assert plain(moment_words(NOW, "Europe/Paris")) == "21 novembre 2026 à 16 h 30"
        assert plain(exact_moment(NOW)) == "samedi 21 novembre 2026 à 16 h 30"
        assert plain(exact_moment(NOW.replace(day=1))) == "dimanche 1er novembre 2026 à 16 h 30"
        assert plain(short_moment(NOW, NOW)) == "16 h 30"
        assert plain(short_moment(NOW - timedelta(days=2), NOW)) == "19 nov., 16 h 30"
        assert plain(short_moment(NOW - timedelta(days=400), NOW)) == "17 oct. 2025"
    with translation.override("en"):
        assert plain(moment_words(NOW, "Africa/Dakar")) == "21 November 2026 at 15:30"


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        (datetime(2026, 11, 22, 23, tzinfo=UTC), "22 novembre 2026 à minuit", "22 November 2026 at midnight"),
        (datetime(2026, 11, 22, 22, tzinfo=UTC), "22 novembre 2026 à 23 h", "22 November 2026 at 23:00"),
    ],
)
def test_midnight_is_the_end_of_the_day_by_which_something_is_to_be_done(
    at: datetime, french: str, english: str
) -> None:
    for language, words in (("fr", french), ("en", english)):
        with translation.override(language):
            assert plain(until_words(at, "Africa/Douala")) == words
