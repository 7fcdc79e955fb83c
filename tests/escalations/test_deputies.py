"""Who is absent is not waited for: the deputy is asked, or the next in line, and the log says so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.choices import Role
from accounts.models import Absence, Contact, Notification
from channels_mgmt.brands.services.absences import cancel_absence, record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.chain import chain_for
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.log_words import sentence
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast
from tests.escalations.conftest import NOW, logged

TODAY, BACK = NOW.date(), date(2026, 3, 24)


def people(cast: Cast) -> list[Contact]:
    """The first, the second and the head of the customer service."""
    listed = Contact.objects.filter(department=cast.department("customer_service")).select_related(
        "department"
    )
    return list(listed.order_by("is_head", "position"))


def away(cast: Cast, who: Contact, deputy: Contact | None = None, **days: Any) -> Absence:
    given = {"starts_on": TODAY, "ends_on": BACK, **days}
    return record_absence(brand=cast.brand, contact=who, deputy=deputy, by=cast.manager, **given)


def elsewhere(cast: Cast, name: str = "Paul", **lines: Any) -> Contact:
    given = lines or {"email": f"{name.lower()}@example.com"}
    return add_contact(brand=cast.brand, department=cast.department("sales"), name=name, by=None, **given)


def ask(cast: Cast, complaint: Interaction) -> Escalation:
    return open_escalation(interaction=complaint, question="Que répondre ?", by=cast.cm)


def names(chain: list[dict[str, Any]]) -> list[str]:
    return [link["name"] for link in chain]


def told(escalation: Escalation) -> list[str]:
    mails = Notification.objects.filter(thread=f"escalation.{escalation.pk}").order_by("pk")
    return list(mails.values_list("email", flat=True))


def log(escalation: Escalation) -> list[str]:
    with override("en"):
        return [sentence(event) for event in escalation.events.select_related("by")]


def climb(escalation: Escalation, clock: Any, at: datetime) -> None:
    clock.move_to(at)
    climb_due(at)
    escalation.refresh_from_db()


def test_the_deputy_is_asked_in_their_place_and_the_log_says_why(cast: Cast, complaint: Interaction) -> None:
    first, *_others = people(cast)
    away(cast, first, elsewhere(cast))
    asked = ask(cast, complaint)
    assert names(asked.chain) == ["Paul", "Second Contact", "Head of Contact", "Manager"]
    assert told(asked) == ["paul@example.com"]
    assert (asked.turned_to["rung"], asked.turned_to["stands_in_for"]) == ("contact", "Contact")
    assert [event.verb for event in asked.events.all()] == [Verb.OPENED, Verb.ABSENT, Verb.NOTIFIED]
    with override("fr"):
        absent = sentence(asked.events.get(verb=Verb.ABSENT))
    assert "Contact" in absent
    assert "24 mars" in absent
    assert "Paul" in absent
    assert "Contact" in Notification.objects.get(thread=f"escalation.{asked.pk}").body


def test_without_a_deputy_the_next_in_line_is_asked(cast: Cast, complaint: Interaction) -> None:
    first, second, _head = people(cast)
    away(cast, first)
    away(cast, second, ends_on=None)
    asked = ask(cast, complaint)
    assert names(asked.chain) == ["Head of Contact", "Manager"]
    assert told(asked) == ["head.contact@example.com"]
    assert sum("nobody stands in" in line for line in log(asked)) == 2


def test_a_deputy_who_is_absent_or_has_left_is_not_asked(cast: Cast, complaint: Interaction) -> None:
    first, second, _head = people(cast)
    paul, zoe = elsewhere(cast), elsewhere(cast, "Zoe")
    away(cast, first, paul)
    away(cast, paul, second)
    away(cast, second, zoe)
    Contact.objects.filter(pk=zoe.pk).update(left_at=NOW)
    assert names(ask(cast, complaint).chain) == ["Head of Contact", "Manager"]


def test_nobody_stands_twice_in_the_chain(cast: Cast, complaint: Interaction) -> None:
    first, second, head = people(cast)
    away(cast, first, second)
    away(cast, head, second)
    assert names(ask(cast, complaint).chain) == ["Second Contact", "Manager"]


def test_the_head_keeps_their_rung_in_the_hands_of_the_deputy(cast: Cast) -> None:
    *_others, head = people(cast)
    away(cast, head, elsewhere(cast))
    chain = chain_for(cast.brand, cast.department("customer_service"))
    assert [(link["name"], link["rung"]) for link in chain[-2:]] == [("Paul", "head"), ("Manager", "manager")]


@pytest.mark.parametrize(
    ("days", "is_absent"),
    [
        ({"starts_on": TODAY, "ends_on": TODAY + timedelta(days=1)}, True),
        ({"starts_on": TODAY - timedelta(days=3), "ends_on": TODAY}, False),
        ({"starts_on": TODAY + timedelta(days=1), "ends_on": None}, False),
        ({"starts_on": TODAY - timedelta(days=300), "ends_on": None}, True),
    ],
)
def test_absence_counts_from_its_first_day_until_the_return(
    cast: Cast, days: dict[str, Any], is_absent: bool
) -> None:
    away(cast, people(cast)[0], **days)
    chain = chain_for(cast.brand, cast.department("customer_service"))
    assert ("Contact" not in names(chain)) is is_absent


def test_days_begin_where_the_department_is(cast: Cast) -> None:
    away(cast, people(cast)[0], starts_on=TODAY + timedelta(days=1))
    department = cast.department("customer_service")
    midnight = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)  # in Douala
    assert "Contact" in names(chain_for(cast.brand, department, at=midnight - timedelta(seconds=1)))
    assert "Contact" not in names(chain_for(cast.brand, department, at=midnight))


def test_a_cancelled_absence_counts_no_more(cast: Cast) -> None:
    absence = away(cast, people(cast)[0])
    cancel_absence(brand=cast.brand, absence=absence, by=cast.manager)
    assert names(chain_for(cast.brand, cast.department("customer_service")))[0] == "Contact"


def test_it_climbs_to_the_deputy_of_who_became_absent_since(
    cast: Cast, asked: Escalation, clock: Any
) -> None:
    _first, second, head = people(cast)
    before = asked.chain
    away(cast, second, elsewhere(cast))
    climb(asked, clock, NOW + timedelta(minutes=61))
    assert told(asked) == ["contact@example.com", "paul@example.com"]
    assert asked.chain == before  # frozen: what happened stands beside it
    assert asked.turned_to["name"] == "Paul"
    assert "Second Contact is away, back on 24 March: Paul stands in" in log(asked)
    # The head is absent without a deputy: the agency's manager is next.
    away(cast, head)
    climb(asked, clock, NOW + timedelta(minutes=122))
    assert told(asked)[2:] == ["manager@example.com"]


def test_nobody_is_asked_twice(cast: Cast, asked: Escalation, clock: Any) -> None:
    first, second, head = people(cast)
    away(cast, second, first)  # asked already
    climb(asked, clock, NOW + timedelta(minutes=61))
    assert told(asked) == ["contact@example.com", "head.contact@example.com"]

    other = open_escalation(interaction=logged(cast, "Une autre"), question="Autre", by=cast.cm)
    assert names(other.chain) == ["Contact", "Head of Contact", "Manager"]
    away(cast, head, second, starts_on=TODAY - timedelta(days=9))
    climb(other, clock, NOW + timedelta(minutes=200))
    assert told(other) == ["contact@example.com", "manager@example.com"]


def test_a_deputy_further_down_is_not_asked_again(cast: Cast, asked: Escalation, clock: Any) -> None:
    _first, second, head = people(cast)
    away(cast, second, head)
    climb(asked, clock, NOW + timedelta(minutes=61))
    climb(asked, clock, NOW + timedelta(minutes=122))
    assert told(asked) == ["contact@example.com", "head.contact@example.com", "manager@example.com"]


def test_where_all_who_are_left_are_absent_it_is_looked_again_until_somebody_is_back(
    cast: Cast, complaint: Interaction, clock: Any
) -> None:
    cast.agency.memberships.filter(user=cast.manager).delete()
    _first, second, head = people(cast)
    asked = ask(cast, complaint)
    away(cast, second)
    back = away(cast, head)
    climb(asked, clock, NOW + timedelta(minutes=61))
    assert told(asked) == ["contact@example.com"]
    assert asked.next_step_at == NOW + timedelta(minutes=121)
    lines = len(log(asked))
    climb(asked, clock, NOW + timedelta(minutes=122))
    assert len(log(asked)) == lines  # said once
    cancel_absence(brand=cast.brand, absence=back, by=cast.cm)
    climb(asked, clock, NOW + timedelta(minutes=183))
    assert told(asked) == ["contact@example.com", "head.contact@example.com"]


def test_a_deputy_of_another_department_opens_and_answers_what_is_asked(
    cast: Cast, complaint: Interaction, clock: Any
) -> None:
    sales = add_contact(
        brand=cast.brand, department=cast.department("sales"), name="Colleague", by=cast.manager,
        email="colleague@example.com", user=cast.colleague,
    )  # fmt: skip
    client = Client()
    client.force_login(cast.colleague)
    others = open_escalation(interaction=logged(cast, "Une autre"), question="Autre", by=cast.cm)
    assert client.get(f"/escalations/{others.pk}/").status_code == 404

    away(cast, people(cast)[0], sales)
    asked = ask(cast, complaint)
    assert client.get(f"/escalations/{asked.pk}/").status_code == 200
    assert set(Escalation.objects.asked_of(cast.colleague)) == {asked}
    assert client.get(f"/escalations/{others.pk}/").status_code == 404
    acts.answer(escalation=asked, publishable="Voilà", by=cast.colleague)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_contact) == (State.ANSWERED, sales)
    # Of what climbs to them later, too, and of nothing of another brand.
    away(cast, people(cast)[1], sales)
    climb(others, clock, NOW + timedelta(minutes=61))
    assert client.get(f"/escalations/{others.pk}/").status_code == 200
    cast.colleague.brand_roles.filter(role=Role.DEPARTMENT_CONTACT).delete()
    assert client.get(f"/escalations/{others.pk}/").status_code == 404
