"""Dates as templates write them: the first of a month as a French writer puts it."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "pattern", "written"),
    [
        ("fr", "j F Y", "1er janvier 2027"),
        ("fr", "l j F", "vendredi 1er janvier"),
        ("fr", "Y-m-d", "2027-01-01"),
        ("fr", "j/n", "1/1"),
        ("en", "j F Y", "1 January 2027"),
    ],
)
def test_the_first_of_a_month(language: str, pattern: str, written: str) -> None:
    with override(language):
        page = Template(f'{{{{ day|date:"{pattern}" }}}}').render(Context({"day": date(2027, 1, 1)}))
    assert page == written


def test_other_days_and_what_is_no_day_stay_as_they_are() -> None:
    page = Template('{{ day|date:"j F Y" }}{{ none|date:"j F Y" }}')
    with override("fr"):
        assert page.render(Context({"day": date(2027, 1, 11), "none": None})) == "11 janvier 2027"


def test_the_day_is_that_of_the_active_zone() -> None:
    with override("fr"), timezone.override("Africa/Douala"):
        page = Template('{{ at|date:"j F" }}').render(
            Context({"at": datetime(2026, 12, 31, 23, 30, tzinfo=UTC)})
        )
    assert page == "1er janvier"
