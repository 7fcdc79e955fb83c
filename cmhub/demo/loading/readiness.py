"""What each brand has agreed to answer, who is ready to speak for it, and what the team was told.

Safe to run again: what is there is left, and what has lapsed is made anew.
"""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from accounts.choices import NotificationState
from accounts.models import Notification, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import Entry
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.strategy.choices import Confidentiality
from channels_mgmt.strategy.models import Briefing
from channels_mgmt.strategy.services.briefings import addressees, confirm_reading, write_briefing
from channels_mgmt.team.choices import Question
from channels_mgmt.team.models import ReadinessCheck, Simulation
from channels_mgmt.team.services.readiness import Answer, check_readiness
from channels_mgmt.team.services.simulations import (
    Marked,
    hand_in,
    mark_simulation,
    save_answers,
    start_simulation,
)
from cmhub.demo import cast as told
from cmhub.demo.corpus import read, sector

TEXTS = "protocols.toml"
STRATEGIST, MANAGER = "strategist@demo.example", "manager@demo.example"
CM, JUNIOR, EXECUTIVE = "cm@demo.example", "junior@demo.example", "executive@demo.example"
FIRST = "nyongtel"
"""The brand on which there is something of everything."""

RENEWED_BEFORE = {CM: timedelta(days=160)}
"""How long before the telling's end somebody's last check was made: this one lapses within a month."""
USUALLY = timedelta(days=45)
OLD = timedelta(days=175)
OF_THE_SECTOR = 5


def agree(brand: Brand, brand_told: told.Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """The response protocol: what all brands have, then matters of the sector."""
    if Entry.objects.filter(brand=brand).exists():
        return
    departments = {one.kind: one for one in brand.company.departments.all()}
    for said in [*read(TEXTS)["situation"], *_of_the_sector(brand_told)]:
        write_entry(
            brand=brand,
            by=people[STRATEGIST],
            situation=said["situation"],
            description=said.get("description", ""),
            kind=said.get("kind", ""),
            theme=said["theme"],
            answer_fr=said["fr"].replace("{brand}", brand.name),
            answer_en=said.get("en", "").replace("{brand}", brand.name),
            conditions=said.get("conditions", ""),
            sensitivity=said["sensitivity"],
            department=departments[said["to"]],
            at=at,
        )


def check_first(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """Before anybody speaks for the brand they are checked by somebody else."""
    for user, is_learning in _speaking(brand, people):
        if not ReadinessCheck.objects.filter(brand=brand, user=user).exists():
            _check(brand, user, people, is_learning, at)


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """What lapsed is checked anew, and the team is told what is new."""
    for user, is_learning in _speaking(brand, people):
        made = list(ReadinessCheck.objects.filter(brand=brand, user=user).values_list("done_at", flat=True))
        if made and made[0] < at - OLD:
            before = RENEWED_BEFORE.get(user.email, USUALLY) if len(made) == 1 else timedelta()
            _renew(brand, user, people, is_learning, at - before)
    _tell(brand, people, at)


def _of_the_sector(brand_told: told.Brand) -> list[dict[str, Any]]:
    """Matters that have a question and an answer which name no amount, place or day."""
    found = []
    for topic in sector(brand_told.sector).topics:
        question, answer = _plain(topic.says.get("fr", ())), _plain(topic.reply.get("fr", ()))
        if topic.broad or not topic.to or not question or not answer:
            continue
        harm = topic.kind in ("complaint", "technical_problem")
        found.append(
            {
                "situation": topic.theme,
                "description": f"Par exemple : « {question} ».",
                "kind": topic.kind,
                "theme": topic.theme,
                "fr": _capital(answer),
                "en": _capital(_plain(topic.reply.get("en", ()))),
                "sensitivity": Sensitivity.SENSITIVE if harm else Sensitivity.ROUTINE,
                "to": topic.to,
            }
        )
    return found[:OF_THE_SECTOR]


def _plain(texts: tuple[str, ...]) -> str:
    return next((text for text in texts if "{" not in text), "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _speaking(brand: Brand, people: Mapping[str, User]) -> list[tuple[User, bool]]:
    """Who holds an official channel, each once, and whether they still learn."""
    speaking = {
        one.person: one.person == JUNIOR
        for one in told.cast().assignments
        if one.brand == brand.slug and one.role in ("community_manager", "social_media_manager")
    }
    return [(people[email], learning) for email, learning in speaking.items()]


def _check(
    brand: Brand,
    user: User,
    people: Mapping[str, User],
    is_learning: bool,
    at: datetime,
    simulation: Simulation | None = None,
) -> None:
    texts, chance = read(TEXTS), random.Random(f"readiness:{brand.slug}:{user.email}:{at:%Y-%m}")
    noes = texts["no"] if is_learning else {}
    answers: dict[str, Answer] = {}
    for question in Question:
        if question in noes:
            answers[question] = Answer(
                is_yes=False,
                evidence=noes[question]["evidence"],
                action=noes[question]["action"],
                mentor=people[CM],
                # One of the two is overdue when the telling ends.
                due_on=brand.agency.day_of(at) + timedelta(days=60 if question == Question.NEWS else 38),
            )
        else:
            answers[question] = Answer(is_yes=True, evidence=chance.choice(texts["evidence"][question]))
    check_readiness(
        brand=brand,
        user=user,
        by=people[STRATEGIST],
        answers=answers,
        latitude=texts["latitude"]["junior" if is_learning else "senior"],
        simulation=simulation,
        at=at,
    )


def _renew(brand: Brand, user: User, people: Mapping[str, User], is_learning: bool, at: datetime) -> None:
    simulation = None
    if brand.slug == FIRST and is_learning:
        simulation = _simulate(brand, user, people[STRATEGIST], at - timedelta(days=2))
    _check(brand, user, people, is_learning, at, simulation)


def _simulate(brand: Brand, user: User, by: User, at: datetime) -> Simulation:
    tries = {said["situation"]: said for said in read(TEXTS)["situation"]}
    made = start_simulation(brand=brand, user=user, by=by, chance=random.Random(brand.slug), at=at)
    Notification.objects.filter(key=f"simulation:{made.pk}:{user.pk}").update(
        state=NotificationState.SENT, sent_at=at
    )
    given = {
        answer.position: tries.get(answer.entry.situation, read(TEXTS)["simulation"])
        for answer in made.answers.select_related("entry")
    }
    texts = {number: said["try"] for number, said in given.items()}
    save_answers(simulation=made, texts=texts, by=user, at=at + timedelta(hours=5))
    hand_in(simulation=made, by=user, at=at + timedelta(hours=6))
    marks = {number: Marked(said["mark"], said["words"]) for number, said in given.items()}
    return mark_simulation(simulation=made, marks=marks, by=by, at=at + timedelta(days=1))


def _tell(brand: Brand, people: Mapping[str, User], at: datetime) -> None:
    """Two that all have read, one that is overdue with somebody, one that is new; later one a telling."""
    texts = read(TEXTS)
    begins = random.Random(brand.slug).randrange(len(texts["briefing"]))
    news = texts["briefing"][begins:] + texts["briefing"][:begins]
    there = Briefing.objects.filter(brand=brand, confidentiality__in=_OPEN).order_by("-written_at")
    if not there:
        for said, days in zip(news, (40, 18, 5, 0), strict=False):
            _write(brand, said, people, at - timedelta(days=days, hours=2), late=days == 5, new=days == 0)
        if brand.slug == FIRST:
            secret = texts["confidential"] | {"confidentiality": Confidentiality.CONFIDENTIAL}
            named = [people[CM], people[EXECUTIVE]]
            _write(brand, secret, people, at - timedelta(hours=6), new=True, named=named)
    elif there[0].written_at < at - timedelta(days=5):
        said = news[there.count() % len(news)]
        _write(brand, said, people, at - timedelta(hours=2), new=True)


_OPEN = (Confidentiality.PUBLIC, Confidentiality.INTERNAL)


def _write(
    brand: Brand,
    said: Mapping[str, str],
    people: Mapping[str, User],
    at: datetime,
    *,
    late: bool = False,
    new: bool = False,
    named: list[User] | None = None,
) -> None:
    """All have read what is neither new nor late; of what is late, the junior and one more have not."""
    made = write_briefing(
        brand=brand,
        by=people[MANAGER],
        title=said["title"],
        text=said["text"],
        confidentiality=said["confidentiality"],
        due_at=at + timedelta(days=1 if new else 2),
        people=named or [],
        at=at,
    )
    readers = sorted(addressees(made, at))
    junior = people[JUNIOR].pk
    if new:
        readers = []
    elif late:
        readers = [pk for pk in readers[:-1] if pk != junior]
    known = {user.pk: user for user in people.values()}
    for number, pk in enumerate(readers, start=1):
        confirm_reading(briefing=made, by=known[pk], at=at + timedelta(hours=3 * number))
