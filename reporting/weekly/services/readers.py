"""Who gets a brand's reports by mail, and who chose so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, roles_granting
from accounts.choices import Language
from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.record import record_of
from cmhub.lib.locks import advisory_lock
from reporting.weekly.models import ReportRecipient
from reporting.weekly.services.links import revoke_mailed

MOST = 40
"""People of one brand who were chosen: a report is no newsletter."""


@dataclass(frozen=True)
class Reader:
    """Somebody who gets the reports, or would by their post but does not (`gets`)."""

    name: str
    email: str
    language: str
    time_zone: str
    user: User | None = None
    chosen: ReportRecipient | None = None
    gets: bool = True

    @property
    def key(self) -> str:
        """Who it is, in few characters: an address may be long."""
        return str(self.user.pk) if self.user else f"address-{self.chosen.pk}" if self.chosen else self.email

    @property
    def language_name(self) -> str:
        return str(Language(self.language).label)


def readers_of(brand: Brand, at: datetime) -> list[Reader]:
    """All of whom it is known, those with a login first, by name.

    By their post, who decides on what reports ask for; besides, who was chosen, as long as they may read
    reports. Who was left out stays in the list as that.
    """
    chosen = list(ReportRecipient.objects.filter(brand=brand).select_related("user"))
    by_user = {one.user_id: one for one in chosen if one.user_id}
    users = {user.pk: user for user in _by_post(brand, at)}
    users |= {one.user.pk: one.user for one in chosen if one.user and one.user.is_active}
    with_login = [
        Reader(
            name=user.name,
            email=user.email,
            language=user.language,
            time_zone=user.time_zone,
            user=user,
            chosen=by_user.get(pk),
            gets=by_user[pk].gets if pk in by_user else True,
        )
        for pk, user in users.items()
        if rights_of(user, brand).may(Right.REPORT_VIEW)
    ]
    others = [
        Reader(one.name, one.email, one.language, brand.time_zone, chosen=one, gets=one.gets)
        for one in chosen
        if one.user_id is None
    ]
    return [*sorted(with_login, key=_name), *sorted(others, key=_name)]


def _name(reader: Reader) -> str:
    return reader.name.casefold()


def _by_post(brand: Brand, at: datetime) -> QuerySet[User]:
    roles = BrandRole.objects.current(at).filter(
        brand=brand, role__in=roles_granting(Right.REPORT_DECIDE), user__is_active=True
    )
    return User.objects.filter(pk__in=roles.values("user"))


def who_could(brand: Brand, at: datetime) -> list[User]:
    """Who works on the brand or decides on it, may read its reports and is in the list in no way."""
    listed = {reader.user.pk for reader in readers_of(brand, at) if reader.user}
    roles = BrandRole.objects.current(at).filter(
        brand=brand, role__in=roles_granting(Right.REPORT_VIEW), user__is_active=True
    )
    return list(User.objects.filter(pk__in=roles.values("user")).exclude(pk__in=listed).order_by("name"))


def choose(*, brand: Brand, user: User, gets: bool, by: User, at: datetime | None = None) -> ReportRecipient:
    """From the next report on it goes to somebody with a login, or does not. Refused who may not read it."""
    now = at or timezone.now()
    if gets and not rights_of(user, brand).may(Right.REPORT_VIEW):
        raise ValidationError(_("This person may not read the reports of the brand."))
    with transaction.atomic():
        _refuse_a_crowd(brand, ReportRecipient.objects.filter(user=user))
        chosen, _made = ReportRecipient.objects.update_or_create(
            brand=brand, user=user, defaults={"gets": gets, "chosen_by": by, "chosen_at": now}
        )
        _tell(chosen, by, now)
    return chosen


def choose_address(
    *, brand: Brand, name: str, email: str, language: str, by: User, at: datetime | None = None
) -> ReportRecipient:
    """From the next report on it goes to somebody without a login, with a link of their own to read it by.

    Somebody with a login who may read reports is chosen as that.
    """
    now, address = at or timezone.now(), email.strip().lower()
    if (user := User.objects.filter(email__iexact=address, is_active=True).first()) and rights_of(
        user, brand
    ).may(Right.REPORT_VIEW):
        return choose(brand=brand, user=user, gets=True, by=by, at=now)
    with transaction.atomic(), advisory_lock("report_recipients", brand.pk):
        same = ReportRecipient.objects.filter(user=None, email__iexact=address)
        _refuse_a_crowd(brand, same)
        chosen = same.filter(brand=brand).first() or ReportRecipient(brand=brand, email=address)
        chosen.name, chosen.language, chosen.gets = " ".join(name.split()), language, True
        chosen.chosen_by, chosen.chosen_at = by, now
        chosen.full_clean()
        chosen.save()
        _tell(chosen, by, now)
    return chosen


def forget_address(*, recipient: ReportRecipient, by: User, at: datetime | None = None) -> None:
    """Somebody without a login gets no report any more, and nothing of them is kept here; the links in their
    mails open nothing from then on.
    """
    now = at or timezone.now()
    with transaction.atomic():
        rows = ReportRecipient.objects.select_for_update(of=("self",)).select_related("brand")
        held = rows.filter(pk=recipient.pk).first()
        if held is None:
            return
        held.gets = False
        revoke_mailed(brand=held.brand, email=held.email, by=by, at=now)
        _tell(held, by, now)
        held.delete()


def _refuse_a_crowd(brand: Brand, same: QuerySet[ReportRecipient]) -> None:
    others = ReportRecipient.objects.filter(brand=brand).exclude(Q(pk__in=same.values("pk")))
    if others.count() >= MOST:
        told = _("At most %(most)d people are chosen for the reports of a brand.")
        raise ValidationError(told % {"most": MOST})


def _tell(chosen: ReportRecipient, by: User, at: datetime) -> None:
    verb = "report.recipient_chosen" if chosen.gets else "report.recipient_left_out"
    record_of(chosen.brand, what=chosen, verb=verb, by=by, at=at)
