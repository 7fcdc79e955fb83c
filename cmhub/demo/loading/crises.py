"""A crisis that one brand has been through, with its lesson, and a drill. What is there already is left."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.choices import Level
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services import lessons, running, statements, tasks, telling
from channels_mgmt.crisis.services.opening import open_crisis
from cmhub.demo.corpus import read

TEXTS = "crises.toml"
FIRST = "nyongtel"
MANAGER, CM, EXECUTIVE = "manager@demo.example", "cm@demo.example", "executive@demo.example"
STRATEGIST = "strategist@demo.example"
ROOM = UUID("6f3b7d0e-3c70-4b32-9f0e-0f4f3b5b8f61")
AGO, DRILL_AGO = timedelta(days=24), timedelta(days=50)
SATURDAY = 5


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    if brand.slug != FIRST or Crisis.objects.filter(brand=brand).exists():
        return
    said = read(TEXTS)
    _drill(brand, people, said["drill"], at=at - DRILL_AGO)
    _outage(brand, people, said["outage"], at=_saturday(at - AGO))


def _saturday(at: datetime) -> datetime:
    """The Saturday of that week, at ten to nine in Douala."""
    day = at + timedelta(days=SATURDAY - at.weekday())
    return day.replace(hour=7, minute=50, second=0, microsecond=0)


def _key(name: str) -> UUID:
    return uuid5(ROOM, name)


def _outage(brand: Brand, people: Mapping[str, User], said: dict[str, Any], *, at: datetime) -> None:
    manager, cm, executive = people[MANAGER], people[CM], people[EXECUTIVE]

    def after(minutes: int) -> datetime:
        return at + timedelta(minutes=minutes)

    crisis = open_crisis(
        brand=brand,
        level=Level.WATCH,
        title=said["title"],
        themes=["Réseau et couverture"],
        words=["panne", "coupure", "réseau"],
        reason=said["reason"],
        by=cm,
        key=_key("outage"),
        at=at,
    )
    by_manager: dict[str, Any] = {"crisis": crisis, "by": manager}
    telling.acknowledge(crisis=crisis, by=manager, at=after(4))
    running.set_level(level=Level.SERIOUS, at=after(12), **by_manager)
    telling.acknowledge(crisis=crisis, by=executive, at=after(31))
    running.write_entry(text=said["entry"], key=_key("cable"), at=after(35), **by_manager)
    _say(crisis, people, said["holding"], "holding", at=after(28))
    asked = tasks.ask_decision(question=said["question"], key=_key("gesture"), at=after(60), **by_manager)
    tasks.decide(decision=asked, answer=asked.answers[0], by=executive, at=after(74))
    task = tasks.give_task(
        what=said["task"], who=cm, until=after(240), key=_key("point"), at=after(62), **by_manager
    )
    tasks.finish_task(task=task, by=cm, at=after(232))
    running.write_status(text=said["status"], key=_key("status"), at=after(90), **by_manager)
    running.contain(at=after(420), **by_manager)
    _say(crisis, people, said["repaired"], "repaired", at=after(525))
    running.end_crisis(why=said["why"], owner=cm, at=after(1500), **by_manager)
    _learn(Crisis.objects.get(pk=crisis.pk), people, said, at=after(1500) + timedelta(days=4))


def _say(crisis: Crisis, people: Mapping[str, User], text: str, name: str, *, at: datetime) -> None:
    """Written by the manager, approved and published within some minutes."""
    statement = statements.write_statement(
        crisis=crisis, text_fr=text, by=people[MANAGER], key=_key(name), at=at
    )
    statements.approve_statement(statement=statement, by=people[EXECUTIVE], at=at + timedelta(minutes=12))
    out = at + timedelta(minutes=18)
    statements.note_published(
        statement=statement,
        channel=crisis.brand.channels.order_by("pk").first(),
        by=people[CM],
        published_at=out,
        key=_key(f"{name} out"),
        at=out,
    )


def _learn(crisis: Crisis, people: Mapping[str, User], said: dict[str, Any], *, at: datetime) -> None:
    lesson, cm = crisis.lesson, people[CM]
    lessons.save_lesson(lesson=lesson, answers=said["lesson"], by=cm, finished=True, at=at)
    for number, one in enumerate(said["action"]):
        lessons.add_action(
            lesson=lesson,
            what=one["what"],
            who=people[one["who"]],
            due_on=(at + timedelta(days=one["days"])).date(),
            by=cm,
            key=_key(f"action {number}"),
            at=at,
        )
    first = lesson.actions.order_by("due_on")[0]
    lessons.finish_action(action=first, by=people[STRATEGIST], at=at + timedelta(days=9))
    lessons.validate_lesson(lesson=lesson, by=people[MANAGER], at=at + timedelta(days=1))


def _drill(brand: Brand, people: Mapping[str, User], said: dict[str, Any], *, at: datetime) -> None:
    manager, cm = people[MANAGER], people[CM]
    crisis = open_crisis(
        brand=brand,
        level=Level.SERIOUS,
        title=said["title"],
        words=["données", "piratage"],
        drill=True,
        by=manager,
        key=_key("drill"),
        at=at,
    )
    telling.acknowledge(crisis=crisis, by=cm, at=at + timedelta(minutes=9))
    noted = at + timedelta(minutes=21)
    running.write_entry(crisis=crisis, text=said["entry"], by=cm, key=_key("drill entry"), at=noted)
    over = at + timedelta(minutes=55)
    running.end_crisis(crisis=crisis, why=said["why"], by=manager, owner=cm, at=over)
    lesson = Crisis.objects.get(pk=crisis.pk).lesson
    written = over + timedelta(days=2)
    lessons.save_lesson(lesson=lesson, answers=said["lesson"], by=cm, finished=True, at=written)
    lessons.validate_lesson(lesson=lesson, by=manager, at=over + timedelta(days=3))
