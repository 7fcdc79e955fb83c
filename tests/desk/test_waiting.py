"""The one list of what waits for a person: of every kind, the nearest deadline first."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.answer_times import USUAL
from channels_mgmt.escalations.services.acts import answer as answer_escalation
from channels_mgmt.escalations.services.asking import ask_back
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Approval, Interaction
from channels_mgmt.inbox.services import approvals, sorting
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.strategy.models import NetworkPlan, Strategy
from channels_mgmt.team.services.channels import open_channel
from tests.cast import BEGINNING, Cast, client_of
from tests.inbox.making import HTMX, logged

HOUR = timedelta(hours=1)


def waiting_of(user: User) -> Any:
    return client_of(user).get("/").context["waiting"]


def target_of(cast: Cast) -> timedelta:
    """In which the strategy wants the public answered on the official account."""
    plan = NetworkPlan.objects.get(
        strategy__in=Strategy.objects.in_force().filter(brand=cast.brand),
        network=Network.FACEBOOK,
        purpose=Purpose.OFFICIAL,
    )
    assert plan.response_minutes
    return timedelta(minutes=plan.response_minutes)


def reasons(user: User) -> list[str]:
    return [item.because for item in waiting_of(user).items]


def in_doubt(cast: Cast, interaction: Interaction, **said: Any) -> Approval:
    draft = Draft("Une réponse.", in_doubt=True, **said)
    asked = reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4())
    assert isinstance(asked, Approval)
    return asked


def test_all_kinds_stand_in_one_list_by_deadline(cast: Cast) -> None:
    now, minute = timezone.now(), timedelta(minutes=1)
    then = now - target_of(cast)
    promised = logged(cast, author="Promise", at=now - minute)
    draft = Draft("Vous saurez.", holding=True, promised_for=now + 3 * minute)
    reply(interaction=promised, draft=draft, by=cast.cm, key=uuid4(), at=now)
    held = logged(cast, author="Held", at=then + 2 * minute)
    sorting.hold(interaction=held, by=cast.cm)
    unheld = logged(cast, author="Unheld", at=then - minute)
    to_publish = logged(cast, author="Publish", at=then + minute)
    approvals.approve(approval=in_doubt(cast, to_publish), by=cast.manager)
    sent_back = logged(cast, author="Back", at=then + 4 * minute)
    approvals.send_back(approval=in_doubt(cast, sent_back), by=cast.manager, words="Plus doux.")
    to_relay = logged(cast, author="Relay", at=then + 5 * minute)
    asked = open_escalation(
        interaction=to_relay, question="Quand ?", by=cast.cm, department=cast.department("customer_service")
    )
    answer_escalation(escalation=asked, publishable="Ce soir", by=cast.contact)

    waiting = waiting_of(cast.cm)

    in_order = [unheld, to_publish, held, promised, sent_back, to_relay]
    assert [item.about for item in waiting.items] == [interaction.pk for interaction in in_order]
    assert [item.due for item in waiting.items] == sorted(item.due for item in waiting.items)
    hrefs = [row["href"] for row in waiting.rows]
    assert hrefs[0] == f"/interactions/{unheld.pk}/"
    assert hrefs[1] == f"/interactions/{to_publish.pk}/#approval"
    assert hrefs[5] == f"/escalations/{asked.pk}/"
    assert waiting.rows[4]["text"] == "Plus doux."
    assert all(cast.brand.name in row["channel"] + row["brand"] for row in waiting.rows)


def test_overdue_is_told_in_words_and_with_an_icon(cast: Cast) -> None:
    logged(cast, at=timezone.now() - USUAL - HOUR)
    html = client_of(cast.cm).get("/").text
    chip = html[html.index('class="due due--late"') :]
    assert "#alarm" in chip[: chip.index("</time>")]
    assert "en retard de" in chip[: chip.index("</time>")]


def test_the_strategy_says_how_soon_the_public_is_answered_else_it_is_a_day(cast: Cast) -> None:
    second = open_channel(
        brand=cast.brand, network=Network.TELEGRAM, purpose=Purpose.OFFICIAL, by=None, at=BEGINNING
    )
    since = timezone.now() - HOUR
    for channel in (cast.official, second):
        sorting.hold(interaction=logged(cast, at=since, channel=channel), by=cast.cm)
    assert [item.due for item in waiting_of(cast.cm).items] == [since + target_of(cast), since + USUAL]


def test_one_interaction_is_one_row_with_the_nearest_deadline(cast: Cast) -> None:
    now = timezone.now()
    interaction = logged(cast, at=now - HOUR)
    sorting.hold(interaction=interaction, by=cast.cm)
    draft = Draft("Vous saurez.", holding=True, promised_for=now + HOUR)
    reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4(), at=now)
    approvals.approve(approval=in_doubt(cast, interaction), by=cast.manager)
    (item,) = waiting_of(cast.cm).items
    assert (item.because, item.also, item.due) == ("reply", ("promise",), now + HOUR)
    (promise,) = waiting_of(cast.cm).promised_rows
    assert promise["promise"] == "Vous saurez."


def test_of_many_promises_the_first_due_are_shown_and_that_there_are_more(cast: Cast) -> None:
    now = timezone.now()
    for number in range(11):
        draft = Draft("Vous saurez.", holding=True, promised_for=now + (number + 1) * HOUR)
        interaction = logged(cast, author=f"Author {number:02}", at=now - HOUR)
        reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4(), at=now)
    waiting = waiting_of(cast.cm)
    assert [row["author"] for row in waiting.promised_rows] == [f"Author {number:02}" for number in range(10)]
    assert '<span class="count">10+</span>' in client_of(cast.cm).get("/").text


def test_a_reply_waits_for_who_approves_and_not_for_its_author(cast: Cast) -> None:
    asked = in_doubt(cast, logged(cast, at=timezone.now()))
    assert "reply" not in reasons(cast.cm)
    for name in ("manager", "executive"):
        (item,) = waiting_of(cast.people[name]).items
        assert (item.told["target"], item.due) == (asked.pk, asked.due_at)
        page = client_of(cast.people[name]).get("/").text
        assert f'href="/approvals/{asked.pk}/"' in page
        assert cast.cm.name in page


def test_counters_stay_true_by_the_poll(cast: Cast, client: Client) -> None:
    client.force_login(cast.cm)
    first = client.get("/")
    assert "<title>Ma journée" in first.text.replace("\n", "")
    logged(cast)
    changed = client.get(f"/?seen={first.context['seen']}", headers=HTMX)
    assert "<title>(1) Ma journée" in changed.text.replace("\n", "")
    assert 'hx-swap-oob="outerHTML:[data-counter]">1<' in changed.text
    assert client.get(f"/?seen={changed.context['seen']}", headers=HTMX).status_code == 204


def test_a_manager_without_anything_to_approve_has_no_list(cast: Cast) -> None:
    for name in ("manager", "executive", "contact", "colleague"):
        assert "waiting" not in client_of(cast.people[name]).get("/").context


@pytest.mark.parametrize("name", ["cm", "service"])
def test_who_handles_and_has_nothing_to_do_is_told_so(cast: Cast, name: str) -> None:
    assert "Rien ne vous attend" in client_of(cast.people[name]).get("/").text


def test_what_is_late_for_weeks_comes_after_what_is_due(cast: Cast) -> None:
    now = timezone.now()
    stale, due = logged(cast, author="A", at=now - 30 * 24 * HOUR), logged(cast, author="B", at=now)
    late = logged(cast, author="C", at=now - 5 * HOUR)
    assert [item.about for item in waiting_of(cast.cm).items] == [late.pk, due.pk, stale.pk]


def test_what_nobody_ever_answered_hides_nothing_that_is_due(cast: Cast) -> None:
    now = timezone.now()
    for number in range(25):
        old = logged(cast, author=f"Old {number}", at=now - (30 + number) * 24 * HOUR)
        if number % 2:
            sorting.hold(interaction=old, by=cast.cm)
    due = logged(cast, author="Due", at=now)
    sorting.hold(interaction=logged(cast, author="Held", at=now - HOUR), by=cast.cm)
    rows = waiting_of(cast.cm).rows
    assert [row["author"] for row in rows[:2]] == ["Held", "Due"]
    assert rows[1]["href"] == f"/interactions/{due.pk}/"
    assert len(rows) == 20


def test_what_a_department_waits_for_from_us_comes_before_all_that_is_overdue(cast: Cast) -> None:
    now = timezone.now()
    for number in range(25):
        sorting.hold(interaction=logged(cast, author=f"Due {number}", at=now - 30 * HOUR), by=cast.cm)
    asked = open_escalation(
        interaction=logged(cast, author="Awa"), question="Quand ?", by=cast.cm, at=now - HOUR
    )
    ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact)
    waiting = waiting_of(cast.cm)
    assert waiting.items[0].because == "asked_back"
    assert waiting.more
    html = client_of(cast.cm).get("/").text
    assert f'/b/{cast.brand.slug}/inbox/?state=to_answer"' in html


def test_times_are_those_of_the_brand_wherever_the_reader_is(cast: Cast) -> None:
    now = timezone.now().replace(minute=0)
    logged(cast, author="Awa", at=now)
    Brand.objects.filter(pk=cast.brand.pk).update(time_zone="Africa/Algiers")
    cast.cm.time_zone = "Africa/Abidjan"
    cast.cm.save()
    (item,) = waiting_of(cast.cm).items
    assert item.due
    there = item.due.astimezone(ZoneInfo("Africa/Algiers"))
    html = " ".join(client_of(cast.cm).get("/").text.split())
    assert f"à {there.hour} h" in html[html.index('class="due due--') :][:400]
