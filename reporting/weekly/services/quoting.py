"""Words of the public that a report quotes: picked from the inbox, cut, erased with the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.desk.quoting import theirs
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Message
from cmhub.lib.editions import locked
from cmhub.lib.erased import ERASED
from cmhub.lib.text import ELLIPSIS, excerpt
from cmhub.lib.weeks import Week
from reporting.weekly.choices import FROZEN
from reporting.weekly.models import Quotation, WeeklyReport

LONGEST = 1_000


def week_of(message: Message, brand: Brand, at: datetime) -> Week:
    """The week in whose report the message is quoted: its own, or where that is published the first one
    after it that is not.
    """
    own, present = Week.of(message.sent_at, brand.time_zone), Week.of(at, brand.time_zone)
    newest = WeeklyReport.objects.filter(brand=brand, week__gte=str(own)).newest_of_each_week()
    states = dict(newest.values_list("week", "state"))
    while states.get(str(own)) in FROZEN and own < present:
        own = own.next
    return own


def pick(*, message: Message, brand: Brand, area: str, by: User, at: datetime | None = None) -> Quotation:
    """Keeps what the message says for the report; a second time says what else it is about.

    Raises ValidationError for what is not of the public, or has no words.
    """
    now = at or timezone.now()
    with transaction.atomic():
        # Whoever erases the person meanwhile comes before this or after it.
        message = locked(Message.objects.all(), message.pk)
        if message.direction != Direction.IN or not message.text.strip():
            raise ValidationError(_("Only words of the public are quoted."))
        week = week_of(message, brand, now)
        quotation, is_new = Quotation.objects.get_or_create(
            brand=brand,
            week=str(week),
            message=message,
            defaults={
                "area": area,
                "words": excerpt(message.text, LONGEST),
                "said_at": message.sent_at,
                "network": message.network,
                "by": by,
                "at": now,
                "key": uuid4(),
            },
        )
        if not is_new and quotation.area != area:
            if quotation.insight_id:
                raise ValidationError(_("The report quotes this already, under what it shows."))
            quotation.area, quotation.edition = area, quotation.edition + 1
            quotation.full_clean()
            quotation.save(update_fields=["area", "edition"])
        _tell(quotation, "quotation.picked", by, now)
    return quotation


def cut(*, quotation: Quotation, edition: int, words: str, by: User, at: datetime | None = None) -> Quotation:
    """Fewer of the words, in their order, with “…” for what is left out.

    Raises ValidationError for words that were not said, ChangedMeanwhileError for an edition that is not the
    last.
    """
    with transaction.atomic():
        held = locked(Quotation.objects.select_related("brand", "message"), quotation.pk, edition)
        if held.is_erased:
            raise ValidationError(_("These words are erased."))
        if _is_published(held):
            raise ValidationError(_("A published report quotes it: it stays."))
        said = held.message.text if held.message else held.words
        if not is_said(words, said):
            raise ValidationError(
                _("A quotation has the words that were said: leave some out with “…”, and add none.")
            )
        held.words, held.edition = words.strip(), held.edition + 1
        held.full_clean()
        held.save(update_fields=["words", "edition"])
        _tell(held, "quotation.cut", by, at or timezone.now())
    return held


def is_said(words: str, said: str) -> bool:
    """Whether all that stands between “…” stands so, and in this order, in what was said."""
    rest = " ".join(said.split())
    parts = [" ".join(part.split()) for part in words.replace("...", ELLIPSIS).split(ELLIPSIS)]
    if not any(parts):
        return False
    for part in parts:
        _before, found, rest = rest.partition(part) if part else ("", ELLIPSIS, rest)
        if not found:
            return False
    return True


def remove(*, quotation: Quotation, by: User, at: datetime | None = None) -> None:
    """It is quoted no more. Refused where a published report has it."""
    with transaction.atomic():
        held = locked(Quotation.objects.select_related("brand"), quotation.pk)
        if held.insight_id:
            raise ValidationError(_("It shows an insight: take it from there first."))
        if _is_published(held):
            raise ValidationError(_("A published report quotes it: it stays."))
        _tell(held, "quotation.removed", by, at or timezone.now())
        held.delete()


def _is_published(quotation: Quotation) -> bool:
    reports = WeeklyReport.objects.published().filter(brand=quotation.brand_id, week=quotation.week)
    return any(
        {"id": quotation.pk} in one.get("quotations", [])
        for insights in reports.values_list("qualitative__insights", flat=True)
        for told in insights.values()
        for one in told
    )


def copy_of(messages: QuerySet[Message]) -> list[dict[str, Any]]:
    """Which of these messages are quoted, as JSON can say it."""
    quoted = Quotation.objects.filter(message__in=messages).order_by("week", "pk")
    return [{"week": week, "words": words} for week, words in quoted.values_list("week", "words")]


def erase(brand: Brand, messages: QuerySet[Message]) -> None:
    """Takes the words of these messages from all that quotes them, be it published; to be called while they
    are still there.
    """
    gone = {"words": ERASED, "message": None, "edition": F("edition") + 1}
    with transaction.atomic():
        Quotation.objects.filter(message__in=messages).update(**gone)
        typed = Quotation.objects.filter(brand=brand, message=None).exclude(words=ERASED)
        if told := dict(typed.values_list("pk", "words")):
            gone_with = theirs(messages)
            found = [pk for pk, words in told.items() if gone_with.in_(words)]
            Quotation.objects.filter(pk__in=found).update(**gone)


def _tell(quotation: Quotation, verb: str, by: User, at: datetime) -> None:
    record_of(
        quotation.brand, what=quotation, verb=verb, by=by, at=at, label=quotation.week, week=quotation.week
    )
