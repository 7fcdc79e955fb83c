"""Development plans: what is done about each *no* of a readiness check, and what was learned."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import changes, record
from channels_mgmt.team.models import DevelopmentLine
from cmhub.lib.editions import locked


def change_line(
    *,
    line: DevelopmentLine,
    by: User,
    action: str,
    mentor: User,
    due_on: date,
    edition: int,
    at: datetime | None = None,
) -> DevelopmentLine:
    """Changes what is done, with whose help, or by when.

    Raises ChangedMeanwhileError for a save over what somebody else wrote meanwhile, ValidationError,
    in words, for a line that is closed or a day in the past.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _open(line, edition)
        if due_on != held.due_on and due_on < held.brand.agency.day_of(now):
            raise ValidationError({"due_on": _("A development plan ends in the days to come.")})
        held.action, held.mentor, held.due_on = action.strip(), mentor, due_on
        held.full_clean()
        if mentor == held.user:
            raise ValidationError({"mentor": _("Nobody is their own mentor.")})
        changed = changes(held, ["mentor", "due_on"])
        held.edition += 1
        held.save()
        _tell(held, "development.changed", by, now, **changed)
    return held


def close_line(
    *, line: DevelopmentLine, by: User, learned: str, at: datetime | None = None
) -> DevelopmentLine:
    """It is done: what was learned is written by the mentor or who checks readiness, not by the person.

    The check stands as it is: only a new one turns its *no* into a *yes*.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _open(line)
        if by == held.user:
            raise ValidationError(_("What you learned is written by your mentor, or by who checks you."))
        if not learned.strip():
            raise ValidationError({"learned": _("Say what was learned.")})
        held.learned, held.closed_at, held.closed_by = learned.strip(), now, by
        held.edition += 1
        held.save()
        _tell(held, "development.closed", by, now)
    return held


def _open(line: DevelopmentLine, edition: int | None = None) -> DevelopmentLine:
    rows = DevelopmentLine.objects.select_related("brand__agency", "user", "mentor")
    held = locked(rows, line.pk, edition)
    if held.closed_at is not None:
        raise ValidationError(_("This line of the plan is closed."))
    return held


def _tell(line: DevelopmentLine, verb: str, by: User, at: datetime, **more: Any) -> None:
    record(
        verb=verb,
        what=line,
        by=by,
        at=at,
        agency_id=line.brand.agency_id,
        brand_id=line.brand_id,
        user=line.user_id,
        **more,
    )
