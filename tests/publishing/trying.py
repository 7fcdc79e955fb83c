"""Posts with figures, campaigns and tests, for the tests of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Campaign, Experiment, Post
from channels_mgmt.publishing.services.campaigns import make_campaign
from channels_mgmt.publishing.services.experiments import make_experiment, pass_to, place_post
from reporting.metrics.models import Snapshot
from tests.cast import Cast

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
"""A Monday, 10:00 in Douala."""


def published(cast: Cast, *, at: datetime = NOW - timedelta(days=5), **values: Any) -> Post:
    given = {
        "brand": cast.brand,
        "channel": cast.official,
        "state": PostState.PUBLISHED,
        "text": "Le forfait nuit revient",
        "published_at": at,
        "external_id": uuid4().hex,
        **values,
    }
    return Post.objects.create(**given)


def with_figures(post: Post, **figures: int) -> Snapshot:
    """The figures of its lifetime that stand, entered by hand."""
    return Snapshot.objects.create(
        brand=post.brand,
        channel=post.channel,
        post=post,
        network=post.channel.network,
        scope="lifetime",
        day=NOW.date(),
        source="hand",
        series="hand",
        figures=figures,
        stands=True,
        taken_at=NOW,
    )


def campaign(cast: Cast, name: str = "Rentrée", **values: Any) -> Campaign:
    given = {"name": name, "objective": "Faire connaître le forfait nuit", **values}
    return make_campaign(brand=cast.brand, values=given, key=uuid4(), by=cast.cm, at=NOW)


def experiment(cast: Cast, *, running: bool = True, **values: Any) -> Experiment:
    given = {
        "name": "Question ou affirmation",
        "hypothesis": "Une question fait davantage réagir",
        "variant_a": "Une affirmation",
        "variant_b": "Une question",
        "measure": "engagement_rate",
        "planned": 10,
        **values,
    }
    made = make_experiment(brand=cast.brand, values=given, key=uuid4(), by=cast.cm, at=NOW)
    return pass_to(experiment=made, state="running", by=cast.cm, at=NOW) if running else made


def place(cast: Cast, test: Experiment, variant: str, rates: list[tuple[int, int]]) -> None:
    """Posts of a variant, each with its engagements and the times it was shown."""
    for engaged, shown in rates:
        post = published(cast)
        with_figures(post, engagements=engaged, impressions=shown, reach=shown // 2, clicks=engaged // 2)
        place_post(experiment=test, post=post, variant=variant, by=cast.cm, at=NOW)
