"""Themes of a brand's week: read from its interactions, and what its people said of their words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from cmhub.lib.text import written
from cmhub.lib.weeks import Week
from reporting.weekly.models import ThemeWord, WeeklyReport
from reporting.weekly.rows import fetch
from reporting.weekly.services.drafts import redraft
from reporting.weekly.services.words import hold
from reporting.weekly.themes import Said, themes_of
from reporting.weekly.themes.finding import SAID, WEEKS_BEFORE

LONGEST_NAME = 80
SAID_SQL = """
    select extract(epoch from opened_at)::float8, author_key, theme,
        case when theme = '' and needs_answer then excerpt else '' end
    from inbox_interaction
    where brand_id = %(brand)s and opened_at >= %(since)s and opened_at < %(until)s
        and (theme <> '' or needs_answer)
    order by opened_at, id
"""
"""What needs no answer is abuse or was set aside: its words are no theme, unless a person said one."""


def themes_of_week(brand: Brand, week: Week) -> list[dict[str, Any]]:
    """As a report keeps them, beside the four weeks before."""
    starts = [(week - ago).start(brand.time_zone).timestamp() for ago in range(WEEKS_BEFORE + 1)]
    until = week.end(brand.time_zone)
    since = (week - WEEKS_BEFORE).start(brand.time_zone)
    rows = fetch(SAID_SQL, {"brand": brand.pk, "since": since, "until": until})
    said = [
        Said(next(ago for ago, start in enumerate(starts) if at >= start), person, text, theme)
        for at, person, theme, text in rows
    ]
    return themes_of(said, rules=rules_of(brand), silent=[brand.name])


def rules_of(brand: Brand) -> dict[str, str]:
    """What was said of each word: its theme, or nothing where it was dropped."""
    return dict(ThemeWord.objects.filter(brand=brand).values_list("stem", "theme"))


def name_theme(
    *, report: WeeklyReport, theme: str, name: str, by: User, at: datetime | None = None
) -> WeeklyReport:
    """The theme that was found is called so from now on. By the name of another the two become one."""
    name = " ".join(written(name, _("Say what the theme is called.")).split())
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("A theme has a name of at most %(n)s characters.") % {"n": LONGEST_NAME})
    return _decide(report=report, theme=theme, name=name, verb="report.theme_named", by=by, at=at)


def drop_theme(*, report: WeeklyReport, theme: str, by: User, at: datetime | None = None) -> WeeklyReport:
    """The words of the theme that was found say nothing: no theme is found by them any more."""
    return _decide(report=report, theme=theme, name="", verb="report.theme_dropped", by=by, at=at)


def forget_theme(*, report: WeeklyReport, theme: str, by: User, at: datetime | None = None) -> WeeklyReport:
    """What was said of the words of a theme counts no more; of no theme, what was dropped."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(report)
        ThemeWord.objects.filter(brand=held.brand_id, theme=theme).delete()
        return _told(held, verb="report.theme_forgotten", by=by, at=now)


def _decide(
    *, report: WeeklyReport, theme: str, name: str, verb: str, by: User, at: datetime | None
) -> WeeklyReport:
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(report)
        for stem in _words(held, theme):
            ThemeWord.objects.update_or_create(
                brand=held.brand, stem=stem, defaults={"theme": name, "by": by, "at": now}
            )
        return _told(held, verb=verb, by=by, at=now)


def _words(report: WeeklyReport, theme: str) -> list[str]:
    found = [one for one in report.qualitative["themes"] if one["theme"] == theme]
    words = [stem for one in found if one.get("source") != SAID for stem in one.get("words", [])]
    if not words:
        raise ValidationError(_("This theme is not there any more: look at the list again."))
    return words


def _told(held: WeeklyReport, *, verb: str, by: User, at: datetime) -> WeeklyReport:
    """The draft with its themes as they are now, and what the product says of them."""
    themes = themes_of_week(held.brand, Week.parse(held.week))
    held.qualitative = {**held.qualitative, "themes": themes}
    redraft(held)
    held.edition += 1
    held.save(update_fields=["qualitative", "draft", "edition"])
    record(
        verb=verb,
        what=held,
        by=by,
        at=at,
        agency_id=held.brand.agency_id,
        brand_id=held.brand_id,
        label=held.week,
        week=held.week,
        revision=held.revision,
    )
    return held
