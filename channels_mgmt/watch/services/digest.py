"""What is routine reaches marketing together, on Monday morning."""

import logging
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.choices import Topic, Urgency
from accounts.services.outbox import notify, wake_sender, wakes_people
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature, State, Verb
from channels_mgmt.watch.models import Digest, Item, ItemEvent, Rule
from channels_mgmt.watch.services import people
from channels_mgmt.watch.services.people import Person
from channels_mgmt.watch.services.rules import matches, named_by, rules_of
from cmhub.lib.links import link_to
from cmhub.lib.weeks import Week

logger = logging.getLogger(__name__)

MORNING = time(7, 30)
SENT_UNTIL = timedelta(days=2)
"""Later than this after Monday morning a digest is no news: the next one has it."""
LISTED = 40


def send_due(*, at: datetime | None = None) -> int:
    """Sends the digest of each brand where it is Monday morning, once; how many were sent."""
    now = at or timezone.now()
    sent = 0
    undigested = Item.objects.filter(nature=Nature.ROUTINE, digested_at=None, brand__archived_at=None)
    for pk in undigested.order_by().values_list("brand", flat=True).distinct():
        try:
            sent += _send(pk, now)
        except Exception:
            logger.exception("the digest of brand %s was not sent", pk)
    if sent:
        wake_sender()
    return sent


def _send(brand_id: int, at: datetime) -> bool:
    brand = Brand.objects.select_related("agency", "company").get(pk=brand_id)
    week = Week.of(at, brand.time_zone)
    zone = ZoneInfo(brand.time_zone)
    begins = datetime.combine(week.monday, MORNING, zone)
    if not begins <= at < begins + SENT_UNTIL:
        return False
    try:
        with transaction.atomic():
            return _send_week(brand, week, at)
    except IntegrityError:  # another worker has just sent it
        return False


def _send_week(brand: Brand, week: Week, at: datetime) -> bool:
    if Digest.objects.filter(brand=brand, week=str(week)).exists():
        return False
    held = Item.objects.select_for_update(of=("self",)).select_related("brand", "competitor")
    routine = held.filter(brand=brand, nature=Nature.ROUTINE, digested_at=None)
    items = list(routine.filter(logged_at__lt=week.start(brand.time_zone)).order_by("topic", "-logged_at"))
    if not items:
        return False
    readers = readers_of(brand, items, at)
    digest = Digest.objects.create(
        brand=brand, week=str(week), made_at=at, items=len(items), people=len(readers)
    )
    opening = people.may_open(brand, [person["user"] for person, _own in readers if person["user"]], at)
    for person, own in readers:
        _write(digest, person, own, opens=person["user"] in opening)
    _file(items, sent={item.pk for _person, own in readers for item in own}, week=week, at=at)
    return bool(readers)


def readers_of(brand: Brand, items: list[Item], at: datetime) -> list[tuple[Person, list[Item]]]:
    """Whom the weekly rules name, each with what matches; nobody twice."""
    rules = [rule for rule in rules_of(brand) if rule.weekly]
    named: list[tuple[Person, Rule]] = [(person, rule) for rule in rules for person in weekly_of(rule, at)]
    found: list[tuple[Person, list[Item]]] = []
    for person in people.each_once(person for person, _rule in named):
        marks = people.marks_of(person)
        own = [rule for other, rule in named if not marks.isdisjoint(people.marks_of(other))]
        theirs = [item for item in items if any(matches(rule, item) for rule in own)]
        if theirs and person["email"]:
            found.append((person, theirs))
    return found


def weekly_of(rule: Rule, at: datetime) -> list[Person]:
    """Whom a weekly rule names: of a department, all who are there."""
    named = named_by(rule, at)
    if rule.department and rule.department.closed_at is None:
        named += people.of_department(rule.department, at)
    return people.each_once(named)


def key_of(brand: int, week: str) -> str:
    """How the keys of a digest's messages begin."""
    return f"watch_digest:{brand}:{week}:"


def _write(digest: Digest, person: Person, items: list[Item], *, opens: bool) -> None:
    brand, at = digest.brand, digest.made_at
    if not wakes_people(at):
        return
    link = f"{link_to('watch:list', brand.slug)}?state=all&nature=routine" if opens else ""
    with override(person["language"]):
        subject = ngettext(
            "%(brand)s: %(count)d thing seen on the web last week",
            "%(brand)s: %(count)d things seen on the web last week",
            len(items),
        ) % {"brand": brand.name, "count": len(items)}
        body = render_to_string("watch/mail/digest.txt", _context(brand, person, items, link))
    notify(
        key=f"watch_digest:{brand.pk}:{digest.week}:{person['email'].casefold()}"[:200],
        agency=brand.agency,
        user_id=person["user"],
        email=person["email"],
        subject=subject,
        body=body,
        language=person["language"],
        sender_name=brand.name,
        at=at,
        thread=f"watch_digest.{brand.pk}",
        wake=False,
        urgency=Urgency.NORMAL,
        topic=Topic.WATCH,
        link=link,
    )


def _context(brand: Brand, person: Person, items: list[Item], link: str) -> dict[str, Any]:
    by_topic: dict[str, list[Item]] = {}
    for item in items[:LISTED]:
        by_topic.setdefault(str(item.get_topic_display()), []).append(item)
    return {
        "brand": brand,
        "name": person["name"],
        "topics": list(by_topic.items()),
        "more": max(len(items) - LISTED, 0),
        "link": link,
    }


def _file(items: Iterable[Item], *, sent: set[int], week: Week, at: datetime) -> None:
    """What the digest told is filed; what no rule sends on is as well, for it is a week old."""
    events = []
    for item in items:
        files = item.state in (State.LOGGED, State.TRANSMITTED)
        item.digested_at = at
        item.state = State.FILED if files else item.state
        item.save(update_fields=["digested_at", "state"])
        verb = Verb.DIGEST if item.pk in sent else Verb.FILED
        if files or item.pk in sent:
            to_state = State.FILED if files else ""
            events.append(
                ItemEvent(item=item, verb=verb, at=at, to_state=to_state, details={"week": str(week)})
            )
    ItemEvent.objects.bulk_create(events)
