"""Briefings: written in seconds, read and confirmed, reminded of once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.outbox import wake_sender, wakes_people
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.strategy.choices import TEAM, Confidentiality
from channels_mgmt.strategy.models import Briefing, BriefingReading, BriefingTarget
from channels_mgmt.strategy.models.briefing import READERS
from channels_mgmt.strategy.services.briefing_mails import announce, remind
from cmhub.lib.keys import made_with
from cmhub.lib.sorting import alphabetical

OLD_AFTER = timedelta(hours=48)
"""What was due longer ago, before the product looked, reminds nobody any more."""


@dataclass(frozen=True)
class Reader:
    """Somebody whom a briefing is for, and when they confirmed having read it."""

    user: User
    read_at: datetime | None


# --- Asking -----------------------------------------------------------------------------------------


def unread_briefings(person: int, brand_ids: Collection[int], at: datetime) -> QuerySet[Briefing]:
    """What a person is to read on these brands, which they may see, and has not: the first due first."""
    held = Briefing.objects.standing().filter(brand__in=brand_ids)
    unread = held.addressed_to(person, at).unread_by(person)
    return unread.select_related("brand").order_by("due_at", "pk")


def readers_of(briefing: Briefing, at: datetime) -> list[Reader]:
    """Whom it is for now, and who read it though it is for them no more, by name."""
    read = dict(briefing.readings.values_list("user", "at"))
    people = User.objects.filter(pk__in={*addressees(briefing, at), *read}).order_by(*alphabetical("name"))
    return [Reader(user, read.get(user.pk)) for user in people]


def addressees(briefing: Briefing, at: datetime) -> set[int]:
    """The ids of the people who are to read it: named, or of the team then, and still there."""
    here = BrandRole.objects.current(at).filter(brand=briefing.brand_id, user__is_active=True)
    if briefing.is_for_all:
        return set(here.filter(role__in=TEAM).values_list("user", flat=True)) - {briefing.written_by_id}
    named = User.objects.filter(pk__in=briefing.targets.values("user"), is_active=True)
    return set(named.values_list("pk", flat=True)) & set(possible_readers(briefing.brand, at))


def possible_readers(brand: Brand, at: datetime) -> QuerySet[Any]:
    """The ids of the people whom a briefing can be for: a role of their own lets them read it."""
    here = BrandRole.objects.current(at).filter(brand=brand, role__in=READERS, user__is_active=True)
    return here.order_by().values_list("user", flat=True).distinct()


def unread_and_due(at: datetime) -> QuerySet[Briefing]:
    """What was to be read by now, and is not by all whom it is for."""
    return Briefing.objects.standing().filter(due_at__lte=at).waited_for(at)


# --- Writing ----------------------------------------------------------------------------------------


def write_briefing(
    *,
    brand: Brand,
    by: User,
    title: str,
    text: str,
    confidentiality: str,
    due_at: datetime,
    people: Collection[User] = (),
    key: UUID | None = None,
    at: datetime | None = None,
) -> Briefing:
    """News for the people named, or without any for everybody of the team. The second call with a `key` adds
    nothing.

    Raises ValidationError, in words: for a moment that has passed, for somebody who may not read it, for what
    is confidential and names nobody.
    """
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        if made := made_with(key, Briefing, brand_id=brand.pk):
            return made
        briefing = _worded(Briefing(brand=brand), title, text, confidentiality, due_at, key)
        return _save(briefing, people, by, at or timezone.now(), "briefing.written")


def correct_briefing(
    *,
    briefing: Briefing,
    by: User,
    title: str,
    text: str,
    confidentiality: str,
    due_at: datetime,
    people: Collection[User] = (),
    key: UUID | None = None,
    at: datetime | None = None,
) -> Briefing:
    """Another version takes its place, which everybody is to read anew; the old one stays as it was.

    Raises ValidationError, in words, where somebody else corrected or withdrew it meanwhile.
    """
    with transaction.atomic():
        brand = Brand.objects.select_for_update(no_key=True).get(pk=briefing.brand_id)
        if made := made_with(key, Briefing, corrects_id=briefing.pk):
            return made
        if not Briefing.objects.standing().filter(pk=briefing.pk).exists():
            raise ValidationError(
                _("Somebody else has corrected or withdrawn this briefing meanwhile: open the newest one."),
                code="changed_meanwhile",
            )
        newer = Briefing(brand=brand, corrects=briefing, version=briefing.version + 1)
        _worded(newer, title, text, confidentiality, due_at, key)
        return _save(newer, people, by, at or timezone.now(), "briefing.corrected")


def _worded(
    briefing: Briefing, title: str, text: str, confidentiality: str, due_at: datetime, key: UUID | None
) -> Briefing:
    briefing.title, briefing.text = title.strip(), text.strip()
    briefing.confidentiality, briefing.due_at = confidentiality, due_at
    briefing.key = key or briefing.key
    return briefing


def withdraw_briefing(*, briefing: Briefing, by: User, at: datetime | None = None) -> None:
    """It holds no more, and nobody is asked to read it; what was read stays known."""
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=briefing.brand_id)
        held = Briefing.objects.standing().filter(pk=briefing.pk)
        if held.update(withdrawn_at=now, withdrawn_by=by):
            _tell(briefing, "briefing.withdrawn", by, now)


def put_back_briefing(*, briefing: Briefing, by: User, at: datetime | None = None) -> None:
    """Undoes a withdrawal."""
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=briefing.brand_id)
        gone = Briefing.objects.filter(pk=briefing.pk, withdrawn_at__isnull=False, correction=None)
        if gone.update(withdrawn_at=None, withdrawn_by=None):
            _tell(briefing, "briefing.put_back", by, now)


def confirm_reading(*, briefing: Briefing, by: User, at: datetime | None = None) -> BriefingReading:
    """Somebody has read it; once is enough.

    Raises ValidationError, in words, for a version that another took the place of: that is the one to read.
    """
    now = at or timezone.now()
    with transaction.atomic():
        if not Briefing.objects.standing().filter(pk=briefing.pk).exists():
            raise ValidationError(_("This briefing holds no more: a newer one may have taken its place."))
        reading, made = BriefingReading.objects.get_or_create(
            briefing=briefing, user=by, defaults={"brand_id": briefing.brand_id, "at": now}
        )
        if made:
            _tell(briefing, "briefing.read", by, now)
    return reading


def note_opening(*, briefing: Briefing, by: User, at: datetime | None = None) -> None:
    """Who opened what is confidential, is on record: once an hour a person."""
    now = at or timezone.now()
    if briefing.is_confidential:
        once = f"briefing.opened:{briefing.pk}:{by.pk}:{now:%Y-%m-%dT%H}"
        with transaction.atomic():
            _tell(briefing, "briefing.opened", by, now, once=once)


def refuse_unnamed(confidentiality: str, people: Collection[User]) -> None:
    """What is confidential is for those it names alone: with nobody named it would be for nobody, or all."""
    if confidentiality == Confidentiality.CONFIDENTIAL and not people:
        raise ValidationError(
            {"people": ValidationError(_("Confidential: name at least one person."), code="unnamed")}
        )


def _save(briefing: Briefing, people: Collection[User], by: User, now: datetime, verb: str) -> Briefing:
    refuse_unnamed(briefing.confidentiality, people)
    may_read = set(possible_readers(briefing.brand, now))
    for person in people:
        if person.pk not in may_read:
            raise ValidationError(
                {"people": _("%(name)s cannot read briefings of this brand.") % {"name": person.name}}
            )
    briefing.written_by, briefing.written_at = by, now
    briefing.for_everybody = not people
    if briefing.due_at < now:
        raise ValidationError({"due_at": _("The moment by which it is to be read has passed.")})
    briefing.full_clean()
    briefing.save()
    BriefingTarget.objects.bulk_create(
        BriefingTarget(brand=briefing.brand, briefing=briefing, user=person) for person in people
    )
    _tell(briefing, verb, by, now, version=briefing.version, confidentiality=briefing.confidentiality)
    if wakes_people(now):
        announce(briefing, addressees(briefing, now) - {by.pk}, now)
    return briefing


# --- Reminding --------------------------------------------------------------------------------------


def remind_due(*, at: datetime | None = None) -> int:
    """Writes to who has not read what is due: once a person and briefing; how many messages were written."""
    now = at or timezone.now()
    waiting = Briefing.objects.standing().filter(
        reminded_at=None, due_at__lte=now, due_at__gt=now - OLD_AFTER, brand__archived_at=None
    )
    written = 0
    for pk in list(waiting.order_by("due_at").values_list("pk", flat=True)):
        with transaction.atomic():
            rows = Briefing.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
            briefing = rows.select_related("brand__agency").filter(pk=pk, reminded_at=None).first()
            if briefing is None:
                continue
            read = set(briefing.readings.values_list("user", flat=True))
            for user in User.objects.filter(pk__in=addressees(briefing, now) - read).order_by("pk"):
                written += remind(briefing, user, now)
            Briefing.objects.filter(pk=pk).update(reminded_at=now)
    if written:
        wake_sender()
    return written


def _tell(briefing: Briefing, verb: str, by: User, at: datetime, **more: Any) -> None:
    record_of(briefing.brand, what=briefing, verb=verb, by=by, at=at, **more)
