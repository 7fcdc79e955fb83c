"""Files of no known format: a person says which column is what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporting.metrics.catalogue import METRICS
from reporting.metrics.readers import MappingError, guessed_columns, mapped_format
from reporting.metrics.readers.declared import Rows
from tests.metrics.files import codes, known, records, table

HEADER = ["Jour", "Lectures", "Taux", "Autre"]
FILE = table(HEADER, ["14/01/2025", "1 200", "3,5", "x"], ["Total", "1 200", "", ""], separator=";")


def test_goes_the_same_way_as_the_others() -> None:
    columns = {"day": "jour", "views": "Lectures", "click_rate": "Taux", "likes": ""}
    mapped = mapped_format(Rows.DAYS, columns, HEADER, network="youtube", scales={"click_rate": "percent"})
    found = known(FILE, mapped=mapped)
    assert (found.format, found.unused, codes(found.asks)) == ("mapped", ("Autre",), [])
    day, _total = records(FILE, mapped=mapped)
    assert (day.day, day.network) == (date(2025, 1, 14), "youtube")
    assert day.figures == {"views": 1200, "click_rate": Decimal("0.035")}


def test_asks_as_the_others_do() -> None:
    mapped = mapped_format(
        Rows.POSTS, {"post_id": "Id", "published": "Le", "views": "Vu"}, ["Id", "Le", "Vu"]
    )
    found = known(table(["Id", "Le", "Vu"], ["a", "01/02/2025", 3]), mapped=mapped)
    assert codes(found.asks) == ["date_order", "network"]


@pytest.mark.parametrize(
    "columns",
    [
        {"day": "Jour"},
        {"views": "Lectures"},
        {"day": "Jour", "views": "Nowhere"},
        {"day": "Jour", "nothing": "Lectures"},
        {"day": "Jour", "post_id": "Autre", "views": "Lectures"},
    ],
)
def test_a_mapping_that_cannot_be(columns: dict[str, str]) -> None:
    with pytest.raises(MappingError) as refused:
        mapped_format(Rows.DAYS, columns, HEADER)
    assert str(refused.value)


def test_names_are_guessed() -> None:
    header = ["Permalien", "Vues", "J’aime", "Couverture", "Quelque chose"]
    assert guessed_columns(Rows.POSTS, header) == {
        "permalink": "Permalien",
        "views": "Vues",
        "likes": "J’aime",
        "reach": "Couverture",
    }


def test_what_adds_up() -> None:
    """People are never added, over days or posts, and a stock has a latest value."""
    assert not any(
        METRICS[name].sums_over_days for name in ("reach", "viewers", "followers", "engagement_rate")
    )
    assert not any(METRICS[name].sums_over_posts for name in ("reach", "viewers", "average_watch_seconds"))
    assert all(METRICS[name].sums_over_days for name in ("views", "likes", "follows", "watch_seconds"))
    assert METRICS["followers"].days == "last"
