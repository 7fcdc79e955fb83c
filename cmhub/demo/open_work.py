"""What is left to do on the day the demonstration opens; what people confirmed, closed, recorded by hand."""

import random
from datetime import datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from cmhub.demo import corpus
from cmhub.demo.cast import Brand, cast, telephone
from cmhub.demo.contact_cases import CONTACT_BRAND, leave_with_contact
from cmhub.demo.corpus import matching
from cmhub.demo.plan import BrandPlan, Ended, Held, LoggedByHand, Row, Talk, Telling
from cmhub.demo.writing import facts_of, make_author, printed, sentence
from cmhub.lib.weeks import Week

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


def lead_of(slug: str, channel: str) -> str:
    return next(one.lead for one in cast().brand(slug).channels if one.slug == channel)


def draw(seed: int, what: str, message_id: str) -> float:
    """A number from 0 to 1 that is the same for a conversation whenever it is looked at."""
    return crc32(f"{seed}:{what}:{message_id}".encode()) / 2**32


def leave_open(raw: BrandPlan, brand: Brand, since: datetime, end: datetime, rng: random.Random) -> None:
    """Cases that wait at the end for the demonstration's contact, and interactions in the hands of its two
    CMs: what had been done with them is done later. Only what began after `since` is looked at."""
    recent = [talk for talk in raw.talks if max(since, end - RECENT) <= talk.opening.sent_at < end]
    recent.sort(key=lambda talk: (talk.opening.sent_at, talk.opening.message_id), reverse=True)
    if brand.slug == CONTACT_BRAND:
        leave_with_contact(raw, brand, recent, end, rng)
    open_ones = [talk for talk in recent if talk.kind in WANTS_AN_ANSWER and not talk.department]
    _leave_unanswered(open_ones[:LEFT_NEW], end)
    open_ones = open_ones[LEFT_NEW:]
    for holder in HOLDERS:
        channels = {channel.slug for channel in brand.channels if holder in channel.holders}
        mine = [talk for talk in open_ones if talk.channel in channels][:HELD_BY_EACH]
        open_ones = [talk for talk in open_ones if talk not in mine]
        _leave_unanswered(mine, end)
        raw.held += [
            Held(brand.slug, talk.opening.message_id, holder, "cm@demo.example", _soon(talk, end))
            for talk in mine
        ]


def _leave_unanswered(talks: list[Talk], end: datetime) -> None:
    """Puts the answers that these were given before the end, and what followed them, off by whole days."""
    shifts = {person.name: person.shifts for person in cast().people}
    for talk in talks:
        answer = next(iter(human_answers(talk)), None)
        if answer is None or answer.sent_at >= end:
            continue
        later = answer.sent_at + timedelta(days=1)
        while later < end or later.isoweekday() not in shifts[answer.author]:
            later += timedelta(days=1)
        put_off = later - answer.sent_at
        for row in talk.rows[talk.rows.index(answer) :]:
            row.sent_at += put_off


def _soon(talk: Talk, end: datetime) -> datetime:
    latest = max(row.sent_at for row in talk.rows if row.sent_at < end)
    return min(latest + timedelta(minutes=10), end)


def confirm(plan: BrandPlan, end: datetime, seed: int) -> None:
    """Writes kind, theme and sentiment on most first messages: nearly all old ones, few of the last days."""
    for talk in plan.talks:
        first = talk.opening
        age = end - first.sent_at
        share = 0.2 if age < timedelta(days=2) else 0.62 if age < timedelta(days=9) else 0.91
        if talk.kind and draw(seed, "confirmed", first.message_id) < share:
            first.kind, first.theme, first.sentiment = talk.kind, talk.theme, talk.sentiment


def end_some(plan: BrandPlan, brand: Brand, end: datetime, seed: int) -> None:
    """Hides abuse, sets chatter aside, closes what is long over and part of what was answered."""
    asked = {step.message_id for step in plan.passed_on}
    for talk in plan.talks:
        message_id = talk.opening.message_id
        answers = human_answers(talk)
        state, reason = _ending(talk, bool(answers), end, draw(seed, "ended", message_id))
        if not state or message_id in asked:
            continue
        minutes = 8 + int(352 * draw(seed, "ended after", message_id))
        at = talk.rows[-1].sent_at + timedelta(minutes=minutes)
        if at < end:
            by = lead_of(brand.slug, talk.channel)
            plan.ended.append(Ended(brand.slug, message_id, state, by, at, reason))


def _ending(talk: Talk, answered: bool, end: datetime, draw: float) -> tuple[str, str]:
    age = end - talk.opening.sent_at
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


def log_by_hand(plan: BrandPlan, brand: Brand, telling: Telling, anchor: Week, seed: int) -> None:
    """A few calls and visits that somebody recorded, since the four weeks before the first telling ended."""
    week = max(anchor - 3, telling.last_week - 8)
    while week <= telling.last_week.next:
        rng = random.Random(f"{seed}:{brand.slug}:{week}:calls")
        for number in range(rng.randint(1, 2)):
            call = _call(brand, week, f"{week}-{number}", rng)
            if call.at < telling.until and call.answered_at and call.answered_at < telling.until:
                plan.by_hand.append(call)
        week = week.next


def _call(brand: Brand, week: Week, key: str, rng: random.Random) -> LoggedByHand:
    sector, people = corpus.sector(brand.sector), {person.email: person for person in cast().people}
    channel = brand.channel_for("customer_service") or brand.channels[0]
    by = people[channel.lead]
    topic = rng.choice([topic for topic in sector.topics if topic.reply and topic.kind in WANTS_AN_ANSWER])
    author = make_author(brand, rng)
    day = rng.choice([day for day in sorted(by.shifts) if day not in brand.weekend])
    at = week.start(ZoneInfo(brand.zone)) + timedelta(days=day - 1, hours=10, minutes=rng.randint(0, 280))
    facts = facts_of(brand, author, at, rng)
    matter = rng.choice(topic.says["fr"])
    usual = corpus.read("common.toml")["generic"].get(topic.kind, topic.reply["fr"])
    answers = matching.fitting(matter, topic.reply["fr"]) or usual
    seen = rng.choice(("Appel téléphonique", "Passage à l'accueil", "Message vu sur un groupe WhatsApp"))
    return LoggedByHand(
        brand=brand.slug,
        key=key,
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
