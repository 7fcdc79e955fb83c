from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.choices import IdeaState
from channels_mgmt.publishing.models import Idea
from cmhub.lib.erased import ERASED
from cmhub.lib.keys import made_with


def keep_idea(
    *,
    brand: Brand,
    title: str,
    by: User,
    key: UUID,
    text: str = "",
    url: str = "",
    came_from: str = "",
    at: datetime | None = None,
) -> Idea:
    """Keeps what a post could be about; the second call with a `key` gives the idea of the first."""
    now = at or timezone.now()
    said = {"title": title.strip()[:200], "text": text, "url": url, "came_from": came_from[:300]}
    if not said["title"]:
        raise ValidationError({"title": _("Say what the idea is.")})
    with transaction.atomic():
        values = {**said, "brand": brand, "made_by": by, "made_at": now}
        if made := made_with(key, Idea, brand_id=brand.pk):
            return made
        idea = Idea.objects.create(key=key, **values)
        record_of(brand, what=idea, verb="idea.kept", by=by, at=now)
    return idea


def end_idea(*, idea: Idea, state: str, by: User, at: datetime | None = None) -> Idea:
    """Says that an idea is used, or drops it; with the state `open` takes that back."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Idea.objects.select_for_update(of=("self",)).select_related("brand").get(pk=idea.pk)
        if held.state == state:
            return held
        ends = state != IdeaState.OPEN
        held.state, held.ended_by, held.ended_at = state, by if ends else None, now if ends else None
        held.save(update_fields=["state", "ended_by", "ended_at"])
        verb = {"open": "idea.put_back", "used": "idea.used", "dropped": "idea.dropped"}[state]
        record_of(held.brand, what=held, verb=verb, by=by, at=now)
    return held


def erase_ideas(keys: Iterable[UUID]) -> None:
    """Takes the words from the ideas that were kept under these keys."""
    Idea.objects.filter(key__in=list(keys)).update(title=ERASED, text="", url="", came_from="")
