"""Each format in each language, from a file with its real headers in `exports/`: SLUG.LANGUAGE.csv."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from reporting.metrics.catalogue import METRICS
from reporting.metrics.readers import FORMATS, Aside, Refusal
from tests.metrics.files import EXPORTS, codes, export, known, records

FACEBOOK_POST = {"views": 2310, "reach": 1980, "engagements": 64, "reactions": 50, "comments": 9, "shares": 5}
TWEET = {
    "impressions": 1938,
    "engagements": 18,
    "engagement_rate": Decimal("0.009287925696594427"),
    "shares": 2,
    "comments": 1,
    "likes": 4,
    "profile_clicks": 3,
    "link_clicks": 15,
    "detail_expands": 2,
    "follows": 1,
    "media_views": 210,
    "media_engagements": 7,
}
X_DAY = {"impressions": 1520, "sends": 1, "shares": 5, "saves": 2, "unfollows": 1, "visits": 22}
X_POST = {"impressions": 1520, "sends": 1, "shares": 5, "comments": 4, "permalink_clicks": 2}
LINKEDIN_DAY = {"impressions": 120, "organic_reach": 80, "clicks": 5, "engagement_rate": Decimal("0.0917")}
TIKTOK_BUSINESS = {"views": 810, "reach": 640, "net_follows": -2, "follows": 1, "unfollows": 3, "leads": 0}
YOUTUBE_VIDEO = {
    "views": 1200,
    "watch_seconds": Decimal(120240),
    "average_watch_seconds": Decimal(274),
    "net_follows": 5,
    "click_rate": Decimal("0.0425"),
}
FIRST: dict[str, dict[str, Any]] = {
    "meta_days.en": {"reach": 5},
    "meta_days.fr": {"follows": 3},
    "meta_audience": {"audience_share": Decimal("0.415")},
    "meta_facebook_posts": FACEBOOK_POST,
    "meta_instagram_posts": {"views": 4993, "reach": 3206, "likes": 287, "saves": 7, "follows": 2},
    "x_tweets": TWEET,
    "x_overview": X_DAY,
    "x_content": X_POST,
    "linkedin_metrics": LINKEDIN_DAY,
    "linkedin_followers": {"follows": 5},
    "linkedin_posts": {
        "impressions": 900,
        "clicks": 45,
        "video_views": None,
        "engagement_rate": Decimal("0.0911"),
    },
    "tiktok_overview": {"views": 210, "visits": 14, "likes": 9, "comments": 1, "shares": None},
    "tiktok_followers": {"followers": 1204, "net_follows": -3},
    "tiktok_videos": {"views": 870, "likes": 31, "comments": 4, "shares": 2},
    "tiktok_business": TIKTOK_BUSINESS,
    "youtube_videos": YOUTUBE_VIDEO,
    "youtube_days": {"views": 1200, "watch_seconds": Decimal(120240)},
    "youtube_countries": {"views": 1200},
    "sprout_posts": {
        "impressions": 1200,
        "reach": 900,
        "engagement_rate": Decimal("0.0525"),
        "reactions": 50,
    },
    **{
        f"linkedin_{dimension}": {"followers": 310}
        for dimension in ("location", "job_function", "seniority", "industry", "company_size")
    },
}
NAMES = sorted(path.stem for path in EXPORTS.glob("*.csv"))
ANSWERS: dict[str, dict[str, Any]] = {
    "meta_audience": {"network": "instagram"},
    "tiktok_overview": {"year": 2025},
    "tiktok_followers": {"year": 2025},
    "tiktok_videos": {"year": 2025},
}


def test_each_format_has_a_file_in_each_language() -> None:
    slugs = [declared.slug for declared in FORMATS]
    assert len(slugs) == len(set(slugs))
    assert sorted(f"{slug}.{language}" for slug in slugs for language in ("en", "fr")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_is_recognised_and_read(name: str) -> None:
    slug = name.partition(".")[0]
    answers = ANSWERS.get(slug, {})
    found = known(export(name), **answers)
    assert (found.format, codes(found.asks), codes(found.conflicts)) == (slug, [], [])
    lines = records(export(name), **answers)
    assert [line for line in lines if isinstance(line, Refusal)] == []
    data = [line for line in lines if not isinstance(line, Aside | Refusal)]
    figures = dict(data[0].figures)
    expected = FIRST.get(name, FIRST.get(slug))
    assert {metric: figures.get(metric) for metric in expected} == expected


@pytest.mark.parametrize("name", NAMES)
def test_has_its_network_and_its_language(name: str) -> None:
    slug, _, language = name.partition(".")
    declared = next(one for one in FORMATS if one.slug == slug)
    (part,) = known(export(name), **ANSWERS.get(slug, {})).parts
    assert part.network == (declared.network or part.network)
    assert set(declared.needs) <= set(part.header.places)
    assert declared.blocks or part.header.is_french == (language == "fr")


def test_every_title_names_a_figure() -> None:
    for declared in FORMATS:
        assert {metric for metric, _network in declared.titles.values()} <= set(METRICS)


class TestPosts:
    def test_facebook(self) -> None:
        first, second = records(export("meta_facebook_posts.en"))
        assert first.line == 2
        assert (first.post_id, first.published_at) == ("1087654321098765", datetime(2025, 1, 14, 13, 34))
        assert first.text == "Le nouveau jus est là 🍍\nQui l'a goûté ?"
        assert (first.kind, first.span, first.network) == ("image", "lifetime", "facebook")
        assert second.line == 4
        assert (second.kind, second.text) == ("reel", "Portes ouvertes")
        assert second.figures["watch_seconds"] == Decimal("4120.5")

    def test_french_reels_are_called_videos(self) -> None:
        reel, photo = records(export("meta_facebook_posts.fr"))
        assert (reel.kind, reel.span, photo.kind) == ("reel", "lifetime", "image")
        unused = known(export("meta_facebook_posts.fr")).unused
        assert "Spectateurs de 3 secondes" in unused
        assert "Vues de Publications organiques" in unused

    def test_instagram(self) -> None:
        reel, carousel = records(export("meta_instagram_posts.en"))
        assert (reel.kind, carousel.kind, reel.account) == ("reel", "carousel", "jus.du.wouri")
        (story,) = records(export("meta_instagram_posts.fr"))
        assert (story.kind, story.figures["replies"], story.figures["visits"]) == ("story", 4, 11)

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_tweets_say_their_zone(self, language: str) -> None:
        (tweet,) = records(export(f"x_tweets.{language}"))
        assert tweet.published_at == datetime(2016, 12, 24, 11, 22, tzinfo=UTC)
        assert (tweet.text, tweet.network) == ("Bonjour, Douala", "x")
        assert len(known(export(f"x_tweets.{language}")).unused) == 22

    def test_linkedin_ids_are_in_addresses(self) -> None:
        first, second = records(export("linkedin_posts.en"))
        assert [post.post_id for post in (first, second)] == ["7287000000000000001", "7287000000000000002"]
        assert (first.published_on, first.published_at) == (date(2025, 1, 21), None)
        assert second.figures["likes"] == -1

    def test_tools_name_the_network_line_by_line(self) -> None:
        facebook, x = records(export("sprout_posts.en"))
        assert (facebook.network, x.network) == ("facebook", "x")
        assert facebook.published_at == datetime(2024, 1, 15, 14, 30)
        assert x.published_at == datetime(2024, 1, 16, 0, 5)
        assert x.figures["reach"] is None


class TestDaysAndAudience:
    def test_days_can_be_missing_and_their_hour_is_none(self) -> None:
        days = records(export("meta_days.en"))
        assert [(day.day, day.figures["reach"]) for day in days] == [
            (date(2025, 1, 1), 5),
            (date(2025, 1, 2), 0),
            (date(2025, 1, 4), 12),
        ]

    def test_newest_first(self) -> None:
        days = records(export("x_overview.en"))
        assert [day.day for day in days] == [date(2025, 8, 26), date(2025, 8, 25)]

    def test_several_tables_in_one_file(self) -> None:
        rows = records(export("meta_audience.en"), network="instagram")
        shares = {row.segment: row.figures["audience_share"] for row in rows if not isinstance(row, Aside)}
        assert shares == {
            "Douala, Cameroon": Decimal("0.415"),
            "Yaoundé, Cameroon": Decimal("0.221"),
            "Paris, France": Decimal("0.004"),
            "18-24 men": Decimal("0.051"),
            "18-24 women": Decimal("0.124"),
            "65+ men": Decimal("0.002"),
            "65+ women": Decimal("0.04"),
            "Cameroon": Decimal("0.932"),
            "Namibia": Decimal("0.001"),
        }
        found = known(export("meta_audience.en"), network="instagram")
        assert [note.details for note in found.notes] == [{"name": "Top languages"}]

    def test_genders_are_the_same_in_french(self) -> None:
        rows = records(export("meta_audience.fr"), network="facebook")
        assert [row.segment for row in rows if not isinstance(row, Aside)][2:] == ["18-24 men", "18-24 women"]

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_namibia_is_a_country_and_a_total_is_none(self, language: str) -> None:
        total, *countries = records(export(f"youtube_countries.{language}"))
        assert total == Aside(2, "total")
        assert [country.segment for country in countries] == ["CM", "NA"]
