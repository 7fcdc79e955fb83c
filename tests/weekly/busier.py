"""Busy weeks in which the rarer things happen as well: strategy and charter change in the middle of one,
questions go to another department or are asked by two, people say whether it helped, networks send figures.
"""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from accounts.choices import DepartmentKind
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.joining import join
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.inbox.services.satisfaction import note_satisfaction
from channels_mgmt.strategy.choices import Duty, Section
from channels_mgmt.strategy.models import CharterDecision, OwnMetric
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.objectives import enter_value, save_objectives
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.time import log_time
from reporting.metrics.choices import Source
from tests.cast import Cast
from tests.inbox.making import logged
from tests.metrics.given import snapshot
from tests.weekly.busy import BEGINS, COMPUTED, HOUR, make_busy

DAY = timedelta(days=1)
MIDWEEK = BEGINS + 2 * DAY + 10 * HOUR


def make_busier(cast: Cast, seed: int, talks: int = 60) -> None:
    dice = random.Random(seed)
    make_busy(cast, seed, talks=talks, days=20)
    _private(cast, dice)
    _questions(cast, dice)
    _helped(cast, dice)
    _members(cast, dice)
    _networks(cast, dice)
    _strategy(cast)
    _charter(cast)


def _private(cast: Cast, dice: random.Random) -> None:
    """On an account that never closes, and that nobody else reads."""
    channel = open_channel(
        brand=cast.brand, network=Network.WHATSAPP, purpose=Purpose.OFFICIAL, by=None, at=BEGINS - 90 * DAY
    )
    for number in range(4):
        at = BEGINS + dice.randrange(-100, 168) * HOUR
        mood = dice.choice(["negative", "positive"])
        logged(cast, at=at, author=f"Client {number}", channel=channel, sentiment=mood, by=cast.manager)


def _questions(cast: Cast, dice: random.Random) -> None:
    """Two that went elsewhere, one of them for good, and one that a second person asks as well."""
    for number in range(3):
        at = BEGINS + 50 * (number - 2) * HOUR + timedelta(seconds=dice.randrange(3000))
        first = logged(cast, at=at, author=f"Curieuse {number}", text=f"Et la fibre {number} ?")
        asked = _asked(cast, first, number)
        if number == 1:
            second = logged(cast, at=at, author="Curieux", text="La fibre, donc ?", kind="complaint")
            join(escalation=asked, interactions=[second], by=cast.cm, at=at + 3 * HOUR)
            draft = Draft("Nous avons demandé.", holding=True)
            reply(interaction=second, draft=draft, by=cast.cm, key=uuid4(), at=at + 4 * HOUR)
            continue
        to = cast.department(DepartmentKind.SALES)
        transfer(escalation=asked, to=to, why="C’est une vente.", by=cast.manager, at=at + 26 * HOUR)


def _asked(cast: Cast, first: Interaction, number: int) -> Escalation:
    return open_escalation(
        interaction=first,
        question=f"Quand la fibre {number} ?",
        department=cast.department(DepartmentKind.TECHNICAL),
        by=cast.cm,
        at=first.opened_at + 2 * HOUR,
    )


def _helped(cast: Cast, dice: random.Random) -> None:
    for one in Interaction.objects.filter(brand=cast.brand, state="closed").order_by("pk"):
        at = one.closed_at + dice.randrange(1, 60) * HOUR
        note_satisfaction(interaction=one, points=dice.randrange(1, 6), by=cast.cm, key=uuid4(), at=at)


def _members(cast: Cast, dice: random.Random) -> None:
    """Members who answer one another, and themselves, as a file of a network tells it."""
    ids: list[str] = []
    for number in range(40):
        to = dice.choice([*ids, "inconnu", ""]) if ids else ""
        Message.objects.create(
            brand=cast.brand,
            channel=cast.official,
            network=cast.official.network,
            external_id=f"membre-{number}",
            direction=dice.choice(["in", "in", "in", "out"]),
            sent_at=BEGINS + dice.randrange(-40 * 24, 8 * 24) * HOUR,
            author=(name := f"Voisin {dice.randrange(9)}"),
            author_key=name,
            in_reply_to=to,
        )
        ids.append(f"membre-{number}")


def _networks(cast: Cast, dice: random.Random) -> None:
    """Two that speak of one day, one that counts views, and one of which nobody counted in the week."""
    monday = date(2026, 11, 2)
    snapshot(cast.official, monday - 5 * DAY, series="followers", followers=9_000)
    snapshot(cast.official, monday + 3 * DAY, series="followers", followers=9_300, shares=4)
    snapshot(cast.official, monday + 4 * DAY, source=Source.HAND, followers=9_999, likes=3, shares=7)
    snapshot(cast.official, monday + 4 * DAY, source=Source.ESTIMATE, followers=1, saves=5)
    snapshot(cast.service_channel, monday - 2 * DAY, series="followers", followers=70)
    for day in range(-9, 7):
        views = {"views": dice.randrange(500), "reactions": dice.randrange(50), "likes": 2}
        snapshot(cast.service_channel, monday + day * DAY, **views)


def _strategy(cast: Cast) -> None:
    """From Wednesday on it asks for other things, among them for a figure of the brand's own."""
    at = {"by": cast.strategist, "at": MIDWEEK - DAY}
    draft = writing.begin(brand=cast.brand, **at)
    due = date(2026, 12, 31)
    asked = (("escalations.answered_late_share", "0.5", "0.1"), ("interactions.negative_share", "0.4", "0.2"))
    rows = [
        {"metric": metric, "start": Decimal(start), "target": Decimal(target), "due": due}
        for metric, start, target in asked
    ]
    own = {"own_name": "Ventes en ligne", "start": Decimal(10), "target": Decimal(30), "due": due}
    save_objectives(strategy=draft, rows=[*rows, own], **at)
    plans = [
        {"network": "facebook", "reason": "Là", "posts_per_week": 3, "response_minutes": 30},
        {"network": "x", "purpose": Purpose.CUSTOMER_SERVICE, "reason": "Là", "response_minutes": 90},
    ]
    writing.save_section(strategy=draft, section=Section.NETWORKS, rows=plans, **at)
    life.submit(strategy=draft, **at)
    life.validate(strategy=draft, by=cast.executive, at=MIDWEEK)
    metric = OwnMetric.objects.get(brand=cast.brand)
    for day, value in ((date(2026, 11, 5), 14), (date(2026, 11, 7), 18), (date(2026, 11, 9), 25)):
        enter_value(metric=metric, day=day, value=Decimal(value), by=cast.cm, at=COMPUTED)


def _charter(cast: Cast) -> None:
    """From Wednesday on selling is the community manager's too, and sites are nobody's."""
    for duty, posts in ((Duty.SELLING, ["community_manager", "seller"]), (Duty.SITE, [])):
        CharterDecision.objects.create(
            brand=cast.brand,
            duty=duty,
            posts=posts,
            words="C’est ainsi.",
            decided_by=cast.manager,
            decided_at=MIDWEEK,
        )
    for day, duty, person in (
        (date(2026, 11, 3), Duty.SELLING, cast.cm),
        (date(2026, 11, 5), Duty.SELLING, cast.cm),
        (date(2026, 11, 6), Duty.SITE, cast.service),
        (date(2026, 11, 6), Duty.ANSWERING, cast.manager),
        (date(2026, 11, 6), Duty.WRITING, cast.content),
    ):
        log_time(brand=cast.brand, user=person, duty=duty, minutes=45, day=day, at=COMPUTED)
