"""The small pieces of every page: icons, states, deadlines, moments, figures in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cmhub.lib import svg
from cmhub.lib.durations import (
    HOUR,
    MINUTE,
    age_in_words,
    deadline_words,
    duration_in_words,
    duration_words,
    work_words,
)
from cmhub.lib.moments import exact_moment, said_moment, short_moment
from cmhub.lib.numbers import percent_words
from cmhub.lib.states import KINDS, NETWORKS, STATES, UNKNOWN, Look
from cmhub.lib.text import listed

register = template.Library()

Text = str | Promise
THEMES = {"light", "dark"}
UNDO = "undo="


# Pages show the same icons, states and kinds by the hundred: each is written once a process and language.
REMEMBERED = 2_000


@register.simple_tag
def icon(name: str, label: Text = "", **attributes: str) -> SafeString:
    """An icon of the sprite; decoration unless it has a label. `class` adds a class."""
    return _icon(name, str(label), attributes.get("class", ""))


@lru_cache(REMEMBERED)
def _icon(name: str, label: str, extra: str) -> SafeString:
    href = f"{static('icons.svg')}#{name}"
    css = f"icon {extra}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', css, href)


@register.simple_tag
def state(code: str, label: Text = "", *, compact: bool = False) -> SafeString:
    """A state as word, icon and colour; `compact` hides the word from sight only."""
    return _state(code, str(label), compact, get_language())


@lru_cache(REMEMBERED)
def _state(code: str, label: str, compact: bool, language: str | None) -> SafeString:
    look = STATES.get(code, UNKNOWN)
    return format_html(
        '<span class="state{}{}">{}<span{}>{}</span></span>',
        f" state--{look.tone}" if look.tone else "",
        " state--compact" if compact else "",
        icon(look.icon),
        SafeString(' class="visually-hidden"') if compact else "",
        capfirst(str(label or look.label)),
    )


@lru_cache(REMEMBERED)
def _tag(look: Look, label: str, language: str | None) -> SafeString:
    tone = f" tag--{look.tone}" if look.tone else ""
    words = capfirst(str(label or look.label))
    return format_html('<span class="tag{}">{}{}</span>', tone, icon(look.icon), words)


@register.simple_tag
def kind(code: str, label: Text = "") -> SafeString:
    """The kind of an interaction, with its icon; nothing where there is none yet."""
    if not code:
        return SafeString("")
    return _tag(KINDS.get(code, Look(code, "tag")), str(label), get_language())


@register.simple_tag
def network(code: str, label: Text = "") -> SafeString:
    """A network with its icon; `label` (the name of a channel) replaces its name."""
    return _network(code, str(label), get_language())


@lru_cache(REMEMBERED)
def _network(code: str, label: str, language: str | None) -> SafeString:
    look = NETWORKS.get(code, Look(code, "world"))
    if label:
        mark = icon(look.icon, label=look.label)
        return format_html('<span class="tag tag--plain">{}{}</span>', mark, label)
    return format_html('<span class="tag tag--plain">{}{}</span>', icon(look.icon), capfirst(str(look.label)))


def _due_words(due: datetime, at: datetime, *, done: bool) -> tuple[str, str, str]:
    """Tone, icon and words of a deadline seen from `at`."""
    left = (due - at).total_seconds()
    if done:
        if left >= 0:
            return "done", "check", _("on time")
        return "missed", "check", _("done %(duration)s late") % {"duration": duration_in_words(-left)}
    if left < 0:
        return "late", "alarm", deadline_words(due, at)
    return ("soon" if left < 2 * HOUR else "later"), "clock", deadline_words(due, at)


@register.simple_tag
def deadline(due: datetime | None, done: datetime | None = None, label: Text = "") -> SafeString:
    """How long is left, or how late; the exact time on hover and for screen readers. `done` ends the wait."""
    if not due:
        return SafeString("")
    tone, sign, words = _due_words(due, done or timezone.now(), done=bool(done))
    exact = exact_moment(due)
    return format_html(
        '<time class="due due--{}" datetime="{}" title="{}"{}>{}{}<span data-words>{}</span>'
        '<span class="visually-hidden"> ({})</span></time>',
        tone,
        due.isoformat(timespec="seconds"),
        f"{label} {exact}".strip(),
        "" if done else SafeString(" data-due"),
        icon(sign),
        format_html('<span class="due__label">{}</span> ', label) if label else "",
        words,
        exact,
    )


@register.simple_tag
def ago(at: datetime | None) -> SafeString:
    """How long ago, with the exact time on hover."""
    if not at:
        return SafeString("")
    return format_html(
        '<time class="ago" datetime="{}" title="{}" data-ago>{}</time>',
        at.isoformat(timespec="seconds"),
        exact_moment(at),
        age_in_words(at, timezone.now()),
    )


@register.simple_tag
def waited(since: datetime | None) -> SafeString:
    """For how long somebody has waited, with the exact time on hover and for screen readers."""
    if not since:
        return SafeString("")
    exact = exact_moment(since)
    seconds = (timezone.now() - since).total_seconds()
    words = _("waiting for %(duration)s") % {"duration": duration_in_words(seconds)}
    return format_html(
        '<time class="due due--soon" datetime="{}" title="{}">{}{}'
        '<span class="visually-hidden"> ({})</span></time>',
        since.isoformat(timespec="seconds"),
        exact,
        icon("hourglass"),
        words if seconds >= MINUTE else _("just now"),
        exact,
    )


@register.simple_tag
def moment(at: datetime | None, *, exact: bool = False, said: bool = False) -> SafeString:
    """A date and time of the active time zone: short with the exact one on hover, as it is `said` where it
    could be taken for a duration, or exact.
    """
    if not at:
        return SafeString("")
    words = exact_moment(at) if exact else said_moment(at) if said else short_moment(at)
    iso = at.isoformat(timespec="seconds")
    return format_html('<time datetime="{}" title="{}">{}</time>', iso, exact_moment(at), words)


@register.simple_tag
def avatar(name: Text, size: str = "") -> SafeString:
    """The initials of a person, beside their name: decoration, in a tint that is always the same."""
    return _avatar(str(name), size)


@lru_cache(REMEMBERED)
def _avatar(name: str, size: str) -> SafeString:
    words = re.findall(r"[^\W_]+", name)
    shown = words[:1] + words[-1:] if len(words) > 1 else words
    initials = "".join(word[0] for word in shown).upper() or "?"
    tint = sum(name.encode()) % 6
    return format_html(
        '<span class="avatar avatar--{}{}" aria-hidden="true">{}</span>',
        tint,
        f" avatar--{size}" if size else "",
        initials,
    )


def not_measured() -> SafeString:
    return format_html(
        '<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("not measured")
    )


@register.filter
def duration(seconds: float | None) -> str:
    """A number of seconds in words; None is "not measured"."""
    return not_measured() if seconds is None else duration_words(seconds)


@register.filter
def worked(minutes: float | None) -> str:
    """Minutes of work in hours and minutes; None is "not measured"."""
    return not_measured() if minutes is None else work_words(minutes)


@register.filter
def percent(rate: float | None, decimals: int = 0) -> str:
    """A fraction of 1 as a percentage; None is "not measured"."""
    if rate is None:
        return not_measured()
    return percent_words(rate, decimals)


@register.filter
def theme(chosen: str | None) -> str:
    """The theme that a cookie asks for, or nothing."""
    return chosen if chosen in THEMES else ""


@register.filter
def undo_url(message: Message) -> str:
    """Where the undo button of a message posts, from its `undo=URL` tag."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix(UNDO) for tag in tags if tag.startswith(UNDO)), "")


@register.inclusion_tag("components/charts/sparkline.html")
def sparkline(
    values: list[float | None], label: Text = "", marks: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """A small line without axes; what happened in its time is shaded, and read aloud with the label."""
    aloud = listed(filter(None, (str(label), *(str(mark["words"]) for mark in marks or ()))))
    return {"line": svg.sparkline(values, marks or ()), "label": aloud}


@register.inclusion_tag("components/charts/svg.html")
def chart_svg(chart: svg.Chart | Mapping[str, Any]) -> dict[str, Any]:
    """The picture of a chart as drawn by the server."""
    drawn = chart if isinstance(chart, svg.Chart) else svg.Chart.of(chart)
    return {"chart": drawn, "drawing": svg.draw(drawn)}


@register.simple_tag
def chart_lines(chart: svg.Chart | Mapping[str, Any]) -> SafeString:
    """The numbers of a chart, as the lines of its table. Not in a template, which takes longer for those of a
    year of weeks than for all the rest of a page.
    """
    drawn = chart if isinstance(chart, svg.Chart) else svg.Chart.of(chart)
    return format_html_join("", "{}", ((_line(row, drawn),) for row in drawn.rows()))


def _line(row: Mapping[str, Any], chart: svg.Chart) -> SafeString:
    value, before = (row[name] or "–" for name in ("value", "before"))
    return format_html(
        '<tr><th scope="row">{}</th><td class="num">{}</td>{}{}</tr>',
        row["label"],
        format_html('<a href="{}">{}</a>', row["href"], value) if row["href"] else value,
        format_html('<td class="num">{}</td>', before) if chart.before else "",
        format_html("<td>{}</td>", row["note"]) if chart.notes else "",
    )


@register.simple_tag
def client_words() -> SafeString:
    """The sentences that scripts say, in the language of the page."""
    words = {
        "late": _("%(duration)s late"),
        "left": _("%(duration)s left"),
        "ago": _("%(duration)s ago"),
        "now": _("just now"),
        "min": pgettext("duration", "%(minutes)d min"),
        "hmin": pgettext("duration", "%(hours)d h %(minutes)d min"),
        "h": pgettext("duration", "%(hours)d h"),
        "dh": pgettext("duration", "%(days)d d %(hours)d h"),
        "d": pgettext("duration", "%(days)d d"),
        "soon": _("less than a minute left"),
        "justlate": _("late by less than a minute"),
        "offline": _("The line is down. What you typed is kept on this device."),
        "failed": _("The server could not be reached. What you typed is kept; try again in a moment."),
        "broken": _("Something went wrong on our side. What you typed is kept; try again in a moment."),
        "refused": _("This was refused."),
        "login": _("Your session has ended. What you typed is kept: log in again, then send it once more."),
        "loginlink": _("Log in in a new tab"),
        "queued": _("The line is down: this is kept on this device and will be sent once it is back."),
        "sent": _("What was waiting has been sent."),
        "unsent": _("Something that waited was refused: it is kept, with the reason, where you log."),
        "before": _("Something that waited had arrived before as you first wrote it: change it on its page."),
        "retry": _("Try again"),
        "restored": _("Your draft was restored."),
        "close": _("Close"),
    }
    return json_script(words, "words")


@register.simple_tag
def csrf_cookie_name() -> str:
    """The name of the cookie that scripts read the current token from."""
    return settings.CSRF_COOKIE_NAME


@register.simple_tag(takes_context=True)
def language_url(context: template.Context, code: str) -> str:
    """This page in another language."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return f"?lang={code}"
    query["lang"] = code
    return f"?{query.urlencode()}"
