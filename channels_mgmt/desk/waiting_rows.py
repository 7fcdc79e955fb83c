"""How a row of what waits for a person looks: why it waits, in words and with an icon, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Purpose
from channels_mgmt.inbox.choices import APPROVED, ApprovalState
from cmhub.lib.erased import name_shown, words_shown
from cmhub.lib.house_words import MANAGER_TITLE

if TYPE_CHECKING:
    from channels_mgmt.desk.waiting import Item


class Why(NamedTuple):
    words: str | Promise
    icon: str


WHYS: dict[str, Why] = {
    "reply": Why("", ""),
    "relay": Why(pgettext_lazy("why it waits", "A department’s answer to relay"), "escalate"),
    "asked_back": Why(pgettext_lazy("why it waits", "A department needs to know more"), "question"),
    "declined": Why(pgettext_lazy("why it waits", "A department says “not for us”: decide"), "undo"),
    "promise": Why(_("Promised to the public"), "hourglass"),
    "mine": Why(pgettext_lazy("why it waits", "Held by me"), "user"),
    "unheld": Why(pgettext_lazy("why it waits", "Held by nobody"), "users"),
    "late": Why(pgettext_lazy("why it waits", "The department is late"), "escalate"),
}
"""Why something waits, the strongest reason first."""
OF_DEPARTMENTS = ("relay", "asked_back", "declined", "late")
OF_ITEMS = {"relay": Why(pgettext_lazy("why it waits", "A department’s answer to take note of"), "escalate")}
"""Where a department is asked about something that was seen."""
STOPPED_BY_US = ("asked_back", "declined")
"""A department waits for us, so that nothing else reminds of it."""
OF_REPLIES: dict[str, Why] = {ApprovalState.ASKED: Why(_("Approve a reply"), "checks")}
OF_REPLIES |= dict.fromkeys(APPROVED, Why(_("Approved: publish your reply"), "send"))
OF_REPLIES |= {
    ApprovalState.SENT_BACK: Why(_("Your reply comes back"), "undo"),
    ApprovalState.ALONE: Why(_("Published without approval: read it"), "alert"),
}


def why_of(because: str, told: Mapping[str, Any]) -> Why:
    return OF_REPLIES[told["stage"]] if because == "reply" else WHYS[because]


def row_of(item: Item, about: Any) -> dict[str, Any]:
    """What `{% waiting_row %}` shows of an item; `about` is its interaction, with its texts, or the watch
    item about which a department is asked.
    """
    told, why = item.told, why_of(item.because, item.told)
    if told["about"] is None:
        return _of_what_was_seen(item, about)
    own_words = told["said"] if item.because in ("reply", *OF_DEPARTMENTS) else ""
    of_a_department = item.because in OF_DEPARTMENTS
    asks = of_a_department or told["stage"] in (ApprovalState.ASKED, ApprovalState.ALONE)
    return {
        "href": _page(item),
        "author": name_shown(about.author),
        "why": why.words,
        "icon": why.icon,
        "also": [WHYS[other] for other in item.also],
        "text": words_shown(own_words or about.excerpt, about.author),
        "language": "" if own_words else about.language,
        "promise": told["said"],
        "brand": "" if about.brand_name.casefold() in about.channel_name.casefold() else about.brand_name,
        "network": about.channel_network,
        "channel": f"{about.channel_name} · {Purpose(about.channel_purpose).label}",
        "priority": about.raised_priority,
        "department": (told["name"] or MANAGER_TITLE) if of_a_department else "",
        "asker": (told["asker"] or "") if asks and not (told["own"] and of_a_department) else "",
        "zone": about.zone,
        "due": item.due,
        "since": None if item.due else told["since"],
    }


def _of_what_was_seen(item: Item, seen: Any) -> dict[str, Any]:
    told, why = item.told, OF_ITEMS.get(item.because) or WHYS[item.because]
    return {
        "href": _page(item),
        "author": words_shown(seen.title),
        "why": why.words,
        "icon": why.icon,
        "text": words_shown(told["said"]),
        "brand": seen.brand_name,
        "network": seen.network,
        "channel": _("seen on the web"),
        "department": told["name"] or MANAGER_TITLE,
        "asker": "" if told["own"] else told["asker"] or "",
        "zone": seen.zone,
        "due": item.due,
        "since": None if item.due else told["since"],
    }


def _page(item: Item) -> str:
    told = item.told
    if item.because in OF_DEPARTMENTS:
        return reverse("escalations:detail", args=[told["target"]])
    if told["stage"] == ApprovalState.ASKED and item.because == "reply":
        return reverse("inbox:approval", args=[told["target"]])
    page = reverse("desk:interaction", args=[told["about"]])
    return f"{page}#approval" if item.because == "reply" else page
