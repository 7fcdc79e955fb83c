"""Some weeks of a brand in which every room has done something, made by the services that people use."""

import random
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from accounts.choices import DepartmentKind
from accounts.models import User
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.choices import Ground
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.moderation import moderate
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.inbox.services.sorting import close
from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.models import Erratum, Post
from channels_mgmt.publishing.post_choices import Where, Witness
from channels_mgmt.strategy.choices import Category, Duty
from channels_mgmt.team.services.time import log_time
from channels_mgmt.watch.choices import Nature
from channels_mgmt.watch.services import acts as watch_acts
from channels_mgmt.watch.services.logging import log_item
from cmhub.lib.weeks import Week
from tests.cast import Cast, make_ready
from tests.inbox.making import logged
from tests.metrics.given import snapshot

WEEK = Week.parse("2026-W45")
BEGINS = datetime(2026, 11, 1, 23, 0, tzinfo=UTC)
"""Monday of the week, 00:00 in Douala."""
COMPUTED = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)
KINDS = ("question", "complaint", "praise", "lead", "")
SENTIMENTS = ("negative", "neutral", "positive", "")
HOUR = timedelta(hours=1)


def moment(dice: random.Random, days: int) -> datetime:
    """In the week, up to so many days before it, or in the one after."""
    return BEGINS + timedelta(seconds=dice.randrange(-days * 86_400, 7 * 86_400 + 3 * 3600))


def make_busy(cast: Cast, seed: int, talks: int = 24, days: int = 4) -> None:
    dice = random.Random(seed)
    make_ready(cast.brand, cast.cm, by=cast.strategist, at=BEGINS - timedelta(days=days + 10))
    for when in sorted(moment(dice, days) for _number in range(talks)):
        _talk(cast, dice, when)
    for number in range(8):
        _post(cast, dice, moment(dice, days), number)
    for nature in (Nature.ROUTINE, Nature.STRATEGIC, Nature.CRISIS_PRONE) * 2:
        seen = moment(dice, days)
        network = dice.choice(["facebook", "x", ""])
        item = log_item(
            brand=cast.brand, title="Vu", nature=nature, network=network, by=cast.cm, at=seen, seen_at=seen
        )
        if nature != Nature.ROUTINE and dice.random() < 0.5:
            watch_acts.acknowledge(item=item, by=cast.decider, at=seen + dice.randrange(1, 50) * HOUR)
    for duty in (Duty.ANSWERING, Duty.WRITING, Duty.DESIGN, Duty.SELLING):
        day = date(2026, 11, 2) + timedelta(days=dice.randrange(7))
        minutes = 15 * dice.randrange(1, 12)
        log_time(brand=cast.brand, user=cast.cm, duty=duty, minutes=minutes, day=day, at=COMPUTED)
    for day in range(7):
        figures = {"impressions": 100 * day, "likes": dice.randrange(9), "comments": dice.randrange(5)}
        snapshot(cast.official, date(2026, 11, 2) + timedelta(days=day), **figures)


def who(cast: Cast, wrote: Interaction) -> User:
    """Whose account it is."""
    return cast.cm if wrote.channel == cast.official else cast.service


def _talk(cast: Cast, dice: random.Random, when: datetime) -> None:
    channel = dice.choice([cast.official, cast.service_channel])
    wrote = logged(
        cast,
        at=when,
        author=f"Membre {dice.randrange(15)} {when.timestamp():.0f}"[: dice.choice([8, 9])],
        text=f"Bonjour {uuid4()}",
        channel=channel,
        kind=dice.choice(KINDS),
        sentiment=dice.choice(SENTIMENTS),
        by=cast.cm if channel == cast.official else cast.service,
    )
    chance = dice.random()
    if chance < 0.1:
        moderate(
            interaction=wrote,
            act="hide",
            reason=dice.choice([Ground.INSULT, Ground.SPAM]),
            by=who(cast, wrote),
            key=uuid4(),
            at=when + HOUR,
        )
    elif chance < 0.35:
        _ask(cast, dice, wrote, when)
    elif chance < 0.8:
        _answer(cast, dice, wrote, when)


def _answer(cast: Cast, dice: random.Random, wrote: Interaction, when: datetime) -> None:
    said = when + timedelta(minutes=dice.randrange(1, 600))
    if dice.random() < 0.4:
        due = said + dice.randrange(1, 30) * HOUR
        draft = Draft("Vous saurez.", holding=True, promised_for=due)
        reply(interaction=wrote, draft=draft, by=who(cast, wrote), key=uuid4(), at=said)
        said += dice.randrange(1, 60) * HOUR
        if dice.random() < 0.4:
            return
    reply(interaction=wrote, draft=Draft("Voilà."), by=who(cast, wrote), key=uuid4(), at=said)
    if dice.random() < 0.5:
        wrote.refresh_from_db()
        close(interaction=wrote, by=who(cast, wrote), at=said + HOUR)


def _ask(cast: Cast, dice: random.Random, wrote: Interaction, when: datetime) -> Escalation:
    kind = dice.choice([DepartmentKind.TECHNICAL, DepartmentKind.SALES])
    asked = open_escalation(
        interaction=wrote,
        question="Que dire ?",
        department=cast.department(kind),
        by=who(cast, wrote),
        at=when + timedelta(minutes=dice.randrange(1, 90)),
    )
    if dice.random() < 0.7:
        answered = asked.opened_at + dice.randrange(1, 40) * HOUR
        asked = acts.answer(escalation=asked, publishable="Oui", by=cast.manager, at=answered)
        if dice.random() < 0.7:
            acts.relay(escalation=asked, text="Oui.", by=who(cast, wrote), key=uuid4(), at=answered + HOUR)
    return asked


def _post(cast: Cast, dice: random.Random, when: datetime, number: int) -> None:
    post = Post.objects.create(
        brand=cast.brand,
        channel=dice.choice([cast.official, cast.service_channel]),
        state=PostState.PUBLISHED,
        origin=dice.choice([PostOrigin.PLANNED, PostOrigin.PLANNED, PostOrigin.EXPORT]),
        category=dice.choice([Category.OFFER, Category.USEFUL, ""]),
        text="Le réseau 4G arrive.",
        author=cast.cm,
        published_at=when,
        **(
            {"proofread_by": cast.content, "proofread_at": when + dice.choice([-HOUR, HOUR])}
            if dice.random() < 0.7
            else {}
        ),
    )
    if number % 4 == 0:
        Erratum.objects.create(
            brand=cast.brand,
            where=Where.POST,
            post=post,
            error="Le prix",
            witness=Witness.values[0],
            since=when,
            seen_at=when + HOUR,
            noted_by=cast.cm,
            noted_at=when + HOUR,
            key=uuid4(),
        )
