"""People are told until one who decides and one who is on call have acknowledged, and no longer."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Membership, Notification
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.crisis.choices import Ground, Level, Line, Verb
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services.running import end_crisis, set_level
from channels_mgmt.crisis.services.tasks import ask_decision
from channels_mgmt.crisis.services.telling import acknowledge, note_call, sides_missing, tell_due
from channels_mgmt.team.models import Shift
from tests.cast import Cast, client_of
from tests.crisis.making import on_call_now, opened

pytestmark = pytest.mark.django_db
EVERY = timedelta(minutes=10)


def mails(crisis: Crisis) -> int:
    return Notification.objects.filter(key__startswith=f"crisis:{crisis.pk}:").count()


def missing(crisis: Crisis) -> set[str]:
    return sides_missing(crisis.tellings.all())


def test_it_repeats_for_those_who_have_not_acknowledged_and_stops_once_both_sides_have(cast: Cast) -> None:
    on_call_now(cast)
    crisis = opened(cast)
    assert missing(crisis) == {"deciding", "acting"}
    first = mails(crisis)
    due = crisis.opened_at + EVERY
    assert tell_due(due - timedelta(seconds=1)) == 0
    assert tell_due(due) == 1
    assert tell_due(due) == 0, "a sweep run twice tells once"
    # Those of the two sides again; the manager, who is of neither, not.
    assert mails(crisis) == first + 3
    acknowledge(crisis=crisis, by=cast.service, at=due)
    assert missing(crisis) == {"deciding"}
    before = mails(crisis)
    tell_due(due + EVERY)
    assert mails(crisis) == before + 2, "who is on call is left in peace"
    acknowledge(crisis=crisis, by=cast.executive, at=due + 2 * EVERY)
    crisis.refresh_from_db()
    assert crisis.next_telling_at is None
    assert crisis.acknowledged_at == due + 2 * EVERY
    assert tell_due(due + timedelta(days=1)) == 0


def test_it_is_acknowledged_by_one_tap_once_and_timed(cast: Cast) -> None:
    crisis = opened(cast)
    client = client_of(cast.executive)
    assert f"/crises/{crisis.pk}/acknowledge/" in client.get("/").text
    for _tap in range(2):
        assert client.post(f"/crises/{crisis.pk}/acknowledge/").status_code == 303
    telling = crisis.tellings.get(user=cast.executive)
    assert telling.seconds is not None
    assert crisis.events.filter(verb=Verb.ACKNOWLEDGED, by=cast.executive).count() == 1
    assert f"/crises/{crisis.pk}/acknowledge/" not in client.get("/").text


def test_whoever_opens_it_has_acknowledged(cast: Cast) -> None:
    on_call_now(cast, cast.cm)
    crisis = opened(cast)
    assert missing(crisis) == {"deciding"}
    assert not Notification.objects.filter(user=cast.cm, key__startswith="crisis:", subject="").exists()


def test_whoever_opens_it_is_told_what_is_held_and_asked_for_nothing(cast: Cast) -> None:
    on_call_now(cast, cast.cm)
    crisis = opened(cast, themes=[])
    own = Notification.objects.get(user=cast.cm, key__startswith=f"crisis:{crisis.pk}:").body
    other = Notification.objects.get(user=cast.executive, key__startswith=f"crisis:{crisis.pk}:").body
    assert "cela vaut accusé de réception" in own
    assert "accusez réception" not in own
    assert "accusez réception" in other
    for body in (own, other):
        assert "Toutes les réponses de la marque attendent" in body
    told = crisis.events.get(verb=Verb.TOLD)
    assert cast.cm.name in told.details["names"]
    assert told.details["people"] == crisis.tellings.count()
    on_matter = opened(cast, title="Autre")
    body = Notification.objects.get(user=cast.executive, key__startswith=f"crisis:{on_matter.pk}:").body
    assert "Les réponses sur le sujet attendent" in body


def test_the_manager_stands_in_where_nobody_is_on_call(cast: Cast) -> None:
    crisis = opened(cast)
    acknowledge(crisis=crisis, by=cast.executive)
    assert missing(crisis) == {"acting"}
    acknowledge(crisis=crisis, by=cast.manager)
    assert missing(crisis) == set()
    # Whoever comes on call meanwhile takes the place: the manager stands in no more.
    other = opened(cast, title="Autre")
    on_call_now(cast)
    tell_due(timezone.now() + EVERY)
    acknowledge(crisis=other, by=cast.manager)
    assert "acting" in missing(other)
    assert other.tellings.filter(user=cast.service).exists()


def test_where_nobody_can_be_told_the_page_says_so_loudly(cast: Cast) -> None:
    Membership.objects.filter(agency=cast.agency).exclude(user=cast.cm).update(role="")
    BrandRole.objects.filter(brand=cast.brand, role__in=("decision_maker", "executive")).delete()
    crisis = opened(cast)
    assert crisis.events.filter(verb=Verb.NOBODY).exists()
    page = client_of(cast.cm).get(f"/crises/{crisis.pk}/")
    assert page.context["unreachable"]


def test_who_is_called_and_reached_has_acknowledged(cast: Cast) -> None:
    crisis = opened(cast)
    client = client_of(cast.cm)
    telling = crisis.tellings.get(user=cast.executive)
    page = client.get(f"/crises/{crisis.pk}/")
    row = next(row for row in page.context["tellings"] if row["telling"] == telling)
    assert [way.line for way in row["ways"]] == [Line.EMAIL]
    sent = {"key": row["call"]["key"].value(), "line": "phone"}
    client.post(f"/crises/told/{telling.pk}/call/", sent)
    telling.refresh_from_db()
    assert telling.acknowledged_at is None
    sent = {"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "line": "phone", "reached": "on"}
    for _twice in range(2):
        client.post(f"/crises/told/{telling.pk}/call/", sent)
    telling.refresh_from_db()
    assert telling.noted_by == cast.cm
    calls = [(call.by, call.reached) for call in telling.calls.all()]
    assert calls == [(cast.cm, False), (cast.cm, True)]


def test_lines_of_the_directory_open_with_the_words(cast: Cast) -> None:
    contact = cast.department("customer_service").contacts.get(user=cast.contact)
    contact.phone, contact.whatsapp = "6 70 00 00 01", "670000002"
    contact.save()
    held = BrandRole.objects.filter(brand=cast.brand, user=cast.contact)
    held.update(role="decision_maker", department=None)
    crisis = opened(cast)
    page = client_of(cast.cm).get(f"/crises/{crisis.pk}/")
    row = next(row for row in page.context["tellings"] if row["telling"].user == cast.contact)
    hrefs = {way.line: way.href for way in row["ways"]}
    assert hrefs[Line.PHONE] == "tel:+237670000001"
    assert hrefs[Line.SMS].startswith("sms:+237670000001?body=")
    assert hrefs[Line.WHATSAPP].startswith("https://wa.me/237670000002?text=")
    assert "Panne" in hrefs[Line.WHATSAPP]


def test_a_graver_level_tells_again_sooner(cast: Cast) -> None:
    crisis = opened(cast)
    set_level(crisis=crisis, level=Level.MAJOR, by=cast.manager, at=crisis.opened_at + timedelta(minutes=1))
    crisis.refresh_from_db()
    assert crisis.next_telling_at == crisis.opened_at + timedelta(minutes=6)


def test_an_end_tells_whoever_was_told_and_nobody_is_told_again(cast: Cast) -> None:
    crisis = opened(cast)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    assert tell_due(timezone.now() + timedelta(days=1)) == 0
    over = Notification.objects.filter(key__startswith=f"crisis_over:{crisis.pk}:")
    assert {mail.email for mail in over} == {cast.executive.email, cast.decider.email}
    telling = crisis.tellings.get(user=cast.executive)
    with pytest.raises(ValidationError):
        note_call(telling=telling, line=Line.PHONE, reached=True, by=cast.cm)


def test_a_manager_who_comes_on_call_is_told_again_and_counts(cast: Cast) -> None:
    crisis = opened(cast)
    telling = crisis.tellings.get(user=cast.manager)
    assert (telling.ground, telling.sides) == (Ground.MANAGER, ["acting"])
    on_call_now(cast, cast.manager)
    before = Notification.objects.filter(user=cast.manager).count()
    tell_due(crisis.opened_at + EVERY)
    telling.refresh_from_db()
    assert (telling.ground, telling.sides, telling.times) == (Ground.ON_CALL, ["acting"], 2)
    assert Notification.objects.filter(user=cast.manager).count() == before + 1
    acknowledge(crisis=crisis, by=cast.manager)
    assert missing(crisis) == {"deciding"}


def test_what_somebody_acknowledged_goes_on_counting(cast: Cast) -> None:
    crisis = opened(cast)
    acknowledge(crisis=crisis, by=cast.manager)
    assert missing(crisis) == {"deciding"}
    on_call_now(cast)
    tell_due(crisis.opened_at + EVERY)
    assert missing(crisis) == {"deciding"}, "stood in for who was missing then"
    acknowledge(crisis=crisis, by=cast.executive)
    assert tell_due(crisis.opened_at + 5 * EVERY) == 0


def test_a_manager_on_call_alone_ends_the_telling_of_a_drill(cast: Cast) -> None:
    on_call_now(cast, cast.manager)
    crisis = opened(cast, drill=True)
    acknowledge(crisis=crisis, by=cast.manager)
    assert missing(crisis) == set()
    assert tell_due(crisis.opened_at + EVERY) == 0


def test_who_has_left_hears_no_more(cast: Cast) -> None:
    on_call_now(cast)
    crisis = opened(cast)
    BrandRole.objects.filter(brand=cast.brand, user=cast.executive).delete()
    told = Notification.objects.filter(user=cast.executive)
    before = told.count()
    later = crisis.opened_at + EVERY
    tell_due(later)
    ask_decision(crisis=crisis, question="Prolonger ?", by=cast.cm, at=later)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.cm, at=later)
    assert told.count() == before
    assert Notification.objects.filter(user=cast.decider, key__startswith="crisis_decision:").exists()
    assert Notification.objects.filter(user=cast.service, key__startswith="crisis_over:").exists()


def test_whose_turn_is_over_is_not_told_again(cast: Cast) -> None:
    on_call_now(cast)
    crisis = opened(cast)
    Shift.objects.filter(user=cast.service).delete()
    tell_due(crisis.opened_at + EVERY)
    assert crisis.tellings.get(user=cast.service).times == 1
    assert crisis.tellings.get(user=cast.manager).sides == ["acting"]
