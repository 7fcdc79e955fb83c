"""What is stored, printed for other programs; and which figure counts where several sources gave one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from reporting.metrics.models import Correction, MetricsRun, Snapshot
from reporting.metrics.services.entering import enter_figures
from reporting.metrics.services.standing import day_figures
from reporting.metrics.services.taking_in import take_in_run
from tests.metrics.conftest import NOW, Take
from tests.metrics.files import export
from tests.metrics.test_taking_in import day, posts

KEYS = ["date", "channel", "post", "metric", "value", "scope", "source"]


def printed(first: str = "2025-01-01", last: str = "2026-12-31") -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("export_metrics", "--brand", "bonabo", "--from", first, "--to", last, stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def said(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["date"], row["metric"], row["value"], row["scope"], row["source"]) for row in rows]


def test_days_are_printed_one_figure_a_row(take: Take) -> None:
    take(export("meta_days.en"))
    rows = printed()
    assert list(rows[0]) == KEYS
    assert rows[0] == {
        "date": "2025-01-01", "channel": "bonabo-facebook", "post": None, "metric": "reach", "value": 5,
        "scope": "day", "source": "export",
    }  # fmt: skip
    assert [row["date"] for row in printed("2025-01-02", "2025-01-04")] == ["2025-01-02", "2025-01-04"]
    assert printed("2025-01-05") == []


def test_a_lifetime_is_dated_by_its_reading_and_named_by_the_network(take: Take) -> None:
    take(posts({"Views": 10, "Likes": 2}))
    take(posts({"Views": 15, "Likes": ""}), at=NOW + timedelta(days=7))
    rows = printed()
    assert said(rows) == [
        ("2026-11-22", "likes", 2, "lifetime", "export"),
        ("2026-11-22", "views", 10, "lifetime", "export"),
        ("2026-11-29", "views", 15, "lifetime", "export"),
    ], "what the second file did not have was read on the day of the first"
    assert {row["post"] for row in rows} == {"17974000564884250"}


def test_a_part_of_the_audience_is_named_in_the_metric(take: Take) -> None:
    take(export("youtube_countries.en"))
    views = {row["metric"]: row["value"] for row in printed() if row["metric"].startswith("views")}
    assert views == {"views[country=CM]": 1200, "views[country=NA]": 10}


def test_each_source_is_printed(brand: Brand, person: User, take: Take) -> None:
    take(day(("2025-01-01", 5)))
    enter(brand, person, reach=7)
    assert said(printed()) == [
        ("2025-01-01", "reach", 5, "day", "export"),
        ("2025-01-01", "reach", 7, "day", "hand"),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--brand", "nobody", "--from", "2025-01-01", "--to", "2025-01-02"],
        ["--brand", "bonabo", "--from", "2025-01-02", "--to", "2025-01-01"],
        ["--brand", "bonabo", "--from", "yesterday", "--to", "2025-01-02"],
        ["--brand", "bonabo", "--from", "2025-01-01"],
    ],
)
def test_arguments_that_mean_nothing(brand: Brand, arguments: list[str]) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("export_metrics", *arguments)
    assert caught.value.returncode == 2


def enter(
    brand: Brand,
    by: User,
    on: date = date(2025, 1, 1),
    source: str = "hand",
    post: Post | None = None,
    **figures: Any,
) -> Snapshot:
    channel = post.channel if post else brand.channels.get(slug="bonabo-facebook")
    return enter_figures(
        brand=brand, channel=channel, day=on, figures=figures, source=source, by=by, post=post, at=NOW
    )


def standing(brand: Brand) -> dict[str, tuple[Any, str]]:
    found = day_figures(brand.channels.values_list("pk", flat=True), date(2025, 1, 1), date(2025, 1, 1))
    ((_channel, _day), figures), *others = found.items()
    assert others == []
    return {name: (one.value, one.source) for name, one in figures.items()}


def test_an_export_counts_before_the_hand_and_that_before_an_estimate(
    brand: Brand, person: User, take: Take
) -> None:
    take(day(("2025-01-01", 5)))
    enter(brand, person, reach=7, followers=90)
    enter(brand, person, source="estimate", followers=100, saves=3)
    assert standing(brand) == {"reach": (5, "export"), "followers": (90, "hand"), "saves": (3, "estimate")}


def test_of_one_source_what_was_taken_in_last_counts(
    brand: Brand, take: Take, put: Callable[..., Path]
) -> None:
    take(day(("2025-01-01", 5)), on="facebook")
    later = "Date,Impressions,Reach,Likes,Bookmarks,Unfollows\n2025-01-01,1,8,,,\n"
    mapped = {"rows": "days", "columns": {"day": "Date", "reach": "Reach"}}
    run = MetricsRun.objects.get()
    run.pk, run.key, run.columns = None, uuid4(), mapped
    take_in_run(run=run, path=put(later, "later.csv"), at=NOW + timedelta(hours=1))
    assert Snapshot.objects.count() == 2
    assert standing(brand) == {"reach": (8, "export")}


def test_neither_posts_nor_audiences_count_among_the_days_of_an_account(brand: Brand, take: Take) -> None:
    take(posts({"Views": 10}, Date="01/01/2025"))
    take(export("youtube_countries.en"), as_of=date(2025, 1, 1))
    assert day_figures(brand.channels.values_list("pk", flat=True), date(2025, 1, 1), date(2025, 1, 1)) == {}


def test_of_a_post_the_export_stands_whatever_a_person_enters(brand: Brand, person: User, take: Take) -> None:
    take(posts({"Views": 10}))
    post = Post.objects.get()
    enter(brand, person, on=date(2026, 11, 22), post=post, views=12)
    assert Snapshot.objects.standing().get().figures == {"views": 10}


def test_and_until_there_is_one_what_the_person_entered(brand: Brand, person: User, take: Take) -> None:
    take(posts({"Views": ""}))
    post = Post.objects.get()
    enter(brand, person, on=date(2026, 11, 22), source="estimate", post=post, views=12)
    enter(brand, person, on=date(2026, 11, 1), post=post, views=11)
    assert Snapshot.objects.standing().get().figures == {"views": 11}
    take(posts({"Views": 10}))
    assert Snapshot.objects.standing().get().source == "export"


def test_what_was_entered_twice_is_there_once(brand: Brand, person: User) -> None:
    enter(brand, person, reach=7)
    enter(brand, person, reach=7)
    assert Snapshot.objects.count() == 1
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("on", "source", "figures"),
    [
        (date(2026, 11, 23), "hand", {"reach": 1}),
        (date(2001, 1, 1), "hand", {"reach": 1}),
        (date(2025, 1, 1), "export", {"reach": 1}),
        (date(2025, 1, 1), "hand", {"love": 1}),
        (date(2025, 1, 1), "hand", {"reach": 10**15}),
        (date(2025, 1, 1), "hand", {}),
    ],
)
def test_what_cannot_be_entered(
    brand: Brand, person: User, on: date, source: str, figures: dict[str, int]
) -> None:
    with pytest.raises(ValidationError):
        enter(brand, person, on, source, **figures)
    assert not Snapshot.objects.exists()
