"""Who may speak for a brand without supervision: checks are made, asked for, and hold people back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from accounts.services.skills import refuse_stranger
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.team.choices import SPOKESPERSONS, Question
from channels_mgmt.team.models import (
    Assignment,
    DevelopmentLine,
    ReadinessAnswer,
    ReadinessCheck,
    Simulation,
)
from channels_mgmt.team.readiness import Standing, lapse_of, refusal_of, standing_of
from cmhub.lib.keys import made_with


@dataclass(frozen=True)
class Answer:
    """To one question of a check; a *no* says what is done about it, with whose help, by when."""

    is_yes: bool
    evidence: str
    action: str = ""
    mentor: User | None = None
    due_on: date | None = None


# --- Asking -----------------------------------------------------------------------------------------


def standings(brand: Brand, users: Iterable[User | int], at: datetime) -> dict[int, Standing]:
    """Where each person stands with a brand, by id; in two queries, however many they are."""
    people = {user if isinstance(user, int) else user.pk for user in users}
    return {person: standing for (_brand, person), standing in standings_on([brand], people, at).items()}


def standings_on(
    brands: Collection[Brand], people: Collection[int], at: datetime
) -> dict[tuple[int, int], Standing]:
    """The same for many brands, by brand and person, in two queries and one for each agency not at hand."""
    if not people:
        return {}
    strategies = dict(Strategy.objects.in_force(at).filter(brand__in=brands).values_list("brand", "pk"))
    checks = {(check.brand_id, check.user_id): check for check in latest_checks(brands, people, at)}
    agencies = {pk: brand.agency for pk, brand in {brand.agency_id: brand for brand in brands}.items()}
    found = {}
    for brand in brands:
        for person in people:
            check = checks.get((brand.pk, person))
            found[brand.pk, person] = standing_of(
                check,
                done_on=agencies[brand.agency_id].day_of(check.done_at) if check else None,
                noes=check.noes if check else (),
                in_force=strategies.get(brand.pk),
                today=agencies[brand.agency_id].day_of(at),
            )
    return found


def latest_checks(brands: Collection[Brand], people: Collection[int], at: datetime) -> Any:
    """Each person's last check on each brand, with its questions answered *no* as `noes`."""
    noes = ReadinessAnswer.objects.filter(readiness=OuterRef("pk"), is_yes=False).order_by("pk")
    made = ReadinessCheck.objects.filter(brand__in=brands, user__in=people, done_at__lte=at)
    latest = made.order_by("brand_id", "user_id", "-done_at", "-pk").distinct("brand_id", "user_id")
    return latest.annotate(noes=ArraySubquery(noes.values("question")))


def refuse_unready(*, brand: Brand, user: User, role: str, at: datetime) -> None:
    """Raises ValidationError (`not_ready`), with the reason and what to do, for somebody who may speak for
    the brand under supervision alone. Roles that do not speak for it are not asked.
    """
    if role not in SPOKESPERSONS:
        return
    standing = standings(brand, [user], at)[user.pk]
    if not standing.is_ready:
        raise ValidationError(refusal_of(standing, user.name), code="not_ready")


def needs_supervision(*, brand: Brand, user: User, role: str, at: datetime) -> bool:
    """Whether somebody may have this role under supervision alone."""
    return role in SPOKESPERSONS and not standings(brand, [user], at)[user.pk].is_ready


def tell_supervision(brand: Brand, assignments: Iterable[Assignment], at: datetime) -> None:
    """Adds to each assignment the `standing` of its holder, where it makes them speak for the brand."""
    speaking = [one for one in assignments if one.role in SPOKESPERSONS]
    known = standings(brand, [one.user_id for one in speaking], at)
    for one in speaking:
        one.standing = known[one.user_id]


# --- Making a check ---------------------------------------------------------------------------------


def check_readiness(
    *,
    brand: Brand,
    user: User,
    by: User,
    answers: Mapping[str, Answer],
    latitude: str,
    simulation: Simulation | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
) -> ReadinessCheck:
    """Somebody says whether a person may speak for the brand, by its strategy in force.

    What is open of the person's development plan is settled by it, and each *no* opens a line of it.
    The second call with a `key` gives what the first made. Raises ValidationError, in words: for one's own
    check, without a validated strategy, for a question without an answer or evidence, a *no* without a plan.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        if made := made_with(key, ReadinessCheck, brand_id=brand.pk, user_id=user.pk):
            return made
        refuse_stranger(brand.agency, user, now)
        strategy = _strategy_in_force(brand, now)
        _refuse_incomplete(brand, user, answers, now)
        _refuse_foreign(simulation, brand, user)
        check = ReadinessCheck(
            brand=brand,
            user=user,
            evaluator=by,
            strategy=strategy,
            simulation=simulation,
            latitude=latitude.strip(),
            done_at=now,
            lapses_on=lapse_of(brand.agency.day_of(now)),
            key=key,
        )
        check.full_clean()
        check.save()
        _keep_answers(check, answers)
        _renew_plan(check, answers, by, now)
        _tell_checked(check, answers, by, now)
    return check


def _strategy_in_force(brand: Brand, now: datetime) -> Strategy:
    strategy = Strategy.objects.in_force(now).filter(brand=brand).first()
    if strategy is None:
        raise ValidationError(_("Without a validated strategy there is nothing to check against."))
    return strategy


def _keep_answers(check: ReadinessCheck, answers: Mapping[str, Answer]) -> None:
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(
            brand=check.brand,
            readiness=check,
            question=question,
            is_yes=answers[question].is_yes,
            evidence=answers[question].evidence.strip(),
        )
        for question in Question
    )


def _tell_checked(check: ReadinessCheck, answers: Mapping[str, Answer], by: User, now: datetime) -> None:
    """Writes the record: how many answers are *no*, and nothing of what they say."""
    record(
        verb="readiness.checked",
        what=check,
        by=by,
        at=now,
        agency_id=check.brand.agency_id,
        brand_id=check.brand_id,
        user=check.user_id,
        strategy=check.strategy_id,
        count=sum(not answers[question].is_yes for question in Question),
    )


def _refuse_incomplete(brand: Brand, user: User, answers: Mapping[str, Answer], now: datetime) -> None:
    today = brand.agency.day_of(now)
    for question in Question:
        answer = answers.get(question)
        if answer is None or not answer.evidence.strip():
            raise ValidationError(_("Each of the seven questions needs an answer and what it rests on."))
        if answer.is_yes:
            continue
        if not answer.action.strip() or answer.mentor is None or answer.due_on is None:
            raise ValidationError(
                _("A “no” opens a development plan: say what is done, with whose help, and by when.")
            )
        if answer.due_on < today:
            raise ValidationError(_("A development plan ends in the days to come."))
        if answer.mentor == user:
            raise ValidationError(_("Nobody is their own mentor."))


def _refuse_foreign(simulation: Simulation | None, brand: Brand, user: User) -> None:
    if simulation is None:
        return
    if (simulation.brand_id, simulation.user_id) != (brand.pk, user.pk) or simulation.marked_at is None:
        raise ValidationError(_("Only a simulation of this person that is marked can be evidence."))


def _renew_plan(check: ReadinessCheck, answers: Mapping[str, Answer], by: User, now: datetime) -> None:
    held = DevelopmentLine.objects.open().filter(brand=check.brand, user=check.user)
    held.update(closed_at=now, closed_by=by, settled_by=check)
    plan: Any = answers
    DevelopmentLine.objects.bulk_create(
        DevelopmentLine(
            brand=check.brand,
            user=check.user,
            readiness=check,
            question=question,
            action=answer.action.strip(),
            mentor=answer.mentor,
            due_on=answer.due_on,
            opened_at=now,
        )
        for question, answer in plan.items()
        if question in Question.values and not answer.is_yes
    )
