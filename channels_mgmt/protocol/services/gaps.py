"""What is asked and has no agreed answer yet: noted by who answers, settled by who writes the protocol."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.protocol.choices import GapState
from channels_mgmt.protocol.models import Asked, Entry, Gap
from cmhub.lib.text import TextError, clean_text

LONGEST = 150


def note_gap(
    *,
    brand: Brand,
    words: str,
    kind: str = "",
    interaction: int,
    by: User,
    at: datetime | None = None,
) -> Gap:
    """Nothing is agreed about what this interaction asks. The same words count up, once an interaction; what
    was written meanwhile and is asked all the same stands open again.

    Raises ValidationError for no words, or too many.
    """
    now, said = at or timezone.now(), _words(words)
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        gap = Gap.objects.filter(brand=brand, words__iexact=said).first()
        if gap is None:
            gap = Gap.objects.create(
                brand=brand, words=said, kind=kind, first_at=now, last_at=now, noted_by=by
            )
            Asked.objects.create(brand=brand, gap=gap, interaction=interaction, by=by, at=now)
            record_of(brand, what=gap, verb="gap.noted", by=by, at=now)
            return gap
        _asked, is_new = Asked.objects.get_or_create(
            gap=gap, interaction=interaction, defaults={"brand": brand, "by": by, "at": now}
        )
        if is_new:
            _count_up(gap, now)
            record_of(brand, what=gap, verb="gap.noted", by=by, at=now)
    return gap


def _words(words: str) -> str:
    try:
        said = " ".join(clean_text(words).split())
    except TextError as error:
        raise ValidationError(str(error), code=error.code) from error
    if not said:
        raise ValidationError(_("Say in a few words what is asked."), code="empty")
    if len(said) > LONGEST:
        raise ValidationError(_("Say it in fewer words: what is asked, not the message."), code="long")
    return said


def _count_up(gap: Gap, at: datetime) -> None:
    Gap.objects.filter(pk=gap.pk).update(count=F("count") + 1, last_at=at)
    if gap.state == GapState.WRITTEN:
        Gap.objects.filter(pk=gap.pk).update(state=GapState.OPEN, settled_at=None, settled_by=None)
    gap.refresh_from_db()


def written_for(*, gap: Gap, entry: Entry, by: User, at: datetime | None = None) -> Gap:
    """A situation was written for it. Raises ValidationError for one of another brand."""
    if entry.brand_id != gap.brand_id:
        raise ValidationError(_("This situation belongs to the protocol of another brand."), code="brand")
    return _settle(gap, GapState.WRITTEN, "gap.written", by, at, entry)


def not_needed(*, gap: Gap, by: User, at: datetime | None = None) -> Gap:
    """No answer is to be agreed about it."""
    return _settle(gap, GapState.NOT_NEEDED, "gap.not_needed", by, at, None)


def needed_again(*, gap: Gap, by: User, at: datetime | None = None) -> Gap:
    """It stands open again, as before it was settled."""
    return _settle(gap, GapState.OPEN, "gap.opened", by, at, None)


def _settle(gap: Gap, state: GapState, verb: str, by: User, at: datetime | None, entry: Entry | None) -> Gap:
    now = at or timezone.now()
    with transaction.atomic():
        held = Gap.objects.select_for_update(of=("self",)).select_related("brand").get(pk=gap.pk)
        if held.state == state and held.entry_id == (entry.pk if entry else None):
            return held
        is_open = state == GapState.OPEN
        held.state, held.entry = state, entry
        held.settled_by, held.settled_at = (None, None) if is_open else (by, now)
        held.save(update_fields=["state", "entry", "settled_by", "settled_at"])
        record_of(held.brand, what=held, verb=verb, by=by, at=now)
    return held
