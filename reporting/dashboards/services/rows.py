"""The rows that make the numbers of a person's own week and of a department's: as these count them, one by
one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, Message, WaitingEpisode
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.models import TimeEntry
from channels_mgmt.watch.models import Item
from cmhub.lib.weeks import Week
from reporting.dashboards.services.department import COUNTED, asked_in


@dataclass(frozen=True)
class Row:
    """`at` is when it was, or its `day` where only that is known. `minutes` are of time that was logged."""

    brand: Any
    words: str
    url: str
    at: datetime | None = None
    day: date | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Kind:
    """One of the numbers: what it is called, its rows of a span of brands, and how a row is told."""

    label: Any
    of: Callable[[User, Sequence[int], Week], QuerySet[Any]]
    told: Callable[[Any], Row]


def _replies(user: User, brands: Sequence[int], week: Week) -> QuerySet[Message]:
    return Message.objects.filter(
        brand__in=brands,
        sent_at__gte=week.start(user.time_zone),
        sent_at__lt=week.end(user.time_zone),
        direction=Direction.OUT,
        recorded_by=user,
        automatic=False,
    ).order_by("-sent_at", "-pk")


def _ending_a_wait(user: User, brands: Sequence[int], week: Week) -> QuerySet[Message]:
    ended = WaitingEpisode.objects.filter(interaction=OuterRef("interaction"), ended_at=OuterRef("sent_at"))
    return _replies(user, brands, week).filter(Exists(ended))


def _interactions(user: User, brands: Sequence[int], week: Week) -> QuerySet[Interaction]:
    answered = _replies(user, brands, week).order_by().values("interaction")
    return Interaction.objects.filter(pk__in=answered).order_by("-last_at", "-pk")


def _in_week(rows: Any, field: str) -> Callable[[User, Sequence[int], Week], QuerySet[Any]]:
    """`rows` of the person, by the instant of this field."""

    def of(user: User, brands: Sequence[int], week: Week) -> QuerySet[Any]:
        span = {f"{field}__gte": week.start(user.time_zone), f"{field}__lt": week.end(user.time_zone)}
        found: QuerySet[Any] = rows(user).filter(brand__in=brands, **span).order_by(f"-{field}", "-pk")
        return found

    return of


def _time(user: User, brands: Sequence[int], week: Week) -> QuerySet[TimeEntry]:
    entries = TimeEntry.objects.filter(user=user, brand__in=brands)
    return entries.filter(day__gte=week.monday, day__lte=week.sunday).order_by("-day", "-pk")


def _told_message(one: Message) -> Row:
    url = reverse("desk:interaction", args=[one.interaction_id]) if one.interaction_id else ""
    return Row(one.brand, one.text, url, at=one.sent_at)


def _told_interaction(one: Interaction) -> Row:
    return Row(one.brand, one.author, reverse("desk:interaction", args=[one.pk]), at=one.last_at)


def told_escalation(one: Escalation) -> Row:
    return Row(one.brand, one.question, reverse("escalations:detail", args=[one.pk]), at=one.opened_at)


def _told_post(one: Post) -> Row:
    url = reverse("publishing:post", args=[one.pk])
    return Row(one.brand, one.title or one.text, url, at=one.published_at)


def _told_item(one: Item) -> Row:
    return Row(one.brand, one.title, reverse("watch:item", args=[one.pk]), at=one.logged_at)


def _told_time(one: TimeEntry) -> Row:
    words = str(capfirst(Duty(one.duty).label))
    url = reverse("team:time", args=[one.brand.slug])
    return Row(one.brand, words, url, day=one.day, minutes=one.minutes)


OWN: Mapping[str, Kind] = {
    "replies": Kind(_("Replies"), _replies, _told_message),
    "interactions": Kind(_("Interactions answered"), _interactions, _told_interaction),
    "waits": Kind(_("Waits that you ended"), _ending_a_wait, _told_message),
    "passed_on": Kind(
        _("Passed on"),
        _in_week(lambda user: Escalation.objects.filter(opened_by=user), "opened_at"),
        told_escalation,
    ),
    "posts": Kind(
        pgettext_lazy("figure", "Posts"),
        _in_week(lambda user: Post.objects.published().filter(author=user), "published_at"),
        _told_post,
    ),
    "watched": Kind(
        _("Seen on the web"),
        _in_week(lambda user: Item.objects.filter(logged_by=user), "logged_at"),
        _told_item,
    ),
    "minutes": Kind(_("Time logged"), _time, _told_time),
}
"""The numbers of a person's week, by the names that `OwnWeek` has for them."""

ASKED: Mapping[str, Any] = {
    "opened": _("Passed on"),
    "answered": _("Answered"),
    "acknowledged_late": _("Acknowledged late"),
    "answered_late": _("Answer late"),
    "owed": _("Still owed"),
}
"""The numbers of a department's week, by the names that `DepartmentWeek` has for them."""


def own_rows(user: User, brands: Sequence[int], week: Week, what: str) -> QuerySet[Any]:
    """The rows that make one number of `OWN`, the latest first."""
    return OWN[what].of(user, brands, week).select_related("brand")


def department_rows(
    user: User, brands: Sequence[Brand], departments: Sequence[int], week: Week, what: str, *, at: datetime
) -> list[Escalation]:
    """The escalations that make one number of `DepartmentWeek`, the latest first."""
    rows = asked_in(user, brands, departments, [week]).filter(COUNTED[what](at)).select_related("brand")
    return list(rows.order_by("-opened_at", "-pk"))
