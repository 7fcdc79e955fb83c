"""The week as a message of WhatsApp: the five figures, what tells most, and the way to the report."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from cmhub.lib.text import excerpt
from cmhub.lib.weeks import Week
from reporting.weekly.cards import Figure, key_figures
from reporting.weekly.choices import FROZEN
from reporting.weekly.drafting.phrases import FRENCH, LANGUAGES
from reporting.weekly.models import WeeklyReport
from reporting.weekly.reading import brief_in, own_reading
from reporting.weekly.shown import decisions_waiting

LONGEST = 1000
SENTENCES = 600
"""Characters that the words may take of it: figures and address come whole."""


def whatsapp_shown(request: HttpRequest, report: WeeklyReport) -> list[dict[str, Any]] | None:
    """The message in each language, the reader's own first; nothing before the report is published."""
    if report.state not in FROZEN:
        return None
    url = request.build_absolute_uri(reverse("weekly:report", args=[report.brand.slug, report.week]))
    own = get_language() or FRENCH
    found = []
    for language in sorted(LANGUAGES, key=lambda one: one != own):
        text = message_of(report, url, language)
        found.append({"language": language, "text": text, "href": f"https://wa.me/?text={quote(text)}"})
    return found


def message_of(report: WeeklyReport, url: str, language: str) -> str:
    """Fewer than 1,000 characters. Nobody is quoted, and the house that made the report is not named."""
    with override(language):
        title = f"*{report.brand.name}*\n{capfirst(Week.parse(report.week).label())}"
        figures = "\n".join(_line(one) for one in key_figures(report) if one.value is not None)
        asked = len(decisions_waiting(report))
        decisions = (
            ngettext("%(n)s decision is asked of you.", "%(n)s decisions are asked of you.", asked)
            % {"n": asked}
            if asked
            else ""
        )
        more = _("The whole report: %(url)s") % {"url": url}
    fixed = [title, figures, decisions, more]
    room = min(SENTENCES, LONGEST - 1 - sum(len(part) + 2 for part in fixed) - 2)
    words = excerpt(_words(report, language), max(room, 0))
    return "\n\n".join(part for part in (title, figures, words, decisions, more) if part)


def _words(report: WeeklyReport, language: str) -> str:
    """What a person reads in the week in this language, else what the figures say."""
    own = own_reading(report.qualitative["reading"], report.draft)
    return own.get(language) or " ".join(brief_in(report, language))


def _line(figure: Figure) -> str:
    change = f" ({figure.change})" if figure.change else ""
    told = {"label": figure.label, "value": figure.value, "change": change}
    return _("• %(label)s: %(value)s%(change)s") % told
