"""Links by which somebody without a login reads the published report of a week: made, shown, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import signed_links
from accounts.services.audit import lines_of, write
from accounts.services.signed_links import LinkState
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from cmhub.lib.scope import everything
from reporting.weekly.models import ReportLink, WeeklyReport

VALID_FOR = timedelta(days=14)
DAYS = (7, 14, 30, 90)
"""For how long whoever makes a link can have it open."""


def link_for(
    *,
    report: WeeklyReport,
    name: str,
    language: str,
    by: User | None,
    email: str = "",
    valid_for: timedelta = VALID_FOR,
    at: datetime | None = None,
) -> ReportLink:
    """The link of this person to the week of a report: the one that stands, prolonged, else a new one.

    Refused for a week of which nothing is published.
    """
    now, whom = at or timezone.now(), " ".join(name.split())
    if published_of(report.brand, report.week) is None:
        raise ValidationError(_("Nothing of this week is published yet: there is nothing to read."))
    wanted = ReportLink(
        brand_id=report.brand_id,
        week=report.week,
        name=whom,
        email=email,
        language=language,
        made_by=by,
        expires_at=now + valid_for,
    )
    held = ReportLink.objects.filter(brand=report.brand_id, week=report.week, revoked_at=None)
    with transaction.atomic():
        links = signed_links.standing_links(
            held, {(whom, email): wanted}, lambda link: (link.name, link.email), at=now
        )
        link = links[whom, email]
        record_of(report.brand, what=link, verb="report.link_made", by=by, at=now, week=report.week)
    return link


def revoke(*, link: ReportLink, by: User, at: datetime | None = None) -> None:
    """The link opens nothing any more."""
    now = at or timezone.now()
    with transaction.atomic():
        if taken := signed_links.take_back(ReportLink.objects.all(), link.pk, by=by, at=now):
            record_of(taken.brand, what=taken, verb="report.link_revoked", by=by, at=now, week=taken.week)


def revoke_mailed(*, brand: Brand, email: str, by: User, at: datetime) -> None:
    """What was mailed to somebody who gets no report any more opens nothing either."""
    for link in ReportLink.objects.filter(brand=brand, email__iexact=email, revoked_at=None):
        revoke(link=link, by=by, at=at)


def find(token: str) -> ReportLink | None:
    return signed_links.find(ReportLink.objects.select_related("brand__agency", "brand__company"), token)


def state_of(link: ReportLink, at: datetime) -> LinkState:
    """It is over with its brand, and where nothing of its week is published any more."""
    if link.revoked_at:
        return LinkState.REVOKED
    if link.brand.archived_at is not None:
        return LinkState.OVER
    return LinkState.EXPIRED if at >= link.expires_at else LinkState.LIVE


def note_shown(brand: Brand, shown: Iterable[ReportLink], *, by: User, at: datetime) -> None:
    """Somebody of the house has these links before their eyes, and could use them: once a person, link and
    hour.
    """
    hour = at.astimezone(UTC).strftime("%Y-%m-%dT%H")
    write(
        line
        for link in shown
        for line in lines_of(
            verb="report.link_shown",
            what=link,
            by=by,
            at=at,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            week=link.week,
            once=f"report.link_shown:{link.pk}:{by.pk}:{hour}",
        )
    )


def note_opening(link: ReportLink) -> bool:
    """A person has opened the link, of which the first time is a line of the record."""
    now = timezone.now()
    with everything(), transaction.atomic():
        first = signed_links.count_opening(link, at=now)
        if first:
            record_of(link.brand, what=link, verb="report.link_opened", by=None, at=now, week=link.week)
    return first


def links_of(brand: Brand, week: str) -> list[ReportLink]:
    """Those that are not taken back, the newest first."""
    rows = ReportLink.objects.filter(brand=brand, week=week, revoked_at=None)
    return list(rows.select_related("made_by").order_by(F("made_at").desc(), "-pk"))


def published_of(brand: Brand, week: str) -> WeeklyReport | None:
    """The latest published revision of a week."""
    reports = WeeklyReport.objects.published().filter(brand=brand, week=week)
    found = reports.order_by("-revision").first()
    if found is not None:
        found.brand = brand
    return found
