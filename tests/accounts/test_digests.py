"""What is not urgent comes in one mail a day: at the person’s hour, once, without what they have read."""

import os
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection

from accounts.models import Notice, Notification
from accounts.services import digests
from accounts.services.delivery import send_due
from accounts.services.digests import send_digests
from accounts.services.notices import read
from accounts.services.preferences import set_preferences
from cmhub.embedded.layout import CHECKOUT
from tests.accounts.telling import NOW, tell
from tests.cast import Cast
from tests.fixtures.worker import database_url

HOUR = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
"""Eight o'clock in Douala, the day after."""


def not_urgent(cast: Cast, *keys: str, **values: object) -> None:
    for number, key in enumerate(keys):
        given = {"urgency": "digest", "topic": "watch", "subject": f"Vu : {key}"} | values
        tell(cast.agency, cast.cm, key, **{"at": NOW + timedelta(minutes=number)} | given)


def test_one_mail_at_their_hour_with_what_they_have_not_read(cast: Cast) -> None:
    not_urgent(cast, "a", "b", "c")
    read(user=cast.cm, notices=[Notice.objects.get(key="b").pk])
    assert send_digests(at=HOUR - timedelta(minutes=1)) == 0
    assert send_digests(at=HOUR) == 1
    assert send_digests(at=HOUR) == send_digests(at=HOUR + timedelta(days=1)) == 0
    assert send_due(at=HOUR) == 1
    (letter,) = mail.outbox
    assert letter.to == [cast.cm.email]
    assert letter.from_email.startswith("Wouri Mobile <")
    assert "Vu : a" in letter.body
    assert "Vu : c" in letter.body
    assert "Vu : b" not in letter.body
    assert letter.body.index("Vu : a") < letter.body.index("Vu : c")


def test_none_where_there_is_nothing(cast: Cast) -> None:
    not_urgent(cast, "a")
    read(user=cast.cm)
    assert send_digests(at=HOUR) == 0
    assert not Notification.objects.exists()


def test_of_several_brands_it_bears_none_of_their_names(cast: Cast) -> None:
    not_urgent(cast, "a")
    not_urgent(cast, "b", sender_name="Teranga Shop")
    send_digests(at=HOUR)
    assert Notification.objects.get().sender_name == "CM Hub"


def test_one_that_cannot_be_written_stops_nobody_else_s(cast: Cast) -> None:
    not_urgent(cast, "a")
    tell(cast.agency, cast.junior, "b", urgency="digest", topic="watch")
    first = min(cast.cm, cast.junior, key=lambda user: user.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE accounts_notification ADD CONSTRAINT refuses CHECK (user_id <> %s)", [first.pk]
        )
    assert send_digests(at=HOUR) == 1
    assert Notification.objects.get().user != first
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE accounts_notification DROP CONSTRAINT refuses")
    assert send_digests(at=HOUR) == 1  # nothing of it is lost


def test_what_comes_after_the_hour_waits_for_the_next_day(cast: Cast) -> None:
    not_urgent(cast, "a", at=HOUR + timedelta(hours=1))
    assert send_digests(at=HOUR + timedelta(hours=3)) == 0
    assert send_digests(at=HOUR + timedelta(days=1)) == 1


def test_another_hour_holds_for_what_waits_already(cast: Cast) -> None:
    not_urgent(cast, "a")
    set_preferences(user=cast.cm, digest_at=time(18), at=NOW + timedelta(minutes=5))
    assert send_digests(at=datetime(2026, 3, 2, 17, 0, tzinfo=UTC)) == 1


def test_it_lists_so_much_and_no_more(cast: Cast) -> None:
    not_urgent(cast, *(f"k{number}" for number in range(digests.MOST + 3)))
    send_digests(at=HOUR)
    send_due(at=HOUR)
    (letter,) = mail.outbox
    assert letter.body.count("Vu : ") == digests.MOST
    assert str(digests.MOST + 3) in letter.body


def test_once_it_has_left_it_keeps_no_copy_of_what_it_listed(cast: Cast) -> None:
    not_urgent(cast, "a")
    send_digests(at=HOUR)
    send_due(at=HOUR)
    assert Notification.objects.get().facts == []


def test_who_is_not_active_gets_none(cast: Cast) -> None:
    not_urgent(cast, "a")
    type(cast.cm).objects.filter(pk=cast.cm.pk).update(is_active=False)
    assert send_digests(at=HOUR) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_while_it_writes_leaves_it_to_the_next(cast: Cast) -> None:
    """Killed between the marks and the mail: neither stands, and the next one writes both."""
    not_urgent(cast, "a", "b")
    program = (
        "import django; django.setup()\n"
        "import os, signal\n"
        "from datetime import datetime\n"
        "from accounts.services import digests\n"
        "digests.mail_of = lambda message: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"digests.send_digests(at=datetime.fromisoformat('{HOUR.isoformat()}'))\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
    }
    died = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=environment, check=False)
    assert died.returncode == -9
    assert not Notice.objects.exclude(digested_at=None).exists()
    assert send_digests(at=HOUR) == 1
    assert Notification.objects.count() == 1
