"""The lesson of a crisis: asked for when it ends, written within a week, validated by somebody else."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.crisis.choices import State, Verb
from channels_mgmt.crisis.models import Crisis, Lesson, LessonAction
from channels_mgmt.crisis.models.lesson import QUESTIONS
from channels_mgmt.crisis.services import mails
from channels_mgmt.crisis.services.current import forget
from channels_mgmt.crisis.services.log import hold, tell
from channels_mgmt.crisis.services.people import refuse_outside
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.text import written

WITHIN = timedelta(days=7)
AHEAD = timedelta(days=2)
"""The first reminder comes as long before it is due; then one a day once it is late."""
EACH = timedelta(days=1)
AT_ONCE = 200


def ask_lesson(crisis: Crisis, *, owner: User, at: datetime) -> Lesson:
    """In the transaction that ends the crisis. Raises ValidationError for an owner without a role, or of the
    client where it was a drill.
    """
    refuse_outside(crisis, owner, "owner")
    due = at + WITHIN
    return Lesson.objects.create(crisis=crisis, owner=owner, due_at=due, next_reminder_at=due - AHEAD)


def save_lesson(
    *,
    lesson: Lesson,
    answers: dict[str, str],
    by: User,
    finished: bool,
    edition: int | None = None,
    at: datetime | None = None,
) -> Lesson:
    """Keeps the answers; with `finished` the lesson is written, and waits to be validated.

    Raises ChangedMeanwhileError where somebody saved it since `edition`, ValidationError once it is
    validated, and for a finished one that leaves a question open.
    """
    now = at or timezone.now()
    with transaction.atomic():
        crisis = hold(lesson.crisis)
        held = locked(Lesson.objects.all(), lesson.pk, edition)
        if held.validated_at:
            raise ValidationError(
                _("The lesson is validated: it does not change any more."), code="validated"
            )
        for name in QUESTIONS:
            setattr(held, name, answers.get(name, "").strip())
        if finished:
            _refuse_open(held)
            if held.written_at is None:
                crisis.state = State.LEARNT
                crisis.save(update_fields=["state"])
                tell(crisis, Verb.LESSON_WRITTEN, by=by, at=now)
            held.written_by, held.written_at, held.next_reminder_at = by, now, None
        held.edition += 1
        held.save()
        forget()
    return held


def _refuse_open(lesson: Lesson) -> None:
    open_ones = [name for name in QUESTIONS if not getattr(lesson, name)]
    if open_ones:
        told = _("Answer this as well: a lesson that leaves it open teaches nothing.")
        raise ValidationError(dict.fromkeys(open_ones, told), code="open")


def validate_lesson(*, lesson: Lesson, by: User, at: datetime | None = None) -> Lesson:
    """Somebody else than who wrote it agrees with it: from now on it does not change."""
    now = at or timezone.now()
    with transaction.atomic():
        crisis = hold(lesson.crisis)
        held = locked(Lesson.objects.all(), lesson.pk)
        if held.validated_at:
            return held
        if held.written_at is None:
            raise ValidationError(_("It is not written yet."), code="unwritten")
        if held.written_by_id == by.pk:
            told = _("Who wrote the lesson does not validate it: somebody else does.")
            raise ValidationError(told, code="own")
        held.validated_by, held.validated_at = by, now
        held.save(update_fields=["validated_by", "validated_at"])
        tell(crisis, Verb.LESSON_VALIDATED, by=by, at=now)
    return held


def add_action(
    *,
    lesson: Lesson,
    what: str,
    who: User,
    due_on: date,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> LessonAction:
    """What changes, who sees to it, until when. Once for a `key`."""
    said = written(what, _("Say what changes."))
    with transaction.atomic():
        crisis = hold(lesson.crisis)
        if made := made_with(key, LessonAction, lesson_id=lesson.pk):
            return made
        refuse_outside(crisis, who, "who")
        action = LessonAction(lesson=lesson, what=said[:250], who=who, due_on=due_on, key=key)
        action.full_clean(exclude=["done_by"])
        action.save()
    return action


def finish_action(*, action: LessonAction, by: User, at: datetime | None = None) -> LessonAction:
    """What was to change has changed; a second time changes nothing."""
    now = at or timezone.now()
    with transaction.atomic():
        held = LessonAction.objects.select_for_update().get(pk=action.pk)
        if held.done_at is None:
            held.done_at, held.done_by = now, by
            held.save(update_fields=["done_at", "done_by"])
    return held


def remind_due(at: datetime | None = None) -> int:
    """Reminds whoever is to write a lesson; safe to run twice."""
    now = at or timezone.now()
    due = Lesson.objects.filter(next_reminder_at__lte=now).order_by("next_reminder_at")
    return sum(_remind(pk, now) for pk in due.values_list("pk", flat=True)[:AT_ONCE])


def _remind(pk: int, at: datetime) -> bool:
    with transaction.atomic():
        held = (
            Lesson.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("owner", "crisis__brand__agency")
            .filter(pk=pk, next_reminder_at__lte=at, written_at=None)
            .first()
        )
        if held is None:
            return False
        mails.remind_of_lesson(held, at=at)
        held.next_reminder_at = held.due_at if at < held.due_at else at + EACH
        held.save(update_fields=["next_reminder_at"])
    return True
