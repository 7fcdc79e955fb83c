"""The department contacted the person itself: a good end which is not public."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import ContactedBy, State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.acts import keep_said, refuse_second_answer
from channels_mgmt.escalations.services.beginning import interaction_of, refuse_foreign
from channels_mgmt.escalations.services.history import audit, hold, said_by, tell
from channels_mgmt.escalations.services.notices import tell_asker
from channels_mgmt.escalations.services.owning import own_time
from channels_mgmt.escalations.services.waiting import release
from channels_mgmt.inbox.models import Interaction

LOGGED_WITHIN = timedelta(days=1)
"""How much later than it was said something may be logged: the department can have heard of it before."""


def put_in_touch(
    *,
    escalation: Escalation,
    words: str,
    by: User | None,
    how: str = ContactedBy.PHONE,
    contacted_at: datetime | None = None,
    contact: Contact | None = None,
    via: str = "",
    at: datetime | None = None,
) -> Escalation:
    """Records that the department has turned to the person: when, how, and what the community manager must
    know of it, who then has the interaction back and may close it.

    `contacted_at` is by default `at`. It acknowledges as well, and ends a pause. Raises
    AnsweredMeanwhileError when somebody answered first, and ValidationError without words, for a time more
    than a day before the person wrote, or to come, and where nobody of the public asked.
    """
    now = at or timezone.now()
    when = contacted_at or now
    if not words.strip():
        raise ValidationError({"words": _("Say what came of it: the community manager goes on from there.")})
    with transaction.atomic():
        held = hold(escalation)
        refuse_second_answer(held, escalation)
        refuse_foreign(held, contact)
        _refuse_time(interaction_of(held), when, now)
        held.publishable, held.internal = "", words.strip()
        held.put_in_touch_at, held.put_in_touch_how = when, how
        keep_said(held, State.PUT_IN_TOUCH, by=by, contact=contact, at=now)
        tell(
            held,
            Verb.PUT_IN_TOUCH,
            by=by,
            at=now,
            to_state=State.PUT_IN_TOUCH,
            how=how,
            contacted_at=when.isoformat(),
            **said_by(held.answered_contact, via),
            **own_time(held, now),
        )
        audit("escalation.put_in_touch", held, by=by, at=now, how=how, via=via)
        release(held, verb="department_answered", by=by, at=now)
        tell_asker(held, at=now)
        signals.changed.send(Escalation, escalation=held, verb=Verb.PUT_IN_TOUCH, by=by, at=now)
    return held


def _refuse_time(interaction: Interaction, when: datetime, now: datetime) -> None:
    if when > now:
        raise ValidationError({"contacted_at": _("This time is still to come: say when you contacted them.")})
    if when < interaction.opened_at - LOGGED_WITHIN:
        raise ValidationError({"contacted_at": _("This is long before the person wrote: look at the day.")})
