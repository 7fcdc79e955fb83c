"""What is routine reaches marketing on Monday morning, once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.choices import DepartmentKind
from accounts.models import Notification
from accounts.services.places import add_contact
from channels_mgmt.watch.choices import Nature, State, Verb
from channels_mgmt.watch.models import Digest
from channels_mgmt.watch.services.digest import send_due
from tests.cast import Cast
from tests.watch.conftest import NOW
from tests.watch.making import seen

pytestmark = pytest.mark.django_db
LAST_WEEK = NOW - timedelta(days=1, hours=12)


def marketing(cast: Cast) -> None:
    department = cast.department(DepartmentKind.MARKETING)
    for name in ("Mado", "Serge"):
        add_contact(department=department, name=name, email=f"{name}@wouri.example")


def digests() -> list[str]:
    found = Notification.objects.filter(key__startswith="watch_digest:").order_by("email")
    return [one.body for one in found]


def test_it_is_sent_once_to_all_of_marketing_with_what_was_logged_last_week(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    marketing(cast)
    old = seen(cast, "Un concurrent ouvre une agence", at=LAST_WEEK)
    today = seen(cast, "Vu ce matin")
    grave = seen(cast, "Grave", nature=Nature.STRATEGIC, at=LAST_WEEK)
    assert [send_due(), send_due()] == [1, 0]
    assert len(digests()) == 2
    assert "Un concurrent ouvre une agence" in digests()[0]
    assert "Vu ce matin" not in digests()[0]
    assert "Grave" not in digests()[0]
    for item, state in ((old, State.FILED), (today, State.LOGGED), (grave, State.TRANSMITTED)):
        item.refresh_from_db()
        assert item.state == state
    assert old.events.filter(verb=Verb.DIGEST).exists()
    clock.shift(timedelta(days=7))
    assert send_due() == 1
    assert Digest.objects.count() == 2


def test_nothing_is_sent_where_there_is_nothing_or_nobody(cast: Cast) -> None:
    assert send_due() == 0
    item = seen(cast, at=LAST_WEEK)
    assert send_due() == 0  # marketing has no contact
    item.refresh_from_db()
    assert item.state == State.FILED
    assert not digests()


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 2, 6, 0, tzinfo=UTC),  # 7:00 in Douala
        datetime(2026, 3, 5, 9, 0, tzinfo=UTC),  # Thursday
    ],
)
def test_it_waits_for_the_morning_and_for_monday(
    at: datetime, cast: Cast, clock: time_machine.Traveller
) -> None:
    marketing(cast)
    seen(cast, at=datetime(2026, 2, 25, tzinfo=UTC))
    assert send_due(at=at) == 0
