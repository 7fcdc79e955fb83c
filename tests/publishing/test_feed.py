"""The publications of a brand in a calendar of one's own, at a secret address."""

from datetime import UTC, timedelta
from typing import Any

import pytest
import vobject
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services.feed import POSTS
from channels_mgmt.publishing.services.planning import move_post
from channels_mgmt.team.models import CalendarFeed
from channels_mgmt.team.services.feeds import make_feed
from tests.cast import Cast, client_of
from tests.publishing.making import at, planned, published

pytestmark = pytest.mark.usefixtures("clock")


def feed(cast: Cast, user: User | None = None) -> str:
    reader = user or cast.cm
    _feed, url = make_feed(user=reader, by=reader, brand=cast.brand, kind=POSTS)
    return url.removeprefix("http://testserver")


def events(path: str) -> dict[str, Any]:
    """As another library reads them, that knows nothing of ours."""
    answer = Client().get(path)
    assert answer.status_code == 200
    calendar = vobject.readOne(answer.content.decode(), validate=True)
    return {event.uid.value: event for event in getattr(calendar, "vevent_list", [])}


def test_planned_and_published_posts_stand_there_with_their_state(cast: Cast) -> None:
    to_come, done = planned(cast, at(20), "Forfaits"), published(cast, at(12))
    dropped, undated = planned(cast, at(21)), planned(cast, None)
    Post.objects.filter(pk=dropped.pk).update(state=PostState.DROPPED)
    planned(cast, at(20), "Secret", brand=cast.other_brand, channel=cast.other_brand.channels.first())
    read = events(feed(cast))
    assert set(read) == {f"post-{post.pk}@cmhub" for post in (to_come, done)}
    event = read[f"post-{to_come.pk}@cmhub"]
    assert event.dtstart.value == at(20)
    assert event.dtstart.value.tzinfo.utcoffset(None) == UTC.utcoffset(None)
    assert event.summary.value.replace("\u00a0", " ").startswith(f"{cast.official.name}")
    assert "Forfaits" in event.summary.value
    assert event.url.value.endswith(f"/posts/{to_come.pk}/")
    assert undated.planned_at is None


def test_what_moves_keeps_its_uid_and_counts(cast: Cast) -> None:
    post, path = planned(cast, at(20)), feed(cast)
    (before,) = events(path).values()
    mark = Client().get(path).headers["ETag"]
    assert Client().get(path, headers={"If-None-Match": mark}).status_code == 304
    move_post(post=post, to=at(24), edition=1, by=cast.cm)
    (after,) = events(path).values()
    assert (before.uid.value, before.sequence.value) == (after.uid.value, "0")
    assert (after.sequence.value, after.dtstart.value) == ("1", at(24))
    assert Client().get(path, headers={"If-None-Match": mark}).status_code == 200


def test_the_address_is_shown_once_and_another_kind_keeps_its_own(cast: Cast) -> None:
    client = client_of(cast.cm)
    make_feed(user=cast.cm, by=cast.cm, brand=cast.brand)
    page = client.post("/calendars/", {"brand": "wouri", "kind": POSTS})
    assert page.context["shown"] in page.text
    assert CalendarFeed.objects.live().filter(user=cast.cm).count() == 2
    kept = CalendarFeed.objects.get(kind=POSTS)
    assert kept.digest not in page.text
    client.post(f"/calendars/{kept.pk}/revoke/")
    assert Client().get(page.context["shown"].removeprefix("http://testserver")).status_code == 404
    assert CalendarFeed.objects.live().get(user=cast.cm).kind == "shifts"


def test_it_ends_with_the_role_and_is_given_to_nobody_else(cast: Cast) -> None:
    path = feed(cast)
    for stranger in (cast.other_cm, cast.contact):
        with pytest.raises(ValidationError):
            make_feed(user=stranger, by=stranger, brand=cast.brand, kind=POSTS)
    with pytest.raises(ValidationError):
        make_feed(user=cast.cm, by=cast.cm, kind=POSTS)
    BrandRole.objects.filter(user=cast.cm).update(ends_on=(at(1) - timedelta(days=1)).date())
    assert Client().get(path).status_code == 404


def test_nothing_of_a_white_label_brand_names_its_house(cast: Cast) -> None:
    Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
    planned(cast, at(20))
    body = Client().get(feed(cast, cast.executive)).content.decode()
    assert "Kamer" not in body
    assert "kamer" not in body
