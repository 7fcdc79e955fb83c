"""Rows of the board of the house, written in Python: hundreds of them stand on a page (see `rows`)."""

from datetime import date
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from channels_mgmt.team.house_board import AccountRow, HolderRow
from channels_mgmt.team.whole_house import BrandName, Person
from cmhub.lib.moments import date_words
from cmhub.lib.templatetags.rows import NOTHING, tag
from cmhub.lib.templatetags.ui import REMEMBERED, avatar, network, state

register = template.Library()

HOLDER = """<div class="cluster cluster--between">
<span class="cluster">{}<span class="muted small">{}</span>{}{}{}</span>
<span class="cluster">{}{}</span>
</div>
"""
ACCOUNT = (
    '<div class="cluster"><a class="row-item__link" href="{}">{}</a>{}<span class="tag">{}</span>{}{}</div>'
)
ACT = '<a class="btn btn--quiet btn--small" href="{}">{}<span class="visually-hidden"> {}</span></a>'
ASSIGN = '<a class="btn btn--small" href="{}">{}<span class="visually-hidden"> {}</span></a>'


@register.simple_tag
def holder_row(row: HolderRow, today: date, way: str, show_person: bool = False) -> SafeString:
    """Who holds it, or on their own card only as what: hours, dates, what is the matter, what can be done.

    `way` is the query with which an act leads back here.
    """
    person, held = row.person, row.held
    who = format_html("{} {}", avatar(person.name), person.name) if show_person else NOTHING
    change, end = _ways(row.brand.slug)
    return format_html(
        HOLDER,
        who,
        _terms(row),
        _marks(held.is_lead, row.is_supervised, get_language()),
        _ending(held.ends_on, get_language()) if row.ends_soon else NOTHING,
        load_of(person, today) if show_person else NOTHING,
        format_html(ACT, f"{change % held.pk}?{way}", _("Change"), person.name),
        format_html(ACT, f"{end % held.pk}?{way}", _("End or hand over"), person.name),
    )


@register.simple_tag
def account_head(row: AccountRow, brand: BrandName, way: str) -> SafeString:
    """A channel with what it is for, and that nobody leads it."""
    account = row.account
    page, assign = _account_ways(brand.slug)
    missing = NOTHING
    if row.without_lead:
        url = f"{assign}?channel={account.slug}&{way}"
        way = format_html(ASSIGN, url, _("Assign"), account.name)
        missing = format_html("{} {}", state("missing", _("no lead")), way)
    return format_html(
        ACCOUNT,
        page.replace("/0/", f"/{account.slug}/"),
        account.name,
        network(account.network),
        row.purpose,
        state(account.state) if account.state != "open" else NOTHING,
        missing,
    )


@register.simple_tag
def held_head(row: HolderRow) -> SafeString:
    """Where somebody's own card says that they hold something."""
    page, _assign = _account_ways(row.brand.slug)
    account = row.account
    url = (
        page.replace("/0/", f"/{account.slug}/") if account else reverse("team:board", args=[row.brand.slug])
    )
    where = account.name if account else pgettext("assignment", "the whole brand")
    return format_html('<a class="row-item__link" href="{}">{} · {}</a>', url, row.brand.name, where)


@register.simple_tag
def load_of(person: Person, today: date) -> SafeString:
    """Their hours a week against those that they work, that they are away, or learning."""
    there = person.presence
    if person.works is None and not there.leave and not there.is_trainee:
        return NOTHING
    return format_html("{}{}{}", _load(person, today), _trainee(there.is_trainee), _leave(person, today))


def _load(person: Person, today: date) -> SafeString:
    if person.works is None:
        return NOTHING
    words = _("%(given)s of %(works)s h a week") % {"given": person.load, "works": person.works}
    if person.excess is None:
        return format_html('<span class="tag num">{}</span>', words)
    day = date_words(person.excess.day, year=False)
    since = (
        pgettext("person", "overloaded")
        if person.excess.day <= today
        else _("overloaded from %(day)s") % {"day": day}
    )
    return format_html('{}<span class="small">{}</span>', tag("alert", words, "tag tag--danger num"), since)


def _trainee(is_one: bool) -> SafeString:
    return format_html('<span class="tag">{}</span>', _("trainee")) if is_one else NOTHING


def _leave(person: Person, today: date) -> SafeString:
    leave = person.presence.leave
    if leave is None:
        return NOTHING
    said = {
        "first": date_words(leave.starts_on, year=False),
        "back": date_words(leave.ends_on, year=False),
        "day": date_words(leave.ends_on, year=False),
    }
    if leave.starts_on <= today:
        return tag("calendar", _("away, back on %(day)s") % said, "state state--wait")
    return tag("calendar", _("away from %(first)s, back on %(back)s") % said)


def _terms(row: HolderRow) -> str:
    held = row.held
    said = [row.role]
    if held.hours:
        said.append(_("%(hours)s h a week") % {"hours": held.hours})
    if row.is_future:
        said.append(_("from %(day)s") % {"day": date_words(held.starts_on)})
    if held.ends_on and not row.ends_soon:
        said.append(_("until %(day)s") % {"day": date_words(held.ends_on)})
    return " · ".join(said)


def _ending(day: date | None, language: str | None) -> SafeString:
    words = _("until %(day)s") % {"day": date_words(day, year=False)} if day else ""
    return tag("clock", words, "state state--wait")


@lru_cache(REMEMBERED)
def _marks(is_lead: bool, is_supervised: bool, language: str | None) -> SafeString:
    lead = tag("flag", capfirst(_("lead"))) if is_lead else NOTHING
    return format_html("{}{}", lead, state("under_supervision") if is_supervised else NOTHING)


@lru_cache(REMEMBERED)
def _ways(slug: str) -> tuple[str, str]:
    """The addresses of an assignment's change and end, with a place for its number."""
    names = ("team:assignment", "team:end")
    change, end = (reverse(name, args=[slug, 0]).replace("/0/", "/%d/") for name in names)
    return change, end


@lru_cache(REMEMBERED)
def _account_ways(slug: str) -> tuple[str, str]:
    """The address of a channel of the name 0, and of assigning."""
    return reverse("team:channel", args=[slug, "0"]), reverse("team:assign", args=[slug])
