"""Exports into the database: each figure once, with its file, its day and what it was before."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from accounts.models import AuditEntry, User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.addresses import address_key
from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.models import Campaign, Post
from channels_mgmt.strategy.choices import Category
from cmhub.lib.file_runs import UnusableFileError
from reporting.metrics.intake.understanding import OpenQuestionsError
from reporting.metrics.models import Correction, MetricsRun, Snapshot
from reporting.metrics.services.taking_in import MetricsSummary
from tests.metrics.conftest import NOW, Take, open_account
from tests.metrics.files import export, table

TODAY = date(2026, 11, 22)
POST = ["Post ID", "Account username", "Description", "Publish time", "Permalink", "Post type", "Date"]
REEL = "https://www.instagram.com/reel/AAAAHS0M2ks/"
COUNTS = ("read", "taken", "known", "refused")


def counts(summary: MetricsSummary) -> tuple[int, ...]:
    return tuple(getattr(summary, name) for name in COUNTS)


def posts(*figures: dict[str, object], **changes: object) -> str:
    """Instagram posts, one for each dict of figures: the first has the id 17, the next one 18…"""
    names = list(dict.fromkeys(name for one in figures for name in one))
    lines = []
    for number, one in enumerate(figures):
        line = {
            "Post ID": f"1797400056488425{number}",
            "Account username": "jus",
            "Description": "Ananas",
            "Publish time": "05/26/2026 10:23",
            "Permalink": f"{REEL}{number or ''}",
            "Post type": "IG reel",
            "Date": "Lifetime",
            **changes,
            **one,
        }
        lines.append([line.get(name, "") for name in (*POST, *names)])
    return table([*POST, *names], *lines)


def day(*lines: tuple[str, object], title: str = "Facebook reach") -> str:
    return f'"{title}"\n' + table(["Date", "Primary"], *map(list, lines))


def the_post() -> Post:
    return Post.objects.get()


class TestDays:
    def test_each_day_has_its_figure_with_its_file(self, brand: Brand, take: Take) -> None:
        summary = take(export("meta_days.en"), name="Reach.csv")
        assert counts(summary) == (3, 3, 0, 0)
        assert (summary.format, summary.unused_columns) == ("meta_days", [])
        one = Snapshot.objects.get(day=date(2025, 1, 4))
        assert one.figures == {"reach": 12}
        assert (one.scope, one.source, one.series) == ("day", "export", "meta_days:reach")
        assert (one.channel.slug, one.network) == ("bonabo-facebook", "facebook")
        run = MetricsRun.objects.get()
        assert (one.run, run.file_name, run.by, run.state) == (run, "Reach.csv", None, "done")
        assert one.reach == 12

    def test_the_same_file_under_another_name_is_known(self, take: Take) -> None:
        take(export("meta_days.en"), name="Reach.csv")
        again = take(export("meta_days.en"), name="Reach (1).csv", at=NOW + timedelta(days=3))
        assert counts(again) == (3, 0, 3, 0)
        assert Snapshot.objects.count() == 3
        assert not Correction.objects.exists()

    def test_saved_again_by_a_spreadsheet_it_is_known_too(self, take: Take) -> None:
        take(export("meta_days.en"))
        resaved = export("meta_days.en").replace("sep=,\n", "").replace('"', "").replace(",", ";")
        assert counts(take(resaved.encode("cp1252"))) == (3, 0, 3, 0)

    def test_a_later_file_corrects_and_the_history_keeps_what_was(self, person: User, take: Take) -> None:
        take(day(("2025-01-01", 5), ("2025-01-02", 7)), name="first.csv", by=person)
        later = NOW + timedelta(days=1)
        summary = take(day(("2025-01-01", 5), ("2025-01-02", 9)), name="second.csv", at=later)
        assert counts(summary) == (2, 1, 1, 0)
        assert summary.corrected == 1
        one = Snapshot.objects.get(day=date(2025, 1, 2))
        assert (one.figures, one.run.file_name, one.taken_at) == ({"reach": 9}, "second.csv", later)  # type: ignore[union-attr]
        past = Correction.objects.get()
        assert (past.snapshot, past.before, past.run.file_name) == (one, {"reach": 7}, "first.csv")  # type: ignore[union-attr]
        assert (past.taken_at, past.corrected_at, past.by) == (NOW, later, person)

    def test_a_corrected_file_given_again_corrects_nothing_back(self, take: Take) -> None:
        first = day(("2025-01-01", 5))
        take(first)
        take(day(("2025-01-01", 6)))
        assert counts(take(first, name="again.csv")) == (1, 0, 1, 0)
        assert Snapshot.objects.get().figures == {"reach": 6}

    def test_what_a_later_file_does_not_have_stays_and_is_named(self, take: Take) -> None:
        names = ["Date", "Impressions", "Likes", "Bookmarks", "Unfollows"]
        take(table(names, ["2025-08-26", 10, 2, 4, 1]))
        take(table(names, ["2025-08-26", 11, "", 4, ""]))
        one = Snapshot.objects.get()
        first, second = MetricsRun.objects.order_by("pk")
        assert one.figures == {"impressions": 11, "likes": 2, "saves": 4, "unfollows": 1}
        assert (one.run, one.older) == (second, {"likes": first.pk, "unfollows": first.pk})
        take(table(names, ["2025-08-26", 11, 3, 4, ""]))
        one.refresh_from_db()
        assert one.older == {"unfollows": first.pk}
        assert Correction.objects.get(before={"likes": 2}).run == first

    def test_two_figures_of_one_day_from_two_files_stand_beside_one_another(self, take: Take) -> None:
        take(day(("2025-01-01", 5)))
        take(day(("2025-01-01", 3), title="Facebook visits"))
        assert set(Snapshot.objects.values_list("series", flat=True)) == {
            "meta_days:reach",
            "meta_days:visits",
        }

    def test_a_day_without_a_figure_brings_nothing(self, take: Take) -> None:
        summary = take(export("tiktok_overview.en"), year=2025)
        assert counts(summary) == (2, 1, 1, 0)
        assert Snapshot.objects.get().figures == {"views": 210, "visits": 14, "likes": 9, "comments": 1}

    def test_a_day_twice_in_a_file_is_as_its_last_line_says(self, take: Take) -> None:
        assert counts(take(day(("2025-01-01", 5), ("2025-01-01", 6)))) == (2, 1, 1, 0)
        assert Snapshot.objects.get().figures == {"reach": 6}

    def test_a_dry_run_counts_and_takes_nothing(self, take: Take) -> None:
        assert counts(take(export("meta_days.en"), dry_run=True)) == (3, 3, 0, 0)
        assert not Snapshot.objects.exists()
        assert not MetricsRun.objects.exists()
        assert not AuditEntry.objects.filter(verb="metrics.taken_in").exists()


class TestPosts:
    def test_a_post_that_is_not_known_is_found(self, brand: Brand, take: Take) -> None:
        summary = take(export("meta_instagram_posts.en"))
        assert counts(summary) == (2, 2, 0, 0)
        assert summary.new_posts == 2
        assert "Data comment" in summary.unused_columns
        post = Post.objects.get(external_id="17974000564884257")
        assert (post.state, post.origin) == (PostState.PUBLISHED, PostOrigin.EXPORT)
        assert (post.channel.slug, post.format, post.url) == ("bonabo-instagram", "reel", REEL)
        assert post.text == "Ananas, gingembre.\n\nOn goûte ?"
        assert post.published_at == datetime(2026, 5, 26, 9, 23, tzinfo=UTC), "the wall clock of Douala"
        one = Snapshot.objects.standing().get(post=post)
        assert (one.scope, one.day) == ("lifetime", TODAY)
        assert (one.figures["reach"], one.figures["saves"]) == (3206, 7)
        assert (one.shown, one.engaged) == (4993, 287 + 0 + 56 + 7)

    def test_times_that_name_a_zone_are_of_that_zone(self, take: Take) -> None:
        take(export("x_tweets.en"))
        assert the_post().published_at == datetime(2016, 12, 24, 11, 22, tzinfo=UTC)

    def test_a_figure_that_the_file_does_not_give_is_not_kept(self, take: Take) -> None:
        take(posts({"Views": 10, "Likes": "--"}))
        assert Snapshot.objects.get().figures == {"views": 10}

    def test_the_reading_of_a_later_day_stands_beside_the_first(self, take: Take) -> None:
        take(posts({"Views": 10, "Likes": 2}))
        later = take(posts({"Views": 15, "Likes": ""}), at=NOW + timedelta(days=7))
        assert (counts(later), later.new_posts, later.corrected) == ((1, 1, 0, 0), 0, 0)
        first, second = Snapshot.objects.order_by("day")
        assert (first.figures, first.stands) == ({"views": 10, "likes": 2}, False)
        assert (second.figures, second.stands) == ({"views": 15, "likes": 2}, True)
        assert second.older == {"likes": first.run_id}

    def test_a_reading_of_the_same_day_corrects(self, take: Take) -> None:
        take(posts({"Views": 10}))
        take(posts({"Views": 11}), at=NOW + timedelta(hours=1))
        assert Snapshot.objects.standing().get().figures == {"views": 11}
        assert Correction.objects.get().before == {"views": 10}

    def test_what_has_not_moved_is_known_on_a_later_day(self, take: Take) -> None:
        take(posts({"Views": 10}))
        assert counts(take(posts({"Views": 10}) + "\n", at=NOW + timedelta(days=7))) == (1, 0, 1, 0)
        assert Snapshot.objects.get().day == TODAY

    def test_an_older_export_given_late_is_dated_by_its_day_and_does_not_stand(self, take: Take) -> None:
        take(posts({"Views": 15}))
        take(posts({"Views": 10}), as_of=date(2026, 10, 1))
        assert Snapshot.objects.standing().get().figures == {"views": 15}
        assert Snapshot.objects.get(stands=False).day == date(2026, 10, 1)

    def test_a_file_that_was_taken_in_is_dated_as_then_and_brings_nothing(self, take: Take) -> None:
        first = posts({"Views": 10}, {"Views": 20})
        take(first)
        take(posts({"Views": 12}, {"Views": 22}), at=NOW + timedelta(days=5))
        again = take(first, name="copy.csv", at=NOW + timedelta(days=9))
        assert counts(again) == (2, 0, 2, 0)
        assert sorted(one.figures["views"] for one in Snapshot.objects.standing()) == [12, 22]

    def test_days_of_a_post_are_kept_by_day_and_stand_for_nothing(self, take: Take) -> None:
        take(posts({"Views": 10}, Date="05/27/2026"))
        one = Snapshot.objects.get()
        assert (one.scope, one.day, one.stands) == ("day", date(2026, 5, 27), False)

    def test_a_planned_post_is_found_by_the_address_that_people_gave(
        self, brand: Brand, person: User, take: Take
    ) -> None:
        campaign = Campaign.objects.create(brand=brand, name="Rentrée")
        planned = Post.objects.create(
            brand=brand, channel=brand.channels.get(slug="bonabo-instagram"), state=PostState.SCHEDULED,
            planned_at=NOW, text="Notre texte", category=Category.values[0], campaign=campaign,
            url="https://instagram.com/reel/AAAAHS0M2ks?igsh=abc&utm_source=x",
            proofread_at=NOW, proofread_by=person,
        )  # fmt: skip
        summary = take(posts({"Views": 10}), by=person)
        assert summary.new_posts == 0
        post = the_post()
        assert post.pk == planned.pk
        assert (post.state, post.external_id, post.format) == ("published", "17974000564884250", "reel")
        assert (post.text, post.category, post.campaign) == ("Notre texte", Category.values[0], campaign)
        assert (post.url, post.origin) == (planned.url, PostOrigin.PLANNED)
        assert post.published_at == datetime(2026, 5, 26, 9, 23, tzinfo=UTC)
        assert Snapshot.objects.standing().get().post == post
        told = AuditEntry.objects.get(verb="post.found")
        assert (told.object_id, told.by) == (post.pk, person)
        assert post.events.get().verb == "found"

    def test_a_planned_post_is_found_by_its_words_near_its_time(
        self, brand: Brand, person: User, take: Take
    ) -> None:
        planned = Post.objects.create(
            brand=brand, channel=brand.channels.get(slug="bonabo-instagram"), state=PostState.SCHEDULED,
            planned_at=datetime(2026, 5, 26, 8, 0, tzinfo=UTC), text="Jus  de foléré frais !",
            proofread_at=NOW, proofread_by=person,
        )  # fmt: skip
        summary = take(posts({"Views": 10, "Description": "Jus de foléré frais !"}), by=person)
        assert summary.new_posts == 0
        post = the_post()
        assert (post.pk, post.state, post.external_id) == (planned.pk, "published", "17974000564884250")
        assert post.text == "Jus  de foléré frais !"
        assert post.events.get().verb == "found"

    def test_a_post_recorded_by_hand_is_found_by_the_id_in_its_address(
        self, brand: Brand, take: Take
    ) -> None:
        published = datetime(2016, 12, 24, 11, 0, tzinfo=UTC)
        Post.objects.create(
            brand=brand, channel=brand.channels.get(slug="bonabo-x"), state=PostState.PUBLISHED,
            published_at=published, text="Nous", url="https://x.com/jusduwouri/status/812369747765362688?s=20",
        )  # fmt: skip
        take(export("x_tweets.en"))
        post = the_post()
        assert (post.external_id, post.text, post.published_at) == ("812369747765362688", "Nous", published)

    def test_a_post_of_another_channel_with_the_same_id_is_another(self, brand: Brand, take: Take) -> None:
        take(export("x_tweets.en"))
        summary = take(export("x_tweets.en"), on="help")
        assert counts(summary) == (1, 1, 0, 0)
        assert Post.objects.count() == 2
        assert "bonabo-x" in summary.notes[-1], "whoever gives one file for two accounts is told"

    def test_an_export_of_the_same_post_in_another_format_finds_it_by_its_address(self, take: Take) -> None:
        """Sprout and Meta give a post different ids at times."""
        take(posts({"Views": 10}))
        take(posts({"Views": 10, "Saves": 1}, **{"Post ID": "999"}))
        assert the_post().external_id == "17974000564884250"

    def test_without_a_date_only_known_posts_have_their_figures(self, take: Take) -> None:
        undated = posts({"Views": 10}, {"Views": 20}, **{"Publish time": ""})
        take(posts({"Views": 9}))
        summary = take(undated, language="en")
        assert counts(summary) == (2, 1, 0, 1)
        assert summary.refused_file is not None
        with summary.refused_file.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        assert lines[1][:2] == ["3", "The line does not say when the post was published."]

    def test_a_post_without_any_figure_is_found_all_the_same(self, take: Take) -> None:
        assert counts(take(posts({"Views": ""}))) == (1, 1, 0, 0)
        assert counts(take(posts({"Views": ""}), name="copy.csv")) == (1, 0, 1, 0)
        assert the_post().external_id == "17974000564884250"
        assert not Snapshot.objects.exists()

    def test_an_address_that_is_none_of_the_web_is_not_kept(self, take: Take) -> None:
        take(posts({"Views": 1}, Permalink="javascript:alert(1)"))
        assert the_post().url == ""

    def test_a_text_of_any_characters_arrives_as_it_is(self, take: Take) -> None:
        text = 'C:\\temp\t« é » 🍍\x1f \\N "a"\nb'
        take(posts({"Views": 1}, Description=text))
        assert the_post().text == text


class TestChannels:
    def test_a_file_of_one_network_for_a_channel_of_another_is_not_guessed(self, take: Take) -> None:
        with pytest.raises(OpenQuestionsError) as caught:
            take(posts({"Views": 10}), on="facebook")
        assert caught.value.questions.keys() == {"channel"}
        assert "Instagram" in str(caught.value)
        assert not Post.objects.exists()

    def test_what_the_title_does_not_say_is_asked_and_the_channel_answers(self, take: Take) -> None:
        data = day(("2025-01-01", 5), title="Content interactions")
        with pytest.raises(OpenQuestionsError) as caught:
            take(data)
        assert caught.value.questions.keys() == {"network"}
        take(data, on="instagram")
        assert Snapshot.objects.get().network == Network.INSTAGRAM

    def test_two_files_of_one_name_and_two_networks(self, brand: Brand, take: Take) -> None:
        take(day(("2025-01-01", 5), title="Interactions"), name="Interactions.csv", network="facebook")
        take(day(("2025-01-01", 8), title="Interactions"), name="Interactions.csv", network="instagram")
        by_channel = dict(Snapshot.objects.values_list("channel__slug", "figures__engagements"))
        assert by_channel == {"bonabo-facebook": 5, "bonabo-instagram": 8}

    def test_with_two_official_accounts_on_a_network_the_channel_is_asked(
        self, brand: Brand, take: Take
    ) -> None:
        open_account(brand, Network.FACEBOOK, slug="bonabo-second")
        with pytest.raises(OpenQuestionsError) as caught:
            take(export("meta_days.en"))
        assert caught.value.questions.keys() == {"channel"}
        take(export("meta_days.en"), on="second")
        assert Snapshot.objects.values_list("channel__slug", flat=True).distinct().get() == "bonabo-second"

    def test_lines_that_name_their_network_go_to_its_account(self, take: Take) -> None:
        assert counts(take(export("sprout_posts.en"), date_order="mdy")) == (2, 2, 0, 0)
        found = {post.external_id: post.channel.slug for post in Post.objects.all()}
        assert found == {"1087654321098765": "bonabo-facebook", "1746900000000000001": "bonabo-x"}

    def test_and_those_of_others_are_refused_where_one_channel_was_said(self, take: Take) -> None:
        summary = take(export("sprout_posts.en"), on="facebook", date_order="mdy")
        assert counts(summary) == (2, 1, 0, 1)

    def test_a_file_of_no_known_format(self, take: Take) -> None:
        with pytest.raises(UnusableFileError, match=r"none of the exports|aucun des exports"):
            take("a,b\n1,2\n")


class TestAudience:
    def test_its_parts_are_kept_as_they_stood(self, take: Take) -> None:
        summary = take(export("meta_audience.en"), network="facebook")
        assert counts(summary) == (9, 9, 0, 0)
        assert "top_languages" not in "".join(Snapshot.objects.values_list("series", flat=True))
        one = Snapshot.objects.get(series="meta_audience:city:Douala, Cameroon")
        assert (one.figures, one.scope, one.day, one.post) == (
            {"audience_share": 0.415},
            "lifetime",
            TODAY,
            None,
        )

    def test_a_month_later_they_are_other_readings(self, take: Take) -> None:
        take(export("meta_audience.en"), network="facebook")
        data = export("meta_audience.en").replace("41.5", "41.6")
        summary = take(data, network="facebook", at=NOW + timedelta(days=30))
        assert counts(summary) == (9, 1, 8, 0)

    def test_namibia_is_a_country(self, take: Take) -> None:
        assert counts(take(export("youtube_countries.en"))) == (2, 2, 0, 0)
        assert Snapshot.objects.get(series="youtube_countries:country:NA").figures["views"] == 10


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/bonabo/posts/1/", "https://m.facebook.com/bonabo/posts/1?mibextid=x"),
        ("http://Instagram.com/p/AbC", "https://www.instagram.com/p/AbC/?utm_source=ig_web"),
        (
            "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
            "https://facebook.com/permalink.php?id=2&story_fbid=1&fbclid=z",
        ),
    ],
)
def test_addresses_of_one_post(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_addresses_of_two_posts() -> None:
    assert address_key("https://www.instagram.com/p/abc/") != address_key("https://www.instagram.com/p/ABC/")
    assert address_key("https://f.com/p.php?id=1") != address_key("https://f.com/p.php?id=2")


def test_what_was_taken_in_is_on_record(brand: Brand, person: User, take: Take) -> None:
    take(export("meta_days.en"), by=person)
    told = AuditEntry.objects.get(verb="metrics.taken_in")
    assert (told.by, told.brand_id) == (person, brand.pk)
    assert {name: told.details[name] for name in COUNTS} == dict(zip(COUNTS, (3, 3, 0, 0), strict=True))


def test_nothing_is_left_of_a_file_that_failed(
    brand: Brand, take: Take, monkeypatch: pytest.MonkeyPatch, put: Callable[..., Path]
) -> None:
    def broken(**_given: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("reporting.metrics.services.taking_in.store", broken)
    with pytest.raises(OSError, match="no space"):
        take(export("meta_instagram_posts.en"))
    assert not Post.objects.exists()
    assert not MetricsRun.objects.exists()
