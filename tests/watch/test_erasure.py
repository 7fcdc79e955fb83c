"""What a member of the public said goes everywhere once it is erased: also from what others were told."""

from datetime import timedelta

import pytest

from accounts.choices import DepartmentKind
from accounts.models import Notice, Notification, PushMessage, PushSubscription
from accounts.services.delivery import send_due
from accounts.services.digests import send_digests
from accounts.services.places import add_contact
from accounts.services.preferences import set_preferences
from channels_mgmt.watch.choices import EntryState, Nature
from channels_mgmt.watch.models import Entry, Item
from channels_mgmt.watch.services import digest
from channels_mgmt.watch.services.entries import sort_entries
from cmhub.lib.scope import everything
from tests.cast import Cast, client_of
from tests.watch.conftest import NOW
from tests.watch.making import seen

pytestmark = pytest.mark.django_db
WORDS = ("Awa", "awa", "arnaque")


def erase(cast: Cast) -> None:
    """As a person does, on the page, to whom what was told to others is not there."""
    data = {"handle": "Awa_f", "sure": "on"}
    answer = client_of(cast.manager).post("/b/wouri/personal-data/erase/", data)
    assert answer.status_code == 303


def assert_gone() -> None:
    with everything():
        kept = [
            *Notification.objects.values_list("subject", "body", "facts"),
            *Notice.objects.values_list("title", "text"),
            *Entry.objects.values_list("title", "title_key", "summary", "url", "address"),
            *Item.objects.values_list("title", "text", "url", "author", "place"),
        ]
    assert kept
    assert not [row for row in kept if any(word in str(row) for word in WORDS)]


def test_the_entry_the_lines_of_others_and_what_waits_for_their_phones(cast: Cast) -> None:
    phone = PushSubscription.objects.create(
        user=cast.decider, endpoint="https://push.example/1", p256dh="x", auth="y", added_at=NOW
    )
    entry = Entry.objects.create(
        brand=cast.brand,
        title="Awa crie à l'arnaque",
        title_key="awa crie a l arnaque",
        summary="Une arnaque, dit Awa",
        url="https://x.example/awa",
        address="x.example/awa",
        topic="sector",
        at=NOW,
        found_at=NOW,
    )
    assert sort_entries(brand=cast.brand, ids=[entry.pk], to=Nature.STRATEGIC, by=cast.cm) == 1
    Item.objects.update(author="@Awa_F", author_key="awa_f")
    assert Notice.objects.filter(user=cast.decider, title__contains="arnaque").exists()
    assert PushMessage.objects.filter(subscription=phone).exists()
    erase(cast)
    assert_gone()
    assert not PushMessage.objects.exists()
    entry.refresh_from_db()
    assert entry.state == EntryState.TAKEN  # and the feed that still has it brings nothing back


def test_the_weekly_digest_that_listed_it(cast: Cast) -> None:
    add_contact(department=cast.department(DepartmentKind.MARKETING), name="Mado", email="mado@wouri.example")
    last_week = NOW - timedelta(days=2)
    seen(cast, "Awa crie à l'arnaque", author="@Awa_F", at=last_week)
    seen(cast, "Un concurrent ouvre une agence", at=last_week)
    assert digest.send_due() == 1
    send_due()
    assert Notification.objects.filter(key__startswith="watch_digest:", body__contains="arnaque").exists()
    erase(cast)
    assert_gone()


def test_the_daily_digest_that_is_still_held(cast: Cast) -> None:
    set_preferences(user=cast.decider, mail={"watch": "digest"})
    item = seen(cast, "Awa crie à l'arnaque", author="@Awa_F", nature=Nature.STRATEGIC)
    Notice.objects.update(link="")  # as of somebody who may not open its page
    assert send_digests(at=NOW + timedelta(days=1)) == 1
    assert "arnaque" in str(Notification.objects.get(key__startswith="digest:").facts)
    assert item.author_key
    erase(cast)
    assert_gone()
