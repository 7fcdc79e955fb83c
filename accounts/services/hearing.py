"""How a person hears of something: by mail at once, in the digest, by push, and when not at all.

In the product itself they always do. What is urgent is never left to the digest; a crisis overrides all that
a person asked for. Quiet hours hold back what leaves, until they end: all but a crisis, and what is urgent
for somebody who is on call.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts.choices import MailWay, Topic, Urgency
from accounts.duty import is_on_duty
from accounts.models import NotificationPreferences, PushSubscription, User

ALWAYS_BY_MAIL = (Topic.ESCALATION, Topic.APPROVAL, Topic.ROTA)
"""Somebody waits for an answer: by mail at once or in the digest, but not never."""
FIXED = (Topic.CRISIS, Topic.ACCOUNT)
"""Not a choice: by mail at once."""
USUALLY_PUSHED = frozenset({Topic.ESCALATION, Topic.APPROVAL, Topic.CRISIS, Topic.WATCH, Topic.ROTA})
DIGEST_HOUR = time(8)
DAY = timedelta(days=1)
LONGEST = 8
"""No chain of quiet hours and days off is longer, in stretches, than a week and the night after it."""


@dataclass(frozen=True)
class Hearing:
    """What holds for one person: their preferences, or the usual where they have said nothing."""

    user_id: int
    language: str
    zone: ZoneInfo
    mail: dict[str, str] = field(default_factory=dict)
    push: dict[str, bool] = field(default_factory=dict)
    push_shows_text: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_days: frozenset[int] = frozenset()
    days_off: frozenset[int] = frozenset()
    digest_at: time = DIGEST_HOUR
    phones: tuple[int, ...] = ()
    """The subscriptions of their browsers."""

    @classmethod
    def of(cls, user: User, preferences: NotificationPreferences | None, phones: Collection[int]) -> Hearing:
        told = cls(user.pk, user.language, ZoneInfo(user.time_zone), phones=tuple(phones))
        if preferences is None:
            return told
        return cls(
            told.user_id,
            told.language,
            told.zone,
            mail=preferences.mail,
            push=preferences.push,
            push_shows_text=preferences.push_shows_text,
            quiet_from=preferences.quiet_from,
            quiet_until=preferences.quiet_until,
            quiet_days=frozenset(preferences.quiet_days),
            days_off=frozenset(preferences.days_off),
            digest_at=preferences.digest_at,
            phones=told.phones,
        )

    def mail_way(self, topic: str, urgency: str) -> MailWay:
        """How a message leaves by mail."""
        chosen = self.chosen_way(topic)
        if urgency == Urgency.CRISIS or topic in FIXED:
            return MailWay.NOW
        if chosen == MailWay.NEVER:
            return MailWay.NEVER
        if urgency == Urgency.URGENT:
            return MailWay.NOW
        return MailWay.DIGEST if urgency == Urgency.DIGEST else chosen

    def chosen_way(self, topic: str) -> MailWay:
        """What the person asked for, as far as it is theirs to choose."""
        chosen = MailWay(self.mail.get(topic, MailWay.NOW))
        kept = topic in FIXED or (topic in ALWAYS_BY_MAIL and chosen == MailWay.NEVER)
        return MailWay.NOW if kept else chosen

    def is_pushed(self, topic: str, urgency: str) -> bool:
        if not self.phones or urgency == Urgency.DIGEST:
            return False
        return urgency == Urgency.CRISIS or self.wants_push(topic)

    def wants_push(self, topic: str) -> bool:
        return topic == Topic.CRISIS or bool(self.push.get(topic, topic in USUALLY_PUSHED))

    def held_until(self, urgency: str, at: datetime) -> datetime:
        """When something may leave that is ready at `at`: then, or once the quiet hours are over."""
        if urgency == Urgency.CRISIS or (ends := self.quiet_ends(at)) == at:
            return at
        if urgency == Urgency.URGENT and is_on_duty(self.user_id, at):
            return at
        return ends

    def quiet_ends(self, at: datetime) -> datetime:
        """The end of the quiet hours in which the instant lies; the instant itself where it lies in none."""
        moment = at
        for _stretch in range(LONGEST):
            day = moment.astimezone(self.zone).date()
            stretches = [*self._quiet_of(day - DAY), *self._quiet_of(day)]
            ends = [end for start, end in stretches if start <= moment < end]
            if not ends:
                break
            moment = max(ends)
        return moment

    def _quiet_of(self, day: date) -> list[tuple[datetime, datetime]]:
        """The half-open stretches that begin on a day."""
        found = []
        if day.isoweekday() in self.days_off:
            found.append((self._instant(day, time()), self._instant(day + DAY, time())))
        begins, ends = self.quiet_from, self.quiet_until
        if begins is not None and ends is not None and day.isoweekday() in self.quiet_days:
            last = day if ends > begins else day + DAY
            found.append((self._instant(day, begins), self._instant(last, ends)))
        return found

    def next_digest(self, at: datetime) -> datetime:
        """The first hour of the person's digest after an instant."""
        day = at.astimezone(self.zone).date()
        today = self._instant(day, self.digest_at)
        return today if today > at else self._instant(day + DAY, self.digest_at)

    def _instant(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(ZoneInfo("UTC"))


def hearing_of(people: Collection[int]) -> dict[int, Hearing]:
    """How each of these people hears of things, in one query; only those are in it who may log in."""
    if not people:
        return {}
    phones = PushSubscription.objects.filter(user=OuterRef("pk")).values("pk")
    found = (
        User.objects.filter(pk__in=people, is_active=True)
        .select_related("notification_preferences")
        .annotate(phones=ArraySubquery(phones))
    )
    return {user.pk: Hearing.of(user, preferences_of(user), user.phones) for user in found}


def preferences_of(user: User) -> NotificationPreferences | None:
    return getattr(user, "notification_preferences", None)
