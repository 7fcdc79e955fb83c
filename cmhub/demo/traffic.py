"""Plays the weeks of every brand from a seed: who writes when, on which channel, about what.

`build(seed=…, last_week=…)` gives the same plan each time. With `until`, the days after the last week up to
that instant are played too, so that a demonstration opened on a Thursday has a Thursday's inbox.
"""

import random
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from cmhub.demo import corpus, open_work, publications, reviews, rhythm, situations
from cmhub.demo.cast import Brand, Cast, Channel, cast
from cmhub.demo.conversations import Conversation, Week
from cmhub.demo.corpus import Topic
from cmhub.demo.plan import BrandPlan, Plan, Talk
from cmhub.demo.thread import Ids, Thread
from cmhub.demo.writing import as_typed, facts_of, make_authors, says
from cmhub.lib.weeks import Week as IsoWeek

WEEKS = 26
SEED = 20261
ECHOED = 0.05
TO_CUSTOMER_SERVICE = {"complaint": 2.4, "praise": 0.4, "job": 0.1, "press": 0.0, "abuse": 0.5}


def build(
    *,
    seed: int = SEED,
    last_week: IsoWeek,
    weeks: int = WEEKS,
    until: datetime | None = None,
    only: Collection[str] = (),
) -> Plan:
    """The whole demonstration: `weeks` ISO weeks ending with `last_week`, and what follows up to `until`.

    A brand's part is the same whether it is played alone (`only`) or with the others.
    """
    told = cast()
    chosen = [brand for brand in told.brands if not only or brand.slug in only]
    played = [last_week - ago for ago in range(weeks - 1, -1, -1)]
    end = max(last_week.end(ZoneInfo(told.time_zone)), until or datetime.min.replace(tzinfo=UTC))
    if end > last_week.end(ZoneInfo(told.time_zone)):
        played.append(last_week.next)
    brands = {brand.slug: _play_brand(brand, told, seed, played, last_week, end) for brand in chosen}
    return Plan(seed=seed, weeks=tuple(str(week) for week in played[:weeks]), until=end, brands=brands)


def _play_brand(
    brand: Brand, told: Cast, seed: int, weeks: Iterable[IsoWeek], last_week: IsoWeek, end: datetime
) -> BrandPlan:
    rng = random.Random(f"{seed}:{brand.slug}")
    people = {person.email: person for person in told.people}
    authors, ids, zone = make_authors(brand, rng), Ids(brand), ZoneInfo(brand.zone)
    plan = BrandPlan(brand.slug)
    for week in weeks:
        ago = (last_week.monday - week.monday).days // 7
        played = Week(
            brand, ago, week.start(zone), people, authors, ids, random.Random(f"{seed}:{brand.slug}:{week}")
        )
        situations.prepare(played)
        _play_week(played)
        plan.talks += played.talks
        plan.passed_on += played.passed_on
        publications.publish(played, plan)
    _cut(plan, end)
    open_work.leave_open(plan, brand, end, rng)
    open_work.confirm(plan, end, rng)
    open_work.end_some(plan, brand, end, rng)
    open_work.log_by_hand(plan, brand, end, rng)
    reviews.write(plan, brand, told, last_week, end, rng)
    rows = (row for talk in plan.talks for row in talk.rows)
    plan.rows = sorted(rows, key=lambda row: (row.sent_at, row.message_id))
    return plan


def _play_week(week: Week) -> None:
    sector, rng = corpus.sector(week.brand.sector), week.rng
    weights = list(accumulate(topic.weight * situations.mood_of_week(week, topic) for topic in sector.topics))
    by_hour = rhythm.arrivals(week.brand)
    trend = 0.88 + 0.2 * (1 - week.ago / WEEKS)
    for _number in range(round(week.brand.volume * trend * rng.lognormvariate(0, 0.07))):
        topic = rng.choices(sector.topics, cum_weights=weights)[0]
        _open(week, topic, rhythm.draw_arrival(by_hour, rng))
    for moment, topic in situations.crisis_arrivals(week):
        _open(week, topic, moment, surge=True)


def _open(week: Week, topic: Topic, moment: float, *, surge: bool = False) -> None:
    channel = _channel_for(week, topic)
    talk = Conversation(week, channel, topic, moment, surge=surge).play()
    week.talks.append(talk)
    public = not talk.opening.conversation and channel.network != "x"
    if public and topic.mood == "negative" and week.rng.random() < ECHOED * (2 if surge else 1):
        week.talks.append(_echo(week, talk, channel))


def _echo(week: Week, talk: Talk, channel: Channel) -> Talk:
    """Somebody else who says “me too” under the first message; whoever answered often answers them too."""
    rng, author = week.rng, week.draw_author()
    thread = Thread(week.brand, channel, author, week.ids, week.monday, rng, private=False)
    facts = facts_of(week.brand, author, talk.opening.sent_at, rng)
    text, variety = says(corpus.read("common.toml")["echo"], author.variety, rng)
    since = (talk.opening.sent_at - week.monday).total_seconds()
    row = thread.receive(since + rng.uniform(300, 20_000), as_typed(facts.fill(text), author, "neutral", rng))
    row.in_reply_to = talk.opening.message_id
    answers = [r for r in talk.rows if r.direction == "out" and not r.automatic and r.sent_at > row.sent_at]
    if answers and rng.random() < 0.6:
        person = next(p for p in week.people.values() if p.name == answers[0].author)
        replied = (answers[0].sent_at - week.monday).total_seconds() + rng.randint(60, 900)
        reply = facts.fill(rng.choice(corpus.read("common.toml")["reply"]["info"]))
        thread.answer(replied, reply, person)
    return replace(thread.talk("", talk.theme, "", variety), rows=thread.rows)


def _channel_for(week: Week, topic: Topic) -> Channel:
    awake = [channel for channel in week.brand.channels if channel.is_awake(week.ago)]
    weights = [channel.share * _attraction(channel, topic) for channel in awake]
    return week.rng.choices(awake, weights)[0]


def _attraction(channel: Channel, topic: Topic) -> float:
    technical = topic.kind in ("technical_problem", "site_fault")
    match channel.purpose:
        case "customer_service":
            return TO_CUSTOMER_SERVICE.get(topic.kind, 1.0)
        case "tech_support":
            return 4.0 if technical else 0.12
        case "department":
            return 14.0 if topic.kind == "job" else 0.0
    return 0.6 if technical and channel.network != "facebook" else 1.0


def _cut(plan: BrandPlan, end: datetime) -> None:
    """Leaves out what lies after the end: what was under way is open then."""
    for talk in plan.talks:
        talk.rows = [row for row in talk.rows if row.sent_at < end]
    plan.talks = [talk for talk in plan.talks if talk.rows and talk.rows[0].direction == "in"]
    present = {talk.opening.message_id for talk in plan.talks}
    plan.passed_on = [s for s in plan.passed_on if s.opened_at < end and s.message_id in present]
    for step in plan.passed_on:
        if step.acknowledged_at and step.acknowledged_at >= end:
            step.acknowledged_at = None
        if step.answered_at and step.answered_at >= end:
            step.answered_at, step.publishable, step.internal, step.put_in_touch = None, "", "", False
        if step.relayed_at and step.relayed_at >= end:
            step.relayed_at, step.relay_id = None, ""
    plan.posts = [post for post in plan.posts if post.at < end]
    plan.audience = [day for day in plan.audience if day.at < end]
