"""Cases in the hands of the demonstration's contact, at each step that a department takes."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cmhub.demo import corpus, rhythm
from cmhub.demo.cast import Brand, cast
from cmhub.demo.corpus import Topic, matching
from cmhub.demo.plan import BrandPlan, PassedOn, Row, Talk
from cmhub.demo.writing import facts_of, make_author, printed, sentence
from cmhub.lib.weeks import Week

CONTACT_BRAND, CONTACT_DEPARTMENT = "nyongtel", "customer_service"
STEPS_LEFT = {"opened": 3, "acknowledged": 2, "answered": 2}
"""How many of the newest cases of the demonstration's contact stand at each step, newest first."""

RELAYED_WITHIN = range(15, 90)
TELLING = 36
"""Letters from which on a complaint says what it is about."""


def leave_with_contact(
    raw: BrandPlan, brand: Brand, recent: list[Talk], end: datetime, rng: random.Random
) -> None:
    """Makes cases of some recent complaints: at the end each waits at its step, and then it goes on."""
    topics = {topic.theme: topic for topic in corpus.sector(brand.sector).topics}
    left = dict(STEPS_LEFT)
    for talk in recent:
        topic = topics.get(talk.theme)
        if topic is None or not _is_for_contact(talk, topic, end):
            continue
        opened = _first_answer(talk).sent_at + timedelta(minutes=8)
        acknowledging, answering = rng.randint(12, 50), rng.randint(60, 240)
        acknowledged = _office_hours_later(brand, opened, acknowledging)
        answered = _office_hours_later(brand, acknowledged, answering)
        reached = {"opened": opened, "acknowledged": acknowledged, "answered": answered}
        state = next((state for state, count in left.items() if count and reached[state] < end), "")
        if not state:
            continue
        left[state] -= 1
        if state == "opened":
            acknowledged = _office_hours_later(brand, max(opened, end), acknowledging)
        if state != "answered":
            answered = _office_hours_later(brand, max(acknowledged, end), answering)
        relayed = _office_hours_later(brand, max(answered, end), rng.choice(RELAYED_WITHIN))
        raw.passed_on.append(_make_case(talk, topic, brand, (opened, acknowledged, answered, relayed), rng))


def _first_answer(talk: Talk) -> Row:
    return next(row for row in talk.rows if row.direction == "out" and not row.automatic)


def _is_for_contact(talk: Talk, topic: Topic, end: datetime) -> bool:
    return (
        talk.kind == "complaint"
        and topic.to == CONTACT_DEPARTMENT
        and not talk.department
        and len(talk.opening.text) > TELLING
        and any(
            row.direction == "out" and not row.automatic and row.sent_at < end - timedelta(minutes=20)
            for row in talk.rows
        )
    )


def _make_case(
    talk: Talk, topic: Topic, brand: Brand, steps: tuple[datetime, ...], rng: random.Random
) -> PassedOn:
    """The first answer becomes one that holds, and what the department says is relayed in the end."""
    replies, held = corpus.read("common.toml")["reply"], _first_answer(talk)
    hold = rng.choice(replies["hold"]).replace("{delai}", "d'ici demain soir")
    held.text = sentence(printed(hold))
    facts = facts_of(brand, make_author(brand, rng), steps[0], rng)
    texts = matching.fitting(talk.opening.text, topic.answer) or topic.answer
    publishable = facts.fill(rng.choice(texts))
    relay = rng.choice(replies["relay"]).replace("{reponse}", publishable)
    relay_id = f"{talk.opening.message_id}0"
    last = replace(held, message_id=relay_id, sent_at=steps[3], text=sentence(printed(relay)))
    talk.rows = [*talk.rows[: talk.rows.index(held) + 1], last]
    talk.department = CONTACT_DEPARTMENT
    return PassedOn(
        brand=brand.slug,
        message_id=talk.opening.message_id,
        department=CONTACT_DEPARTMENT,
        by=next(person.email for person in cast().people if person.name == held.author),
        question=f"Pouvez-vous vérifier et nous dire quoi répondre ? « {talk.opening.text[:160]} »",
        opened_at=steps[0],
        acknowledged_at=steps[1],
        answered_at=steps[2],
        publishable=publishable,
        internal=facts.fill(rng.choice(topic.note)) if topic.note else "",
        relayed_at=steps[3],
        relay_id=relay_id,
    )


def _office_hours_later(brand: Brand, moment: datetime, minutes: float) -> datetime:
    monday = Week.of(moment, ZoneInfo(brand.zone)).start(ZoneInfo(brand.zone))
    return monday + timedelta(seconds=rhythm.office_after(brand, (moment - monday).total_seconds(), minutes))
