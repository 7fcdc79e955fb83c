"""Whoever is to see to a recommendation is told once its report is published."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.models import User
from accounts.services.outbox import wakes_people
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.services.mails import write_to
from cmhub.lib.links import link_to
from cmhub.lib.moments import date_words
from reporting.weekly.choices import Progress
from reporting.weekly.models import Recommendation, WeeklyReport


def tell_owners(report: WeeklyReport, *, by: User, at: datetime) -> None:
    """Of what this report recommends, once for each owner of it; who publishes knows."""
    if not wakes_people(at):
        return
    own = Recommendation.objects.of_week(report.brand_id, report.week).filter(progress=Progress.OPEN)
    given = own.filter(owner__is_active=True).exclude(owner=by).select_related("owner")
    for one in given:
        owner: Any = one.owner
        if not rights_of(owner, report.brand).may(Right.REPORT_COMPLETE):
            continue
        write_to(
            [owner],
            report.brand,
            key=f"recommendation_given:{one.pk}",
            words=partial(_words, report, one),
            at=at,
            thread=f"recommendation.{one.pk}",
            link=link_to("weekly:follow_up", one.pk),
        )


def _words(report: WeeklyReport, one: Recommendation, owner: User) -> tuple[str, str]:
    said = {
        "name": owner.get_short_name(),
        "brand": report.brand.name,
        "what": one.text,
        "day": date_words(one.due_on) if one.due_on else "",
        "link": link_to("weekly:follow_up", one.pk),
    }
    subject = _("%(brand)s: a recommendation of the weekly report is yours")
    if one.due_on:
        body = _("Hello %(name)s,\n\nYou see to this, until %(day)s:\n%(what)s\n\n%(link)s")
    else:
        body = _("Hello %(name)s,\n\nYou see to this:\n%(what)s\n\n%(link)s")
    return subject % said, body % said
