"""Whether it helped: what the person says who was asked when their interaction was closed."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import MOST_POINTS, State
from channels_mgmt.inbox.models import Interaction, Satisfaction
from channels_mgmt.inbox.services.history import lock, tell
from cmhub.lib.keys import made_with


def note_satisfaction(
    *, interaction: Interaction, points: int, by: User, key: UUID, at: datetime | None = None
) -> Satisfaction:
    """Keeps the answer, once for a `key`. Raises ValidationError for what is not closed, and for points that
    are none of the five.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = lock(interaction)
        if known := made_with(key, Satisfaction, interaction_id=held.pk):
            return known
        if held.state != State.CLOSED:
            raise ValidationError(_("People are asked whether it helped once it is closed."), code="open")
        if not 1 <= points <= MOST_POINTS:
            raise ValidationError(_("Choose one of the five answers."), code="points")
        given = Satisfaction.objects.create(
            brand_id=held.brand_id, interaction=held, points=points, given_at=now, noted_by=by, key=key
        )
        tell(held, verb="satisfaction_noted", by=by, at=now, points=points)
    return given
