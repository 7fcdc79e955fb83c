"""Rows of long lists, written in Python: a template needs ten times as long for twenty-five of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cmhub.lib.templatetags.ui import REMEMBERED, ago, avatar, deadline, icon, kind, network, state, waited

register = template.Library()

NOTHING = SafeString("")

INBOX_ROW = """<li class="row-item inbox-row{}" data-row>
  {}
  <div class="inbox-row__head">{}<a class="row-item__link truncate" href="{}" dir="auto">{}{}</a>{}{}</div>
  <p class="row-item__text clamp-2" dir="auto"{}>{}</p>
  <div class="row-item__meta">{}{}{}{}{}</div>
  <div class="row-item__end">{}{}{}</div>
</li>
"""

WAITING_ROW = """<li class="row-item inbox-row" data-row>
  {}
  <div class="inbox-row__head"><a class="row-item__link truncate" href="{}" dir="auto">{}</a></div>
  <p class="row-item__text clamp-2" dir="auto"{}>{}</p>
  <div class="row-item__meta">{}{}{}{}{}{}{}</div>
  <div class="row-item__end">{}</div>
</li>
"""

BOX = '<input class="pick" type="checkbox" name="pick" form="bulk" value="{}" aria-label="{}"{}>'


@register.simple_tag
def inbox_row(row: Mapping[str, Any]) -> SafeString:
    """An interaction in a list: href, author, text.

    Optional: network, channel, kind, state, due, waiting (since when), at, holder, unread, priority (high,
    urgent or a word), count (of messages), watching (name of who is looking), answering (name of who is
    writing), language, pick (the value of its box, in the form `bulk`), picked (whether it is ticked).
    """
    part = row.get
    unread, language = part("unread"), part("language")
    unread_words = (
        format_html('<span class="visually-hidden">{} </span>', _("Unread:")) if unread else NOTHING
    )
    return format_html(
        INBOX_ROW,
        " inbox-row--unread" if unread else "",
        avatar(row["author"]),
        box(row) if part("pick") else NOTHING,
        row["href"],
        unread_words,
        row["author"],
        messages(part("count") or 1),
        ago(part("at")),
        format_html(' lang="{}"', language) if language else NOTHING,
        row["text"],
        network(row["network"], part("channel") or "") if part("network") else NOTHING,
        kind(part("kind") or ""),
        tag("flag", capfirst(str(part("priority"))), "tag tag--danger") if part("priority") else NOTHING,
        tag("user", part("holder")) if part("holder") else NOTHING,
        others(part("watching"), part("answering")),
        state(row["state"]) if part("state") else NOTHING,
        deadline(part("due")),
        waited(part("waiting")),
    )


@register.simple_tag
def waiting_row(row: Mapping[str, Any]) -> SafeString:
    """Something that waits for the reader: href, author, text, why with its icon, network, channel.

    Optional: brand (where the channel's name does not tell it), also (other reasons, each with words and
    icon), priority, department, asker, language, due, since (where nothing is due), zone (of the times).
    """
    part = row.get
    language = part("language")
    with timezone.override(part("zone")):
        when = deadline(part("due")) or ago(part("since"))
    return format_html(
        WAITING_ROW,
        avatar(row["author"]),
        row["href"],
        row["author"],
        format_html(' lang="{}"', language) if language else NOTHING,
        row["text"],
        tag(row["icon"], row["why"]),
        format_html_join("", "{}", ((tag(other.icon, other.words),) for other in part("also") or ())),
        tag("building", part("department")) if part("department") else NOTHING,
        tag("user", part("asker")) if part("asker") else NOTHING,
        tag("flag", capfirst(str(part("priority"))), "tag tag--danger") if part("priority") else NOTHING,
        network(row["network"], row["channel"]),
        format_html("<span>{}</span>", row["brand"]) if row["brand"] else NOTHING,
        when,
    )


def box(row: Mapping[str, Any]) -> SafeString:
    """Selects the row for an act on several; it belongs to a form that stands elsewhere on the page."""
    label = _("Select: %(name)s") % {"name": row["author"]}
    ticked = " checked" if row.get("picked") else ""
    return format_html(BOX, row["pick"], label, ticked)


def others(watching: str | None, answering: str | None) -> SafeString:
    """Who else has it open: somebody who writes before somebody who reads."""
    if answering:
        return tag("pencil", _("%(name)s is answering") % {"name": answering}, "presence")
    return tag("eye", _("%(name)s is looking") % {"name": watching}, "presence") if watching else NOTHING


def tag(sign: str, words: Any, css: str = "tag") -> SafeString:
    return format_html('<span class="{}">{}{}</span>', css, icon(sign), words)


def messages(count: int) -> SafeString:
    """How many messages there are, where there is more than one."""
    return _messages(count, get_language()) if count > 1 else NOTHING


@lru_cache(REMEMBERED)
def _messages(count: int, language: str | None) -> SafeString:
    words = ngettext("%(n)s message", "%(n)s messages", count) % {"n": count}
    return format_html(
        '<span class="count"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        count,
        words,
    )
