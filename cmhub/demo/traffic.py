"""Plays the weeks of every brand from a seed: who writes when, on which channel, about what.

`build(seed=…, last_week=…)` gives the same plan each time. With `until`, the days after the last week up to
that instant are played too, so that a demonstration opened on a Thursday has a Thursday's inbox. `tell` goes
on with what was told before: a week is the same whenever it is told.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from random import Random
from zoneinfo import ZoneInfo

from cmhub.demo import corpus, moments, open_work, publications, rhythm, situations
from cmhub.demo.cast import Brand, Channel, cast
from cmhub.demo.conversations import Conversation, Week
from cmhub.demo.corpus import Topic
from cmhub.demo.plan import BrandPlan, Plan, Talk, Telling
from cmhub.demo.thread import Ids, Thread
from cmhub.demo.writing import as_typed, facts_of, make_authors, says
from cmhub.lib.weeks import Week as IsoWeek

WEEKS = 26
SEED = 20261
ECHOED = 0.05
TO_CUSTOMER_SERVICE = {"complaint": 2.4, "praise": 0.4, "job": 0.1, "press": 0.0, "abuse": 0.5}
STILL_ALIVE = 4
"""How many weeks later something may still happen in a conversation."""


def build(
    *,
    seed: int = SEED,
    last_week: IsoWeek,
    weeks: int = WEEKS,
    until: datetime | None = None,
    only: Collection[str] = (),
) -> Plan:
    """The first telling: `weeks` ISO weeks ending with `last_week`, and what follows up to `until`.

    A brand's part is the same whether it is played alone (`only`) or with the others.
    """
    end = max(last_week.end(ZoneInfo(cast().time_zone)), until or datetime.min.replace(tzinfo=UTC))
    return tell(seed=seed, tellings=[Telling(last_week, end)], weeks=weeks, only=only)


def tell(*, seed: int, tellings: Sequence[Telling], weeks: int = WEEKS, only: Collection[str] = ()) -> Plan:
    """What the last of the tellings adds to those before it, of which the first had that many weeks.

    At most WEEKS are added: of a longer silence, the newest.
    """
    zone, newest = ZoneInfo(cast().time_zone), tellings[-1]
    first = tellings[0].last_week - (weeks - 1)
    new_from, since = first, None
    if len(tellings) > 1:
        since, oldest = tellings[-2].until, newest.last_week - (WEEKS - 1)
        new_from = max(tellings[-2].last_week.next, oldest)
        first = max(first, IsoWeek.of(since, zone) - STILL_ALIVE, oldest)
    played = [first + number for number in range((newest.last_week.monday - first.monday).days // 7 + 1)]
    new = tuple(str(week) for week in played if week >= new_from)
    if newest.until > newest.last_week.end(zone):
        played.append(newest.last_week.next)
    chosen = [brand for brand in cast().brands if not only or brand.slug in only]
    brands = {brand.slug: _play_brand(brand, seed, played, tellings) for brand in chosen}
    return Plan(seed=seed, weeks=new, since=since, until=newest.until, brands=brands)


def _play_brand(brand: Brand, seed: int, weeks: Sequence[IsoWeek], tellings: Sequence[Telling]) -> BrandPlan:
    raw, zone = BrandPlan(brand.slug), ZoneInfo(brand.zone)
    people = {person.email: person for person in cast().people}
    authors = make_authors(brand, Random(f"{seed}:{brand.slug}"))
    for week in weeks:
        ago = (tellings[0].last_week.monday - week.monday).days // 7
        rng, ids = Random(f"{seed}:{brand.slug}:{week}"), Ids(brand, week.monday)
        played = Week(brand, ago, week.start(zone), people, authors, ids, rng)
        situations.prepare(played)
        _play_week(played)
        raw.talks += played.talks
        raw.passed_on += played.passed_on
        publications.publish(played, raw)
    begun = weeks[0].start(zone)
    for before, end in pairwise([begun, *(telling.until for telling in tellings)]):
        if end > begun:
            rng = Random(f"{seed}:{brand.slug}:open:{end.isoformat()}")
            open_work.leave_open(raw, brand, max(before, begun), end, rng)
    seen = [moments.as_of(raw, brand, telling, tellings[0].last_week, seed) for telling in tellings[-2:]]
    if len(seen) == 1:
        return seen[0]
    return moments.gained(*seen, since=tellings[-2].until, until=tellings[-1].until)


def _play_week(week: Week) -> None:
    sector, rng = corpus.sector(week.brand.sector), week.rng
    weights = list(accumulate(topic.weight * situations.mood_of_week(week, topic) for topic in sector.topics))
    by_hour = rhythm.arrivals(week.brand)
    trend = 0.88 + 0.2 * (1 - week.settled / WEEKS)
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
