"""All that sends a mail about a brand or its house, done once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.choices import DepartmentKind, Role, Topic, Urgency
from accounts.models import Invitation
from accounts.services.delivery import send_due
from accounts.services.digests import send_digests
from accounts.services.outbox import notify
from accounts.services.places import add_contact
from channels_mgmt.brands.services import reachability
from channels_mgmt.crisis.services import lessons
from channels_mgmt.crisis.services import tasks as crises
from channels_mgmt.crisis.services.opening import open_crisis
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.crisis.services.surges import detect
from channels_mgmt.escalations.services import acts, asking
from channels_mgmt.escalations.services.adding import add_words
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.escalations.services.refusing import not_ours
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.services import approvals
from channels_mgmt.inbox.services.approval_rules import set_rule
from channels_mgmt.inbox.services.approval_sweep import remind_and_climb
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.publishing.services import approval
from channels_mgmt.strategy.models import DecisionMaker
from channels_mgmt.strategy.services import life, links, writing
from channels_mgmt.strategy.services.briefings import remind_due, write_briefing
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.invitations import invite_to_brand
from channels_mgmt.team.services.shifts import add_shift, change_shift
from channels_mgmt.team.services.simulations import start_simulation
from channels_mgmt.team.services.swaps import accept, ask_swap, expire_due
from channels_mgmt.watch.services.acts import decide
from channels_mgmt.watch.services.climbing import climb_due as watch_climb
from channels_mgmt.watch.services.digest import send_due as send_watched
from channels_mgmt.watch.services.logging import log_item
from cmhub.lib.weeks import Week
from reporting.weekly.models import DecisionAsked
from reporting.weekly.services import lifecycle, offers
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.following import answer as answer_decision
from reporting.weekly.services.readers import choose_address
from reporting.weekly.services.reminders import remind_due as remind_of_reports
from reporting.weekly.tasks import work_out_offer
from tests.cast import Cast
from tests.crisis.test_surges import known, rush
from tests.publishing.posts.making import draft, proofread
from tests.weekly.making import sent

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Offices are open in Douala, and nothing of that week is a holiday."""


def ask_and_let_it_climb(cast: Cast, clock: time_machine.Traveller) -> None:
    """Asked, late to acknowledge, late to answer, and answered."""
    for answered in (False, True):
        one = log_interaction(
            brand=cast.brand, channel=cast.official, author="Awa", text="Plus de réseau", kind="complaint",
            by=cast.cm, key=uuid4(),
        )  # fmt: skip
        department = cast.department(DepartmentKind.CUSTOMER_SERVICE)
        asked = open_escalation(
            interaction=one, question="Que dire à Awa ?", department=department, by=cast.cm
        )
        if answered:
            not_ours(escalation=asked, suggestion=None, why="Pour la technique ?", by=cast.contact)
            asking.ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact)
            asking.give_information(escalation=asked, text="699 00 00 00", by=cast.cm)
            acts.acknowledge(escalation=asked, by=cast.contact)
            acts.answer(escalation=asked, publishable="C'est réparé.", internal="", by=cast.contact)
            add_words(escalation=asked, publishable="Depuis midi.", by=cast.contact)
            asked.refresh_from_db()
            further = asking.ask_further(escalation=asked, text="Et à Bonabéri ?", by=cast.cm)
            transfer(escalation=further, to=None, why="C'est au responsable", by=cast.manager)
            other = log_interaction(
                brand=cast.brand,
                channel=cast.official,
                author="Ali",
                text="Remboursez-moi",
                by=cast.cm,
                key=uuid4(),
            )
            asked = open_escalation(interaction=other, question="?", department=department, by=cast.cm)
            put_in_touch(escalation=asked, words="Appelé.", by=cast.contact)
            continue
        for _step in range(8):
            asked.refresh_from_db()
            if asked.next_step_at is None:
                break
            clock.move_to(asked.next_step_at + timedelta(minutes=1))
            climb_due(asked.next_step_at + timedelta(minutes=1))


def invite_the_client(cast: Cast) -> list[Invitation]:
    department = cast.department(DepartmentKind.SALES)
    roles = (Role.EXECUTIVE, Role.DECISION_MAKER, Role.DEPARTMENT_CONTACT, Role.COMMUNITY_MANAGER)
    return [
        invite_to_brand(
            brand=cast.brand,
            name="Sylvie Mba",
            email=f"{role}@client.example",
            role=role,
            by=cast.manager,
            department=department if role == Role.DEPARTMENT_CONTACT else None,
        )
        for role in roles
    ]


def ask_the_client_to_validate(cast: Cast) -> None:
    """Versions of the strategy: sent back, validated, one that names who decides without a login, and one
    that somebody of the company reads by link.
    """
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    life.submit(strategy=draft, by=cast.strategist)
    life.send_back(strategy=draft, words="Trop de réseaux.", by=cast.executive)
    life.submit(strategy=draft, by=cast.strategist)
    life.validate(strategy=draft, by=cast.executive, words="Allons-y.")
    legal = cast.department(DepartmentKind.LEGAL)
    director = add_contact(department=legal, name="Mme Ngo", email="ngo@client.example")
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    DecisionMaker.objects.create(strategy=draft, brand=cast.brand, contact=director)
    life.submit(strategy=draft, by=cast.strategist)
    life.validate(strategy=draft, by=cast.executive)
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    life.submit(strategy=draft, by=cast.strategist)
    key, email = uuid4(), "marketing@client.example"
    links.ask_the_company(strategy=draft, name="Sylvie Mba", email=email, by=cast.strategist, key=key)


def brief_and_simulate(cast: Cast, clock: time_machine.Traveller) -> None:
    """The team is reminded of what is to be read, and somebody is asked how they would answer."""
    due = MONDAY + timedelta(hours=1)
    for confidentiality in ("public", "confidential"):
        write_briefing(
            brand=cast.brand, by=cast.manager, title="Tarifs", text="3 000 F", due_at=due,
            confidentiality=confidentiality, people=[cast.cm, cast.executive],
        )  # fmt: skip
    for number in range(5):
        write_entry(
            brand=cast.brand, by=cast.manager, situation=f"Panne {number}", answer_fr="Réparé ce soir.",
            sensitivity="routine", department=cast.department(DepartmentKind.TECHNICAL),
        )  # fmt: skip
    start_simulation(brand=cast.brand, user=cast.cm, by=cast.manager)
    clock.move_to(due)
    remind_due(at=due)


def approve_replies(cast: Cast, clock: time_machine.Traveller) -> None:
    """One is approved, one sent back, and on one nobody decides, neither the approver nor the backup."""
    set_rule(brand=cast.brand, by=cast.manager, approver=cast.manager, backup=cast.executive, minutes=30)
    waits = []
    for number in range(3):
        interaction = log_interaction(
            brand=cast.brand, channel=cast.official, author=f"Awa {number}", text="Et alors ?", by=cast.cm
        )
        draft = Draft("Bientôt.", in_doubt=True)
        waits.append(reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4()))
    approved, back, nobody = waits
    approvals.approve(approval=approved, by=cast.manager)
    approvals.send_back(approval=back, by=cast.manager, words="Plus court.")
    for _step in range(2):
        nobody.refresh_from_db()
        clock.move_to(nobody.next_step_at + timedelta(minutes=1))
        remind_and_climb()


def exchange_shifts(cast: Cast) -> None:
    """Asked of one, who says yes, and offered to all, to which nobody answers; then moved, and given away."""
    day = timedelta(days=1)
    first, second = (
        add_shift(
            brand=cast.brand, user=cast.cm, kind=ShiftKind.PRIMARY, starts_at=MONDAY + number * day,
            ends_at=MONDAY + (number + 1) * day, by=cast.manager,
        )
        for number in (1, 2)
    )  # fmt: skip
    accept(swap=ask_swap(shift=first, by=cast.cm, asked=cast.service), by=cast.service)
    offered = ask_swap(shift=second, by=cast.cm)
    expire_due(at=offered.expires_at)
    change_shift(shift=second, by=cast.manager, ends_at=second.ends_at - timedelta(hours=1))
    change_shift(shift=second, by=cast.manager, user=cast.support)


def let_a_rush_be_raised(cast: Cast) -> None:
    """So many complain of the brand that the people of the house are told."""
    now = timezone.now()
    known(cast.brand, at=now)
    rush(cast.brand, 14, at=now)
    assert detect(now)


def see_things_on_the_web(cast: Cast, clock: time_machine.Traveller) -> None:
    """Something that could break out: told, told on, decided; and what is routine, on Monday."""
    seen = log_item(brand=cast.brand, title="Un hashtag monte", nature="crisis_prone", by=cast.cm)
    for _step in range(4):
        seen.refresh_from_db()
        if seen.next_step_at is None:
            break
        clock.move_to(seen.next_step_at + timedelta(minutes=1))
        watch_climb()
    decide(item=seen, words="Publier le communiqué.", by=cast.decider)
    add_contact(
        department=cast.department(DepartmentKind.MARKETING), name="Mado", email="mado@client.example"
    )
    log_item(brand=cast.brand, title="Un concurrent ouvre une agence", by=cast.cm, at=timezone.now())
    clock.move_to(
        Week.of(timezone.now(), cast.brand.time_zone).end(cast.brand.time_zone) + timedelta(hours=9)
    )
    assert send_watched() == 1


def tell_in_the_digest(cast: Cast, clock: time_machine.Traveller) -> None:
    """What is not urgent, to somebody of the client: of their brand alone, then of two."""
    for number, brand in enumerate((cast.brand, cast.other_brand, cast.brand)):
        notify(
            key=f"seen:{number}",
            agency=cast.agency,
            user=cast.executive,
            email=cast.executive.email,
            subject="Vu sur le web",
            body="Vu.",
            language="fr",
            sender_name=brand.name,
            at=timezone.now(),
            urgency=Urgency.DIGEST,
            topic=Topic.WATCH,
            link=f"{settings.PUBLIC_URL}/b/{cast.brand.slug}/",
        )
        if number != 1:
            clock.shift(timedelta(days=1))
            send_digests()


def go_through_a_crisis(cast: Cast, clock: time_machine.Traveller) -> None:
    """A signal, a crisis with all that is asked in it, its end, a drill, and a lesson that is late."""
    signal = log_interaction(
        brand=cast.brand, channel=cast.official, author="Awa", text="La tour brûle", kind="crisis_signal",
        by=cast.cm, key=uuid4(),
    )  # fmt: skip
    opened = {"brand": cast.brand, "level": 2, "by": cast.cm}
    crisis = open_crisis(title="Incendie", interaction=signal, themes=["tour"], key=uuid4(), **opened)
    made = {"crisis": crisis, "by": cast.manager}
    crises.give_task(what="Appeler", who=cast.cm, until=MONDAY + timedelta(days=30), **made)
    crises.ask_decision(question="Fermer les agences ?", **made)
    end_crisis(why="Éteint.", owner=cast.cm, **made)
    drill = open_crisis(title="Rumeur", drill=True, key=uuid4(), **opened)
    end_crisis(crisis=drill, why="Fini.", by=cast.manager)
    due = crisis.lesson.due_at + timedelta(hours=1)
    clock.move_to(due)
    lessons.remind_due(at=due)


def approve_posts(cast: Cast) -> None:
    """A post of the brand is approved and another one sent back, by somebody who wrote neither."""
    for act in (approval.approve, partial(approval.send_back, why="Le prix a changé.")):
        read = proofread(cast, draft(cast))
        asked = approval.ask_approval(post=read, edition=read.edition, by=cast.cm)
        act(post=asked, edition=asked.edition, by=cast.strategist)


def answer_what_the_report_asks(cast: Cast) -> None:
    """A week's report gives somebody something to do and asks for a decision, which is answered."""
    week = Week.of(timezone.now(), cast.brand.time_zone).previous
    report = compute_report(brand=cast.brand, week=week)
    insights = {"product": [{"text": "Débits"}], "service": [], "image": []}
    said = {
        "reading": {"fr": "Calme.", "en": ""},
        "insights": insights,
        "decisions_asked": [{"text": "Ouvrir ?"}],
        "recommendations": [{"text": "Former", "owner_id": cast.cm.pk}],
    }
    lifecycle.save_qualitative(report=report, qualitative=said, by=cast.cm)
    lifecycle.complete(report=report, by=cast.cm)
    lifecycle.publish(report=report, by=cast.manager)
    sent()
    decision = DecisionAsked.objects.get(brand=cast.brand)
    answer_decision(decision=decision, edition=1, said="yes", words="Oui.", by=cast.executive)


def report_the_week(cast: Cast, clock: time_machine.Traveller) -> None:
    """A week is computed, written on late, sent back, published late, read by somebody without a login, and
    then something comes in that belongs to it.
    """
    week = Week.of(timezone.now(), cast.brand.time_zone)
    clock.move_to(week.end(cast.brand.time_zone) + timedelta(hours=6))
    choose_address(
        brand=cast.brand, name="Mme Ngo", email="board@client.example", language="fr", by=cast.manager
    )
    report = compute_report(brand=cast.brand, week=week)
    for _step in range(2):
        remind_of_reports()
        clock.shift(timedelta(hours=25))
    insights = {"product": [{"text": "Débits", "quote": ""}], "service": [], "image": []}
    said = {"reading": {"fr": "Semaine calme.", "en": ""}, "insights": insights}
    lifecycle.save_qualitative(report=report, qualitative=said, by=cast.cm)
    lifecycle.complete(report=report, by=cast.cm)
    lifecycle.send_back(report=report, by=cast.manager)
    lifecycle.complete(report=report, by=cast.cm)
    lifecycle.publish(report=report, by=cast.manager)
    sent()
    sent_at = week.start(cast.brand.time_zone) + timedelta(hours=9)
    log_interaction(
        brand=cast.brand, channel=cast.official, author="Fatou", text="Allô ?", by=cast.cm, sent_at=sent_at
    )
    for pk in offers.note_changed():
        work_out_offer(pk)


def drive_all_mails(cast: Cast, clock: time_machine.Traveller) -> list[Invitation]:
    invited = invite_the_client(cast)
    exchange_shifts(cast)
    brief_and_simulate(cast, clock)
    approve_replies(cast, clock)
    approve_posts(cast)
    answer_what_the_report_asks(cast)
    reachability.ask(brand=cast.brand, by=cast.manager, key=uuid4())
    ask_the_client_to_validate(cast)
    ask_and_let_it_climb(cast, clock)
    let_a_rush_be_raised(cast)
    tell_in_the_digest(cast, clock)
    send_due()
    see_things_on_the_web(cast, clock)
    go_through_a_crisis(cast, clock)
    report_the_week(cast, clock)
    send_due()
    Client().post("/password/reset/", {"email": cast.contact.email})
    Client().post("/password/reset/", {"email": "nobody@client.example"})
    return invited
