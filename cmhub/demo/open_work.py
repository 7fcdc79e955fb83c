"""What is left to do on the day the demonstration opens; what people confirmed, closed, recorded by hand."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cmhub.demo import corpus, rhythm
from cmhub.demo.cast import Brand, cast, telephone
from cmhub.demo.corpus import matching
from cmhub.demo.plan import BrandPlan, Ended, Held, LoggedByHand, PassedOn, Row, Talk
from cmhub.demo.writing import facts_of, make_author, printed, sentence
from cmhub.lib.weeks import Week

CONTACT_BRAND, CONTACT_DEPARTMENT = "nyongtel", "customer_service"
STEPS_LEFT = {"opened": 3, "acknowledged": 2, "answered": 2}
"""How many of the newest cases of the demonstration's contact stand at each step, newest first."""

HOLDERS = ("cm@demo.example", "junior@demo.example")
HELD_BY_EACH = 4
LEFT_NEW = 4
"""How many of a brand's newest interactions wait in each one's hands, and in nobody's."""

WANTS_AN_ANSWER = ("question", "complaint", "technical_problem", "lead", "site_fault", "suggestion", "job")
WORDS_OF_FRAUD = ("whatsapp", "marabout", "investissez", "gagnez")
GIVEN_UP = timedelta(days=9)
"""What still waits after that long, a last “thank you” mostly, is closed; a few are forgotten."""

LEFT_WAITING = 0.03
CLOSED_SHARE = 0.12
"""Of what was answered in the last eight weeks."""

RECENT = timedelta(days=5)


def human_answers(talk: Talk) -> list[Row]:
    return [row for row in talk.rows if row.direction == "out" and not row.automatic]


def leave_open(plan: BrandPlan, brand: Brand, end: datetime, rng: random.Random) -> None:
    """Cases that wait for the demonstration's contact, and interactions in the hands of its two CMs."""
    recent = [talk for talk in plan.talks if end - talk.opening.sent_at < RECENT]
    recent.sort(key=lambda talk: talk.opening.sent_at, reverse=True)
    if brand.slug == CONTACT_BRAND:
        _leave_with_contact(plan, brand, recent, end, rng)
    open_ones = [talk for talk in recent if talk.kind in WANTS_AN_ANSWER and not talk.department]
    _leave_unanswered(open_ones[:LEFT_NEW])
    open_ones = open_ones[LEFT_NEW:]
    for holder in HOLDERS:
        channels = {channel.slug for channel in brand.channels if holder in channel.holders}
        mine = [talk for talk in open_ones if talk.channel in channels][:HELD_BY_EACH]
        open_ones = [talk for talk in open_ones if talk not in mine]
        _leave_unanswered(mine)
        plan.held += [
            Held(brand.slug, talk.opening.message_id, holder, "cm@demo.example", _soon(talk, end))
            for talk in mine
        ]


def _leave_unanswered(talks: list[Talk]) -> None:
    """Takes away the answers that these were given, and what followed them."""
    for talk in talks:
        answers = human_answers(talk)
        if answers:
            talk.rows = talk.rows[: talk.rows.index(answers[0])]


def _soon(talk: Talk, end: datetime) -> datetime:
    return min(talk.rows[-1].sent_at + timedelta(minutes=10), end)


def _leave_with_contact(
    plan: BrandPlan, brand: Brand, recent: list[Talk], end: datetime, rng: random.Random
) -> None:
    topics = {topic.theme: topic for topic in corpus.sector(brand.sector).topics}
    fitting = [
        talk
        for talk in recent
        if not talk.department
        and talk.theme in topics
        and topics[talk.theme].to == CONTACT_DEPARTMENT
        and talk.kind == "complaint"
        and human_answers(talk)
        and len(talk.opening.text) > 25
        and human_answers(talk)[0].sent_at < end - timedelta(minutes=20)
    ]
    people = {person.name: person.email for person in cast().people}
    left = dict(STEPS_LEFT)
    for talk in fitting:
        topic, held = topics[talk.theme], human_answers(talk)[0]
        opened = held.sent_at + timedelta(minutes=8)
        acknowledged = _office_hours_later(brand, opened, rng.randint(12, 50))
        answered = _office_hours_later(brand, acknowledged, rng.randint(60, 240))
        reached = {"opened": opened, "acknowledged": acknowledged, "answered": answered}
        state = next((state for state, count in left.items() if count and reached[state] < end), "")
        if not state:
            continue
        left[state] -= 1
        talk.rows = talk.rows[: talk.rows.index(held) + 1]
        talk.department = CONTACT_DEPARTMENT
        hold = rng.choice(corpus.read("common.toml")["reply"]["hold"]).replace("{delai}", "d'ici demain soir")
        held.text = sentence(printed(hold))
        step = PassedOn(
            brand=brand.slug,
            message_id=talk.opening.message_id,
            department=CONTACT_DEPARTMENT,
            by=people[held.author],
            question=f"Pouvez-vous vérifier et nous dire quoi répondre ? « {talk.opening.text[:160]} »",
            opened_at=opened,
            acknowledged_at=None if state == "opened" else acknowledged,
        )
        if state == "answered":
            facts = facts_of(brand, make_author(brand, rng), opened, rng)
            texts = matching.fitting(talk.opening.text, topic.answer) or topic.answer
            step.answered_at, step.publishable = answered, facts.fill(rng.choice(texts))
            step.internal = facts.fill(rng.choice(topic.note))
        plan.passed_on.append(step)


def _office_hours_later(brand: Brand, moment: datetime, minutes: float) -> datetime:
    monday = Week.of(moment).start(ZoneInfo(brand.zone))
    return monday + timedelta(seconds=rhythm.office_after(brand, (moment - monday).total_seconds(), minutes))


def confirm(plan: BrandPlan, end: datetime, rng: random.Random) -> None:
    """Writes kind, theme and sentiment on most first messages: nearly all old ones, few of the last days."""
    for talk in plan.talks:
        if not talk.kind:
            continue
        age = end - talk.opening.sent_at
        share = 0.2 if age < timedelta(days=2) else 0.62 if age < timedelta(days=9) else 0.91
        if rng.random() < share:
            first = talk.opening
            first.kind, first.theme, first.sentiment = talk.kind, talk.theme, talk.sentiment


def end_some(plan: BrandPlan, brand: Brand, end: datetime, rng: random.Random) -> None:
    """Hides abuse, sets chatter aside, closes what is long over and part of what was answered."""
    leads = {channel.slug: channel.lead for channel in brand.channels}
    asked = {step.message_id for step in plan.passed_on}
    for talk in plan.talks:
        answers = human_answers(talk)
        state, reason = _ending(talk, bool(answers), end, rng)
        if not state or talk.opening.message_id in asked:
            continue
        at = talk.rows[-1].sent_at + timedelta(minutes=rng.randint(8, 360))
        if at < end:
            by = leads[talk.channel]
            plan.ended.append(Ended(brand.slug, talk.opening.message_id, state, by, at, reason))


def _ending(talk: Talk, answered: bool, end: datetime, rng: random.Random) -> tuple[str, str]:
    draw, age = rng.random(), end - talk.opening.sent_at
    if talk.kind == "abuse" and not answered:
        fraud = any(word in talk.opening.text.lower() for word in WORDS_OF_FRAUD)
        return ("hidden" if draw < 0.72 else "", "Escroquerie ou publicité" if fraud else "Insultes")
    if talk.kind == "other" and not answered:
        return ("set_aside" if draw < 0.5 else "", "N'appelle pas de réponse")
    if talk.rows[-1].direction == "in" and age > GIVEN_UP:
        return ("" if draw < LEFT_WAITING else "closed", "")
    if answered and age < timedelta(weeks=8):
        return ("closed" if draw < CLOSED_SHARE else "", "")
    return "", ""


def log_by_hand(plan: BrandPlan, brand: Brand, end: datetime, rng: random.Random) -> None:
    """A few calls and visits that somebody recorded in the last four weeks."""
    plan.by_hand += list(_calls(brand, end, rng))


def _calls(brand: Brand, end: datetime, rng: random.Random) -> Iterator[LoggedByHand]:
    sector, people = corpus.sector(brand.sector), {person.email: person for person in cast().people}
    channel = brand.channel_for("customer_service") or brand.channels[0]
    by = people[channel.lead]
    topics = [topic for topic in sector.topics if topic.reply and topic.kind in WANTS_AN_ANSWER]
    for _number in range(6):
        topic = rng.choice(topics)
        author = make_author(brand, rng)
        day = (end - timedelta(days=rng.randint(1, 27))).replace(hour=10, minute=0, second=0, microsecond=0)
        while day.isoweekday() not in by.shifts:
            day -= timedelta(days=1)
        at = day + timedelta(minutes=rng.randint(0, 280))
        facts = facts_of(brand, author, at, rng)
        matter = rng.choice(topic.says["fr"])
        usual = corpus.read("common.toml")["generic"].get(topic.kind, topic.reply["fr"])
        answers = matching.fitting(matter, topic.reply["fr"]) or usual
        seen = rng.choice(("Appel téléphonique", "Passage à l'accueil", "Message vu sur un groupe WhatsApp"))
        yield LoggedByHand(
            brand=brand.slug,
            channel=channel.slug,
            by=by.email,
            at=at,
            author=author.name,
            text=f"{seen} : {facts.fill(matter)} ({telephone(rng, author.country)})",
            kind=topic.kind,
            theme=topic.theme,
            sentiment=topic.mood,
            answer=sentence(printed(facts.fill(rng.choice(answers)))),
            answered_at=at + timedelta(minutes=rng.randint(3, 40)),
        )
