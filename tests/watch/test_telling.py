"""Who is told of what, when, and who is told next when nobody acknowledges."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.choices import Role
from accounts.models import Notification
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.watch.choices import Nature, State, Topic, Verb
from channels_mgmt.watch.models import Rule
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.services.climbing import climb_due
from channels_mgmt.watch.services.rules import matches, save_rule
from tests.cast import Cast
from tests.watch.conftest import NOW
from tests.watch.making import seen, told

pytestmark = pytest.mark.django_db


def test_what_is_routine_alarms_nobody(cast: Cast) -> None:
    item = seen(cast)
    assert (item.state, told(item)) == (State.LOGGED, [])
    assert item.next_step_at is None


def test_what_is_strategic_reaches_the_decision_maker_at_once_to_be_acknowledged_within_the_day(
    cast: Cast,
) -> None:
    item = seen(cast, nature=Nature.STRATEGIC)
    assert item.state == State.TRANSMITTED
    assert told(item) == ["Decider"]
    assert item.transmitted_at == NOW
    # The management of the company closes at 17:00 in Douala.
    assert item.acknowledge_by == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    mail = Notification.objects.get(key__startswith=f"watch:{item.pk}:")
    assert (mail.email, mail.sender_name) == (cast.decider.email, "Wouri Mobile")
    assert f"/watch/{item.pk}/" in mail.body


@pytest.mark.parametrize(
    ("logged", "due"),
    [
        (datetime(2026, 3, 2, 15, 0, tzinfo=UTC), datetime(2026, 3, 3, 11, 0, tzinfo=UTC)),  # an hour left
        (
            datetime(2026, 3, 6, 16, 30, tzinfo=UTC),
            datetime(2026, 3, 7, 16, 30, tzinfo=UTC),
        ),  # Friday
        (datetime(2026, 3, 3, 2, 0, tzinfo=UTC), datetime(2026, 3, 3, 16, 0, tzinfo=UTC)),  # at night
    ],
)
def test_what_is_logged_late_in_the_day_has_the_next_morning_but_never_more_than_a_day(
    logged: datetime, due: datetime, cast: Cast, clock: time_machine.Traveller
) -> None:
    clock.move_to(logged)
    assert seen(cast, nature=Nature.STRATEGIC).acknowledge_by == due


def test_what_is_crisis_prone_is_told_to_all_decision_makers_now_even_at_night(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 3, 1, 2, 0, tzinfo=UTC))  # a Sunday
    give_role(brand=cast.brand, user=cast.content, role=Role.DECISION_MAKER, by=None)
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    assert sorted(told(item)) == ["Content", "Decider"]
    assert item.acknowledge_by == item.logged_at + timedelta(minutes=15)


def test_unacknowledged_it_goes_to_the_executive_then_the_manager_once_each(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    assert climb_due() == 0
    for names in (["Decider", "Executive"], ["Decider", "Executive", "Manager"]):
        clock.shift(timedelta(minutes=16))
        assert climb_due() == 1
        assert climb_due() == 0
        assert told(item) == names
    clock.shift(timedelta(hours=1))
    climb_due()
    item.refresh_from_db()
    assert item.next_step_at is None
    assert item.events.filter(verb=Verb.LATE).count() == 1
    assert Notification.objects.filter(key__startswith=f"watch:{item.pk}:").count() == 3


def test_once_acknowledged_nobody_else_is_told(cast: Cast, clock: time_machine.Traveller) -> None:
    item = seen(cast, nature=Nature.STRATEGIC)
    acts.acknowledge(item=item, by=cast.decider)
    clock.shift(timedelta(days=2))
    assert climb_due() == 0
    assert told(item) == ["Decider"]


def test_where_nobody_decides_somebody_who_comes_to_is_told(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    brand = cast.rival_brand
    manager = brand.agency.memberships.get(user=cast.rival)
    manager.role = ""
    manager.save()
    give_role(brand=brand, user=cast.rival, role=Role.COMMUNITY_MANAGER, by=None)
    item = seen(cast, brand=brand, by=cast.rival, nature=Nature.CRISIS_PRONE)
    assert (item.state, told(item)) == (State.LOGGED, [])
    assert item.events.filter(verb=Verb.NOBODY).count() == 1
    BrandRole.objects.filter(user=cast.rival).update(role=Role.DECISION_MAKER)
    clock.shift(timedelta(minutes=16))
    assert climb_due() == 1
    item.refresh_from_db()
    assert (item.state, told(item)) == (State.TRANSMITTED, ["Rival"])


def test_all_rules_that_match_tell_and_nobody_is_told_twice(cast: Cast) -> None:
    values = {"name": "Orange", "words": ["orange cameroun"], "person": cast.service}
    save_rule(brand=cast.brand, values=values, by=cast.manager)
    twice = {"name": "Tout au décideur", "recipients": ["decision_makers"]}
    save_rule(brand=cast.brand, values=twice, by=cast.manager)
    item = seen(cast, "L’ART enquête sur Orange  Cameroun", nature=Nature.STRATEGIC)
    assert sorted(told(item)) == ["Decider", "Service"]
    asked = item.tellings.filter(expects=True).values_list("name", flat=True)
    assert list(asked) == ["Decider"]


def test_a_rule_tells_somebody_and_only_what_is_routine_waits_for_monday(cast: Cast) -> None:
    for values in (
        {"name": "Personne"},
        {"name": "Trop tard", "recipients": ["executives"], "natures": ["strategic"], "weekly": True},
    ):
        with pytest.raises(ValidationError):
            save_rule(brand=cast.brand, values=values, by=cast.manager)


def test_words_match_whole_and_without_accents(cast: Cast) -> None:
    rule = Rule(brand=cast.brand, words=["réseau"])
    assert matches(rule, seen(cast, "Panne de RESEAU à Douala"))
    assert not matches(rule, seen(cast, "Les réseautages de la semaine"))


def test_what_becomes_graver_is_transmitted_anew_and_what_becomes_routine_climbs_no_more(cast: Cast) -> None:
    item = seen(cast)
    item = acts.sort_anew(
        item=item, nature=Nature.CRISIS_PRONE, topic=Topic.REPUTATION, competitor=None, by=cast.cm
    )
    assert (item.state, told(item)) == (State.TRANSMITTED, ["Decider"])
    item = acts.sort_anew(
        item=item, nature=Nature.ROUTINE, topic=Topic.REPUTATION, competitor=None, by=cast.cm
    )
    item.refresh_from_db()
    assert item.next_step_at is None
    assert acts.file_item(item=item, by=cast.cm).state == State.FILED


def test_old_news_wake_nobody(cast: Cast, clock: time_machine.Traveller) -> None:
    seen(cast, nature=Nature.STRATEGIC, at=NOW - timedelta(days=3))
    assert not Notification.objects.filter(key__startswith="watch:").exists()
