"""Two at once, on connections of their own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.choices import DepartmentKind
from accounts.models import Notification
from accounts.services.places import add_contact
from channels_mgmt.escalations.services.rules.changing import hold_order
from channels_mgmt.watch.choices import Nature, Verb
from channels_mgmt.watch.models import Entry, Item, Source
from channels_mgmt.watch.parsing import News
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.services.climbing import climb_due
from channels_mgmt.watch.services.digest import send_due
from channels_mgmt.watch.services.entries import sort_entries
from channels_mgmt.watch.services.reading import keep
from channels_mgmt.watch.services.sources import save_source
from tests.at_once import at_once
from tests.watch.conftest import NOW
from tests.watch.making import seen

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_form_sent_twice_at_once_logs_one_and_tells_once(cast):
    key = uuid4()
    one, other = at_once(*[lambda: seen(cast, nature=Nature.CRISIS_PRONE, key=key)] * 2)
    assert one == other
    assert Item.objects.count() == 1
    assert Notification.objects.filter(key__startswith="watch:").count() == 1


def test_two_who_sort_one_entry_make_one_item(cast):
    entry = Entry.objects.create(brand=cast.brand, title="Nouvelle", topic="sector", at=NOW, found_at=NOW)

    def sort(to):
        return sort_entries(brand=cast.brand, ids=[entry.pk], to=to, by=cast.cm)

    assert sum(at_once(lambda: sort("routine"), lambda: sort("strategic"))) == 1
    assert Item.objects.count() == 1


def test_two_who_acknowledge_are_both_noted_and_the_first_counts(cast):
    item = seen(cast, nature=Nature.STRATEGIC)
    at_once(
        lambda: acts.acknowledge(item=item, by=cast.decider),
        lambda: acts.acknowledge(item=item, by=cast.executive),
    )
    assert item.events.filter(verb=Verb.ACKNOWLEDGED).count() == 1


def test_of_two_who_decide_the_second_is_told(cast):
    item = seen(cast, nature=Nature.STRATEGIC)
    outcomes = at_once(
        lambda: acts.decide(item=item, by=cast.decider, words="Oui"),
        lambda: acts.decide(item=item, by=cast.executive, words="Non"),
    )
    assert sorted(isinstance(one, acts.DecidedMeanwhileError) for one in outcomes) == [False, True]


def test_two_sweeps_take_each_step_once(cast, clock):
    items = [seen(cast, f"Numéro {n}", nature=Nature.CRISIS_PRONE) for n in range(6)]
    at = NOW + timedelta(minutes=16)
    clock.move_to(at)
    assert sum(at_once(lambda: climb_due(at), lambda: climb_due(at))) == len(items)
    for item in items:
        assert item.events.filter(verb=Verb.CLIMBED).count() == 1


def test_two_feeds_that_bring_the_same_make_one_entry(cast):
    sources = [
        Source.objects.create(
            brand=cast.brand, name=f"F{n}", template=f"https://f{n}.example/", next_read_at=NOW, added_at=NOW
        )
        for n in range(2)
    ]
    news = [News(f"g{n}", f"Titre numéro {n}", "", f"https://presse.example/{n}", NOW) for n in range(20)]
    made = at_once(*[lambda source=source: keep(source, news, at=NOW) for source in sources])
    assert sum(made) == Entry.objects.count() == 20


def test_two_workers_send_one_digest(cast):
    department = cast.department(DepartmentKind.MARKETING)
    add_contact(department=department, name="Mado", email="mado@wouri.example")
    seen(cast, at=NOW - timedelta(days=2))
    assert sum(at_once(send_due, send_due)) == 1
    assert Notification.objects.filter(key__startswith="watch_digest:").count() == 1


@pytest.mark.parametrize("room", ["sources", "rules"])
def test_nobody_who_writes_of_the_brand_waits_for_who_orders_its_sources_or_rules(cast, room):
    def log():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        return seen(cast)

    with transaction.atomic():
        if room == "rules":
            hold_order(cast.brand)
        else:
            values = {"name": "Presse", "template": "https://presse.example/rss", "topic": "sector"}
            save_source(brand=cast.brand, values=values, by=cast.manager)
        (item,) = at_once(log)
    assert item.pk
