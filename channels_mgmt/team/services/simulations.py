"""The matching simulation: started and marked by somebody else, answered by the person."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Right
from accounts.models import User
from accounts.services.audit import record
from accounts.services.skills import refuse_stranger
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.mails import write_to
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.team.choices import Mark
from channels_mgmt.team.models import SimulatedAnswer, Simulation
from cmhub.lib.links import link_to

SITUATIONS = 5


@dataclass(frozen=True)
class Marked:
    """What the evaluator makes of one answer."""

    mark: str
    words: str


def refuse_too_few(brand: Brand, at: datetime) -> list[EntryVersion]:
    """The situations that may be drawn. Raises ValidationError, in words, where they are fewer than five."""
    usable = EntryVersion.objects.filter(brand=brand).valid_on(brand.agency.day_of(at))
    found = list(usable.order_by("entry"))
    if len(found) < SITUATIONS:
        raise ValidationError(
            ngettext(
                "A simulation draws five situations from the response protocol, which has %(count)d that is "
                "valid today: write more of them first.",
                "A simulation draws five situations from the response protocol, which has %(count)d that are "
                "valid today: write more of them first.",
                len(found),
            )
            % {"count": len(found)},
            code="too_few",
        )
    return found


def draw(entries: Sequence[EntryVersion], chance: random.Random) -> list[EntryVersion]:
    """Five of them, of each sensitivity by turns as long as there are any, in any order."""
    piles: dict[str, list[EntryVersion]] = {}
    for entry in entries:
        piles.setdefault(entry.sensitivity, []).append(entry)
    for pile in piles.values():
        chance.shuffle(pile)
    drawn: list[EntryVersion] = []
    while len(drawn) < SITUATIONS:
        for sensitivity in sorted(piles):
            if piles[sensitivity] and len(drawn) < SITUATIONS:
                drawn.append(piles[sensitivity].pop())
    chance.shuffle(drawn)
    return drawn


def start_simulation(
    *,
    brand: Brand,
    user: User,
    by: User,
    chance: random.Random | None = None,
    at: datetime | None = None,
) -> Simulation:
    """Draws five situations for a person, who is told of them by e-mail.

    Raises ValidationError, in words: for oneself, for somebody who cannot open the brand, while another one
    of the person is under way, where the protocol has too few situations.
    """
    now = at or timezone.now()
    with transaction.atomic():
        refuse_stranger(brand.agency, user, now)
        if not rights_of(user, brand).may(Right.BRAND_VIEW):
            raise ValidationError(
                _("%(name)s cannot open this brand yet: assign them under supervision first.")
                % {"name": user.name}
            )
        drawn = draw(refuse_too_few(brand, now), chance or random.SystemRandom())
        simulation = Simulation(brand=brand, user=user, started_by=by, started_at=now)
        simulation.full_clean()
        simulation.save()
        SimulatedAnswer.objects.bulk_create(
            SimulatedAnswer(brand=brand, simulation=simulation, position=position, entry=entry)
            for position, entry in enumerate(drawn, start=1)
        )
        _tell(simulation, "simulation.started", by, now)
        _ask(simulation, now)
    return simulation


def save_answers(
    *, simulation: Simulation, texts: Mapping[int, str], by: User, at: datetime | None = None
) -> None:
    """Keeps what the person wrote, by position; it can be changed until all is handed in."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _under_way(simulation)
        _refuse_other(held, by)
        if held.handed_in_at is not None:
            raise ValidationError(_("Your answers are handed in already."))
        for answer in held.answers.all():
            text = texts.get(answer.position, answer.text).strip()
            if text != answer.text:
                answer.text, answer.answered_at = text, now if text else None
                answer.save(update_fields=["text", "answered_at"])


def hand_in(*, simulation: Simulation, by: User, at: datetime | None = None) -> None:
    """The person is done. Raises ValidationError, in words, while a situation has no answer."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _under_way(simulation)
        _refuse_other(held, by)
        if held.handed_in_at is not None:
            return
        open_ones = held.answers.filter(text="").count()
        if open_ones:
            raise ValidationError(
                ngettext(
                    "%(count)d situation has no answer yet.",
                    "%(count)d situations have no answer yet.",
                    open_ones,
                )
                % {"count": open_ones}
            )
        held.handed_in_at = now
        held.save(update_fields=["handed_in_at"])
        _tell(held, "simulation.handed_in", by, now)


def mark_simulation(
    *, simulation: Simulation, marks: Mapping[int, Marked], by: User, at: datetime | None = None
) -> Simulation:
    """Somebody else compares each answer with the protocol's, in words. What is marked stays as it is.

    `marks` are by position. Raises ValidationError, in words, where one is missing, and to the person.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _under_way(simulation)
        if by == held.user:
            raise ValidationError(_("Nobody marks their own answers."))
        if held.handed_in_at is None:
            raise ValidationError(_("The answers are not handed in yet."))
        answers = list(held.answers.all())
        for answer in answers:
            made = marks.get(answer.position)
            if made is None or made.mark not in Mark.values or not made.words.strip():
                raise ValidationError(_("Mark each of the five answers, with a few words on it."))
            answer.mark, answer.words = made.mark, made.words.strip()
        SimulatedAnswer.objects.bulk_update(answers, ["mark", "words"])
        held.marked_by, held.marked_at = by, now
        held.save(update_fields=["marked_by", "marked_at"])
        _tell(held, "simulation.marked", by, now)
    return held


def give_up_simulation(*, simulation: Simulation, by: User, at: datetime | None = None) -> None:
    """Ends one that will not be answered or marked, so that another can be started."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _under_way(simulation)
        if by == held.user:
            raise ValidationError(_("Only who checks readiness gives a simulation up."))
        held.given_up_at = now
        held.save(update_fields=["given_up_at"])
        _tell(held, "simulation.given_up", by, now)


def _under_way(simulation: Simulation) -> Simulation:
    rows = Simulation.objects.select_for_update(of=("self",)).select_related("brand__agency", "user")
    held: Simulation = rows.get(pk=simulation.pk)
    if held.marked_at or held.given_up_at:
        raise ValidationError(_("This simulation is over."))
    return held


def _refuse_other(simulation: Simulation, by: User) -> None:
    if by != simulation.user:
        raise ValidationError(_("Only the person answers."))


def _ask(simulation: Simulation, at: datetime) -> None:
    brand, link = simulation.brand, link_to("team:simulation", simulation.brand.slug, simulation.pk)

    def words(user: User) -> tuple[str, str]:
        said = {"name": user.get_short_name(), "brand": brand.name, "link": link}
        subject = _("%(brand)s: five situations wait for your answer")
        body = _(
            "Hello %(name)s,\n\nFor your readiness check on %(brand)s, say how you would answer five "
            "situations, in your own words. What you write is kept as you go:\n%(link)s"
        )
        return subject % said, body % said

    write_to([simulation.user], brand, key=f"simulation:{simulation.pk}", words=words, at=at, link=link)


def _tell(simulation: Simulation, verb: str, by: User, at: datetime, **more: Any) -> None:
    record(
        verb=verb,
        what=simulation,
        by=by,
        at=at,
        agency_id=simulation.brand.agency_id,
        brand_id=simulation.brand_id,
        user=simulation.user_id,
        **more,
    )
