"""What people of an agency can do: said of themselves, assessed by others, certified, learnt."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, Membership, SkillAssessment, Training, User
from accounts.services.audit import record
from accounts.skill_choices import SKILLS_OF, Skill, SkillGroup, TrainingState
from cmhub.lib.deleting import delete_row
from cmhub.lib.keys import made_with

M = TypeVar("M", bound=models.Model)


@dataclass
class Levels:
    """A person's levels of now by skill: those that others confirmed, and those that they state."""

    confirmed: dict[str, int] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)

    @property
    def best(self) -> dict[str, int]:
        """What the person would have if all that they state were confirmed."""
        skills = {*self.confirmed, *self.stated}
        return {skill: max(self.confirmed.get(skill, 0), self.stated.get(skill, 0)) for skill in skills}


@dataclass
class SkillNow:
    """One skill of a person: the newest of each, and all that was said of it, the newest first."""

    skill: Skill
    history: list[SkillAssessment] = field(default_factory=list)

    @property
    def confirmed(self) -> SkillAssessment | None:
        return next((one for one in self.history if not one.is_statement), None)

    @property
    def stated(self) -> SkillAssessment | None:
        return next((one for one in self.history if one.is_statement), None)


def assess(
    *,
    agency: Agency,
    user: User,
    skill: str,
    level: int,
    by: User,
    evidence: str = "",
    link: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> SkillAssessment:
    """Says how well somebody does something: of oneself a statement, of another a confirmation.

    A second post of `key` gives what the first made. Raises ValidationError in words.
    """
    now = at or timezone.now()
    with transaction.atomic():
        refuse_stranger(agency, user, now)
        if made := made_by_key(SkillAssessment, key, agency, user):
            return made
        assessment = SkillAssessment(
            agency=agency,
            user=user,
            skill=skill,
            level=level,
            evidence=evidence,
            link=link,
            assessed_by=by,
            assessed_at=now,
            key=key,
        )
        assessment.full_clean()
        assessment.save()
        record(
            verb="skill.stated" if assessment.is_statement else "skill.assessed",
            after={"skill": skill, "level": level},
            **of_person(assessment, by, now),
        )
    return assessment


def delete_assessment(*, assessment: SkillAssessment, by: User, at: datetime | None = None) -> None:
    """Takes back one line; what others said of a person is not the person's to take back."""
    if assessment.user_id == by.pk and not assessment.is_statement:
        raise ValidationError(_("What somebody else assessed is theirs to take back."))
    with transaction.atomic():
        if delete_row(assessment):
            record(
                verb="skill.deleted",
                before={"skill": assessment.skill, "level": assessment.level},
                **of_person(assessment, by, at or timezone.now()),
            )


def add_training(
    *,
    agency: Agency,
    user: User,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Training:
    """A training that was followed, or is planned. Raises ValidationError in words."""
    now = at or timezone.now()
    with transaction.atomic():
        refuse_stranger(agency, user, now)
        if made := made_by_key(Training, key, agency, user):
            return made
        training = Training(agency=agency, user=user, added_by=by, added_at=now, key=key, **values)
        training.full_clean()
        _refuse_not_yet(training, agency.day_of(now))
        training.save()
        record(verb="training.added", after=_said(training), **of_person(training, by, now))
    return training


def follow_training(*, training: Training, by: User, at: datetime | None = None) -> Training:
    """A planned training was followed."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Training.objects.select_for_update(of=("self",)).get(pk=training.pk)
        if held.state == TrainingState.FOLLOWED:
            return held
        held.state = TrainingState.FOLLOWED
        _refuse_not_yet(held, training.agency.day_of(now))
        held.save(update_fields=["state"])
        record(verb="training.followed", **of_person(held, by, now))
    return held


def delete_training(*, training: Training, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        if delete_row(training):
            about = of_person(training, by, at or timezone.now())
            record(verb="training.deleted", before=_said(training), **about)


def skills_now(assessments: Iterable[SkillAssessment]) -> list[tuple[SkillGroup, list[SkillNow]]]:
    """A person's skills by group, of assessments with the newest first; groups without any are left out."""
    by_skill: dict[str, SkillNow] = {}
    for one in assessments:
        if one.skill in Skill.values:
            by_skill.setdefault(one.skill, SkillNow(Skill(one.skill))).history.append(one)
    groups = (
        (group, [by_skill[skill] for skill in skills if skill in by_skill])
        for group, skills in SKILLS_OF.items()
    )
    return [(group, held) for group, held in groups if held]


def levels_in(groups: Iterable[tuple[SkillGroup, list[SkillNow]]]) -> Levels:
    levels = Levels()
    for _group, held in groups:
        for now in held:
            if now.confirmed:
                levels.confirmed[now.skill] = now.confirmed.level
            if now.stated:
                levels.stated[now.skill] = now.stated.level
    return levels


def levels_of(agency: Agency, people: Collection[int] | None = None) -> dict[int, Levels]:
    """The levels of now of the people of an agency, all or those of these ids, in one query."""
    rows = SkillAssessment.objects.filter(agency=agency)
    if people is not None:
        rows = rows.filter(user__in=people)
    own = models.Case(models.When(assessed_by=F("user"), then=True), default=False)
    newest = (
        rows.annotate(own=own)
        .order_by("user", "skill", "own", "-assessed_at", "-pk")
        .distinct("user", "skill", "own")
        .values_list("user_id", "skill", "own", "level")
    )
    found: dict[int, Levels] = defaultdict(Levels)
    for user, skill, is_own, level in newest:
        (found[user].stated if is_own else found[user].confirmed)[skill] = level
    return found


def refuse_stranger(agency: Agency, user: User, at: datetime) -> None:
    """Two who write about one person at once wait for each other; nothing is added of who left."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    today = agency.day_of(at)
    coming = Membership.objects.lasting(today).filter(agency=agency, user=user)
    if not coming.exists():
        raise ValidationError(_("%(name)s does not work with this agency.") % {"name": user.name})


def made_by_key(model: type[M], key: UUID | None, agency: Agency, user: User) -> M | None:
    """What an earlier post of the same form made, if any."""
    return made_with(key, model, agency_id=agency.pk, user_id=user.pk)


def of_person(row: Any, by: User, at: datetime) -> dict[str, Any]:
    """Of whom, by whom and when, for the record of a row about a person of an agency."""
    return {
        "what": row,
        "label": row.user.name,
        "by": by,
        "at": at,
        "agency_id": row.agency_id,
        "user": row.user_id,
    }


def _refuse_not_yet(training: Training, today: date) -> None:
    if training.state == TrainingState.FOLLOWED and training.starts_on > today:
        raise ValidationError({"state": _("This training has not begun: it is planned.")})


def _said(training: Training) -> dict[str, Any]:
    return {name: getattr(training, name) for name in ("title", "provider", "state", "starts_on", "hours")}
