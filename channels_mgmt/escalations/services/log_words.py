"""The log of an escalation in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import NotificationState
from channels_mgmt.escalations.choices import Rung, Verb
from channels_mgmt.escalations.models import EscalationEvent
from cmhub.lib.erased import words_shown
from cmhub.lib.moments import date_words, exact_moment

ICONS = {
    Verb.OPENED: "escalate",
    Verb.NOTIFIED: "mail",
    Verb.ACKNOWLEDGED: "eye",
    Verb.ANSWERED: "check",
    Verb.RELAYED: "checks",
    Verb.CLOSED: "circle-check",
    Verb.LATE_TO_ACKNOWLEDGE: "alarm",
    Verb.LATE_TO_ANSWER: "alarm",
    Verb.CLIMBED: "bell",
    Verb.ABSENT: "calendar",
    Verb.TRANSFERRED: "arrow-right",
    Verb.NOT_OURS: "arrow-right",
    Verb.INFORMATION_ASKED: "question",
    Verb.INFORMATION_GIVEN: "reply",
    Verb.ASKED_FURTHER: "question",
    Verb.REOPENED: "refresh",
    Verb.JOINED: "plus",
    Verb.LEFT: "minus",
    Verb.PUT_IN_TOUCH: "phone",
    Verb.WARNED: "clock",
    Verb.UNDELIVERED: "alert",
    Verb.LINK_OPENED: "link",
    Verb.LINK_REVOKED: "lock",
}


@dataclass(frozen=True)
class Line:
    icon: str
    text: str
    at: datetime


def lines(events: Iterable[EscalationEvent]) -> list[Line]:
    """One sentence for each event, in the active language; `by` should be loaded with them."""
    return [Line(ICONS.get(Verb(event.verb), "note"), sentence(event), event.at) for event in events]


def sentence(event: EscalationEvent) -> str:
    name = event.by.name if event.by else ""
    details = {key: value for key, value in event.details.items() if isinstance(value, str)}
    writes = {
        Verb.OPENED: _opened,
        Verb.NOTIFIED: _notified,
        Verb.CLIMBED: _climbed,
        Verb.ABSENT: _absent,
        Verb.WARNED: _warned,
        Verb.UNDELIVERED: _undelivered,
        Verb.ANSWERED: _answered,
        Verb.CLOSED: _closed,
        Verb.RELAYED: _relayed,
        Verb.TRANSFERRED: _transferred,
        Verb.NOT_OURS: _not_ours,
        Verb.INFORMATION_ASKED: _information_asked,
        Verb.INFORMATION_GIVEN: _information_given,
        Verb.LEFT: _left,
    }
    if write := writes.get(Verb(event.verb)):
        return write(name, details)
    name = name or details.get("contact", "")
    named = _NAMED.get(event.verb) if name else None
    return str(named or _UNNAMED.get(event.verb) or Verb(event.verb).label) % {"name": name}


_NAMED: dict[str, Any] = {
    Verb.ACKNOWLEDGED: gettext_lazy("%(name)s acknowledged receipt"),
    Verb.ASKED_FURTHER: gettext_lazy("%(name)s asked the department one thing more"),
    Verb.REOPENED: gettext_lazy("%(name)s asked it again"),
    Verb.JOINED: gettext_lazy("%(name)s added an interaction that asks the same"),
    Verb.PUT_IN_TOUCH: gettext_lazy("%(name)s has contacted the person"),
    Verb.LINK_REVOKED: gettext_lazy("%(name)s revoked a link"),
}
_UNNAMED: dict[str, Any] = {
    Verb.ACKNOWLEDGED: gettext_lazy("Receipt acknowledged"),
    Verb.ASKED_FURTHER: gettext_lazy("The department is asked one thing more"),
    Verb.REOPENED: gettext_lazy("Asked again"),
    Verb.JOINED: gettext_lazy("An interaction that asks the same was added"),
    Verb.PUT_IN_TOUCH: gettext_lazy("The department has contacted the person"),
    Verb.LATE_TO_ACKNOWLEDGE: gettext_lazy("Not acknowledged in time"),
    Verb.LATE_TO_ANSWER: gettext_lazy("Not answered in time"),
    Verb.WARNED: gettext_lazy("Warned that the deadline is near"),
    Verb.UNDELIVERED: gettext_lazy("A message did not arrive"),
    Verb.LINK_OPENED: gettext_lazy("The link was opened"),
    Verb.LINK_REVOKED: gettext_lazy("A link was revoked"),
}


def _opened(name: str, details: dict[str, str]) -> str:
    return _("%(name)s passed it on") % {"name": name} if name else _("Passed on by a rule, on its own")


def _notified(name: str, details: dict[str, str]) -> str:
    return _("%(person)s is asked (%(rung)s)") % _person(details)


def _climbed(name: str, details: dict[str, str]) -> str:
    said = _person(details)
    if details.get("again"):
        return _("Nobody is left to ask, and nobody has acted: %(person)s was reminded") % said
    if held := details.get("held_since"):
        said["moment"] = exact_moment(datetime.fromisoformat(held))
        return _("It climbed to %(person)s (%(rung)s), in their hours: it was due %(moment)s") % said
    return _("It climbed to %(person)s (%(rung)s)") % said


def _warned(name: str, details: dict[str, str]) -> str:
    if details.get("of") == "answer":
        return _("%(person)s was warned that the answer is due soon") % _person(details)
    return _("%(person)s was warned that the receipt is to be acknowledged soon") % _person(details)


def _undelivered(name: str, details: dict[str, str]) -> str:
    if details.get("state") == NotificationState.REFUSED:
        return _("The message to %(person)s was refused, and is not sent again") % _person(details)
    return _("Nobody knows whether the message to %(person)s arrived: it is not sent again") % _person(
        details
    )


def _absent(name: str, details: dict[str, str]) -> str:
    back_on, deputy = details.get("back_on", ""), details.get("deputy", "")
    said = {
        "name": details.get("name", ""),
        "day": date_words(date.fromisoformat(back_on), year=False) if back_on else "",
        "deputy": deputy,
    }
    if details.get("left"):
        return _("%(name)s has left: the next in line is asked") % said
    if back_on and deputy:
        return _("%(name)s is away, back on %(day)s: %(deputy)s stands in") % said
    if deputy:
        return _("%(name)s is away: %(deputy)s stands in") % said
    if back_on:
        return _("%(name)s is away, back on %(day)s, and nobody stands in: the next in line is asked") % said
    return _("%(name)s is away, and nobody stands in: the next in line is asked") % said


def _answered(name: str, details: dict[str, str]) -> str:
    contact = details.get("contact", "")
    if contact and name and contact != name:
        return _("%(contact)s answered; %(name)s wrote it down") % {"contact": contact, "name": name}
    if contact or name:
        return _("%(name)s answered") % {"name": contact or name}
    return _("Answered")


def _closed(name: str, details: dict[str, str]) -> str:
    if details.get("noted"):
        return _("%(name)s took note of the answer") % {"name": name}
    reason = words_shown(details.get("reason", ""))
    if name and reason:
        return _("%(name)s closed it: %(reason)s") % {"name": name, "reason": reason}
    if reason:
        return _("Closed: %(reason)s") % {"reason": reason}
    return _("%(name)s closed it") % {"name": name} if name else _("Closed")


def _relayed(name: str, details: dict[str, str]) -> str:
    if name:
        return _("%(name)s relayed the answer to the public") % {"name": name}
    return _("Relayed to the public")


def _transferred(name: str, details: dict[str, str]) -> str:
    said = {
        "name": name or details.get("contact", ""),
        "before": details.get("from_name", ""),
        "after": details.get("to_name", ""),
        "why": words_shown(details.get("why", "")),
    }
    if said["name"]:
        return _("%(name)s transferred it from %(before)s to %(after)s: %(why)s") % said
    return _("Transferred from %(before)s to %(after)s: %(why)s") % said


def _not_ours(name: str, details: dict[str, str]) -> str:
    said = {
        "name": details.get("contact", "") or name,
        "before": details.get("from_name", ""),
        "after": details.get("to_name", ""),
        "why": words_shown(details.get("why", "")),
    }
    if said["after"]:
        return _("%(before)s says it is not theirs (%(name)s): it goes to %(after)s. %(why)s") % said
    return _("%(name)s says it is not for this department. %(why)s") % said


def _information_asked(name: str, details: dict[str, str]) -> str:
    said = {"name": details.get("contact", "") or name}
    if said["name"]:
        return _("%(name)s needs to know more: the deadline stands still") % said
    return _("The department needs to know more: the deadline stands still")


def _information_given(name: str, details: dict[str, str]) -> str:
    moved = details.get("answer_by", "") != details.get("before", "")
    if name and moved:
        return _("%(name)s gave the information: the deadline is put off by the time waited") % {"name": name}
    if name:
        return _("%(name)s gave the information") % {"name": name}
    return _("The information was given")


def _left(name: str, details: dict[str, str]) -> str:
    said = {"name": name, "why": words_shown(details.get("why", ""))}
    if said["why"]:
        return _("An interaction was taken out: %(why)s") % said
    return _("%(name)s took an interaction out") % said if name else _("An interaction was taken out")


def _person(details: dict[str, str]) -> dict[str, str]:
    rung = details.get("rung", "")
    return {
        "person": details.get("name", ""),
        "rung": str(Rung(rung).label) if rung in Rung.values else rung,
    }
