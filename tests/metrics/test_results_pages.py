"""The ranking of posts, and what groups of them earned, as people see them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from channels_mgmt.brands.choices import Network
from channels_mgmt.inbox.choices import Direction, Source
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.publishing.models import Campaign
from reporting.metrics.models import Snapshot
from reporting.metrics.services.comments import felt_under
from reporting.metrics.services.earning import EVERYTHING, groups_of
from tests.cast import Cast, client_of
from tests.metrics.given import NOON, performed, published, snapshot

pytestmark = pytest.mark.django_db
RESULTS = "/b/wouri/publishing/results/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        yield


@pytest.fixture
def reader(cast: Cast) -> Client:
    return client_of(cast.cm)


def texts(page: str, *posts: str) -> list[str]:
    """Those that the page shows, in its order."""
    return sorted((one for one in posts if one in page), key=page.index)


@pytest.fixture
def three(cast: Cast) -> Cast:
    """Three posts that differ in what they are best at, one without figures, one of another brand."""
    wouri = cast.official
    performed(wouri, NOON, {"reach": 900, "impressions": 1000, "likes": 10, "comments": 1}, text="Premier")
    performed(wouri, NOON - HOUR, {"reach": 500, "views": 600, "likes": 90, "comments": 4}, text="Deuxième")
    performed(wouri, NOON - 2 * HOUR, {"impressions": 10, "likes": 5, "comments": 2}, text="Troisième")
    published(wouri, NOON, text="Sans chiffres")
    performed(cast.other_brand.channels.earliest("pk"), NOON, {"reach": 10**6}, text="Ailleurs")
    return cast


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("", ["Premier", "Deuxième"]),
        ("engaged", ["Deuxième", "Premier", "Troisième"]),
        ("rate", ["Troisième", "Deuxième", "Premier"]),
        ("comments", ["Deuxième", "Troisième", "Premier"]),
        ("nonsense", ["Premier", "Deuxième"]),
    ],
)
def test_posts_stand_in_the_order_of_the_figure_and_those_without_it_nowhere(
    three: Cast, reader: Client, by: str, order: list[str]
) -> None:
    page = reader.get(RESULTS, {"by": by}).text
    assert texts(page, "Premier", "Deuxième", "Troisième", "Sans chiffres", "Ailleurs") == order


def test_a_rate_stands_beside_its_size_and_every_figure_beside_its_source_and_day(
    three: Cast, reader: Client
) -> None:
    page = reader.get(RESULTS, {"by": "rate", "lang": "en"}).text
    assert "70.0%" in page.replace("\xa0", "")
    assert "of 10" in page
    assert "posts.csv" in page
    assert "not measured" in page  # the comments by sentiment, tied to no post


@pytest.mark.parametrize(
    "asked",
    [
        {"category": "offer"},
        {"format": "video"},
        {"channel": "wouri-official", "category": "offer"},
        {"network": "facebook", "campaign": "CAMPAIGN"},
        {"hour": "18"},
        {"day": "7"},
        {"since": "2026-03-01", "until": "2026-03-01"},
    ],
)
def test_filters_stand_in_the_url_and_in_the_brands_time(cast: Cast, reader: Client, asked: dict) -> None:
    campaign = Campaign.objects.create(brand=cast.brand, name="Rentrée")
    sunday = NOON - timedelta(hours=19)  # Sunday at 18:00 in Douala
    said = {"category": "offer", "format": "video", "campaign": campaign}
    performed(cast.official, sunday, {"reach": 5}, text="Cherchée", **said)
    performed(cast.official, NOON, {"reach": 9}, text="Une tout autre")
    if asked.get("campaign"):
        asked = asked | {"campaign": campaign.pk}
    page = reader.get(RESULTS, asked).text
    assert texts(page, "Cherchée", "Une tout autre") == ["Cherchée"]
    assert texts(reader.get(RESULTS, {"category": "none"}).text, "Cherchée", "Une tout autre") == [
        "Une tout autre"
    ]


def test_accounts_of_one_name_are_told_apart(three: Cast, reader: Client) -> None:
    three.brand.channels.update(name="Wouri")
    names = {channel.slug: str(channel) for channel in three.brand.channels.all()}
    assert len(set(names.values())) == len(names) > 1
    page = reader.get(RESULTS, {"channel": "wouri-official"})
    (channels,) = [one for one in page.context["filters"].selects() if one["name"] == "channel"]
    assert {one["value"]: one["label"] for one in channels["options"]} == names
    assert names["wouri-official"] in [chip["label"] for chip in page.context["chips"]]
    lines = [
        line.name
        for one in reader.get(f"{RESULTS}competitors/").context["networks"]
        for line in one["lines"]
        if line.is_own
    ]
    assert sorted(lines) == sorted(names.values())


def test_posts_older_than_the_usual_period_are_there_for_all_the_time(cast: Cast, reader: Client) -> None:
    performed(cast.official, NOON - timedelta(days=200), {"reach": 5}, text="Ancienne")
    assert "Ancienne" not in reader.get(RESULTS).text
    assert "Ancienne" in reader.get(RESULTS, {"period": "all"}).text


def test_a_long_ranking_goes_on_where_it_ended(cast: Cast, reader: Client) -> None:
    for number in range(30):
        performed(cast.official, NOON, {"reach": 100 - number // 3}, text=f"Post {number:02}.")
    first = reader.get(RESULTS)
    seen = texts(first.text, *(f"Post {number:02}." for number in range(30)))
    second = reader.get(RESULTS, {"cursor": first.context["page"].next})
    seen += texts(second.text, *(f"Post {number:02}." for number in range(30)))
    assert sorted(seen) == [f"Post {number:02}." for number in range(30)]


def said_under(cast: Cast, sentiment: str, **message: str) -> None:
    interaction = Interaction.objects.create(
        brand=cast.brand,
        channel=cast.official,
        author="Awa",
        author_key="awa",
        sentiment=sentiment,
        opened_at=NOON,
        last_at=NOON,
    )
    Message.objects.create(
        brand=cast.brand,
        channel=cast.official,
        interaction=interaction,
        network=Network.FACEBOOK,
        direction=Direction.IN,
        sent_at=NOON,
        author="Awa",
        author_key="awa",
        **{"external_id": uuid4().hex, **message},
    )


def test_comments_are_tied_by_the_posts_identifier_its_thread_or_its_address(
    cast: Cast, reader: Client
) -> None:
    url = "https://facebook.example/p1"
    post = performed(cast.official, NOON, {"reach": 5, "comments": 40}, external_id="p1", url=url)
    said_under(cast, "positive", in_reply_to="p1", conversation="p1")  # both ways: one interaction
    said_under(cast, "negative", conversation="p1")
    said_under(cast, "", url=url, source=Source.HAND)
    said_under(cast, "negative", in_reply_to="p2")
    assert felt_under([post.pk])[post.pk].by_sentiment == {"positive": 1, "negative": 1, "": 1}
    page = reader.get(RESULTS, {"lang": "en"}).text
    assert "1 positive, 0 neutral, 1 negative" in page
    assert "1 not confirmed" in page


def test_groups_by_hand(cast: Cast) -> None:
    wouri = cast.official
    performed(wouri, NOON, {"reach": 100, "impressions": 200, "likes": 10}, category="offer")
    performed(wouri, NOON, {"reach": 300, "views": 800, "engagements": 30}, category="offer")
    performed(wouri, NOON + 6 * HOUR, {"reach": 50, "likes": 20}, category="useful")
    performed(wouri, NOON + 6 * HOUR, {"comments": 3})
    groups = groups_of(Snapshot.objects.filter(brand=cast.brand, stands=True), cast.brand.time_zone)
    by_category = {group.name: group for group in groups["category"]}
    offer, useful = by_category["offer"], by_category["useful"]
    assert (offer.posts, offer.reach_median, offer.engaged, offer.rate) == (2, 200, 40, 0.04)
    assert offer.squares == (10**2 + 30**2, 200**2 + 800**2, 10 * 200 + 30 * 800)
    assert (useful.acted, useful.engaged, useful.rated, useful.rate) == (1, 20, 0, None)
    assert (by_category[""].posts, by_category[""].reach_median, by_category[""].comments) == (1, None, 3)
    assert {group.name: group.posts for group in groups["hour"]} == {"13": 2, "19": 2}
    assert {group.name: group.posts for group in groups["day"]} == {"1": 4}
    assert [group.posts for group in groups[EVERYTHING]] == [4]


def test_what_stands_alone_counts_and_an_earlier_reading_does_not(cast: Cast) -> None:
    post = performed(cast.official, NOON, {"reach": 100})
    snapshot(post, (NOON - timedelta(days=3)).date(), reach=7)
    groups = groups_of(Snapshot.objects.filter(brand=cast.brand, stands=True), cast.brand.time_zone)
    assert (groups[EVERYTHING][0].posts, groups[EVERYTHING][0].reach_median) == (1, 100)


def test_the_page_of_what_was_earned_says_no_more_than_it_knows(cast: Cast, reader: Client) -> None:
    for number in range(4):
        performed(
            cast.official, NOON, {"reach": 100, "impressions": 100, "likes": 50 + number}, category="offer"
        )
    page = reader.get(f"{RESULTS}earned/", {"lang": "en"}).text
    assert "Too few posts with figures to say which is best." in page
    assert 'href="/b/wouri/publishing/results/?category=offer"' in page
    for number in range(16):
        figures = {"reach": 100, "impressions": 100, "likes": 5 + number % 3}
        performed(cast.official, NOON + (number % 2 * 3 + 2) * HOUR, figures, category="useful")
    page = reader.get(f"{RESULTS}earned/", {"lang": "en"}).text
    assert "None differs from the others by more than chance would." in page
    for number in range(6):
        performed(cast.official, NOON, {"reach": 100, "impressions": 100, "likes": 40 + number})
    page = reader.get(f"{RESULTS}earned/", {"lang": "en"}).text
    assert "Better than the others by more than chance: 13:00" in page


def test_of_no_figures_the_pages_say_so(cast: Cast, reader: Client) -> None:
    for path in ("", "earned/", "competitors/"):
        answer = reader.get(RESULTS + path, {"lang": "en"})
        assert answer.status_code == 200
        assert "No figures yet" in answer.text or "No competitor is watched" in answer.text


def test_the_tab_leads_there_and_strangers_are_kept_out(cast: Cast, reader: Client) -> None:
    assert RESULTS in reader.get("/b/wouri/publishing/").text
    assert client_of(cast.rival).get(RESULTS).status_code in (403, 404)
