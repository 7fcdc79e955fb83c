"""The timeline of an item in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from channels_mgmt.watch.choices import Nature, Rung, Topic, Verb
from channels_mgmt.watch.models import ItemEvent

ICONS = {
    Verb.LOGGED: "eye",
    Verb.TRANSMITTED: "send",
    Verb.TOLD: "mail",
    Verb.CLIMBED: "bell",
    Verb.NOBODY: "alert",
    Verb.LATE: "alarm",
    Verb.ACKNOWLEDGED: "check",
    Verb.DECIDED: "checks",
    Verb.DECISION_READ: "eye",
    Verb.FILED: "archive",
    Verb.REOPENED: "refresh",
    Verb.SORTED: "tag",
    Verb.IDEA: "bulb",
    Verb.DIGEST: "news",
}


@dataclass(frozen=True)
class Line:
    icon: str
    text: str
    at: datetime


def lines(events: Iterable[ItemEvent]) -> list[Line]:
    """One sentence for each event, in the active language; `by` should be loaded with them."""
    return [Line(ICONS.get(Verb(event.verb), "note"), sentence(event), event.at) for event in events]


def sentence(event: ItemEvent) -> str:
    name = event.by.name if event.by else ""
    said = {**event.details, "by": name, "name": event.details.get("name") or name}
    if event.verb in (Verb.TOLD, Verb.CLIMBED):
        return _told(event, said)
    if event.verb == Verb.SORTED:
        return _("%(by)s sorted it anew: %(nature)s, %(topic)s") % {
            "by": name,
            "nature": Nature(said["nature"]).label,
            "topic": Topic(said["topic"]).label,
        }
    plain = {
        Verb.LOGGED: _("%(by)s logged it"),
        Verb.TRANSMITTED: _("Transmitted"),
        Verb.NOBODY: _("Nobody could be told: no decision-maker, no executive, no manager"),
        Verb.LATE: _("Not acknowledged in time"),
        Verb.ACKNOWLEDGED: _("%(name)s acknowledged it"),
        Verb.DECIDED: _("%(name)s decided"),
        Verb.DECISION_READ: _("%(by)s read the decision"),
        Verb.FILED: _("%(by)s filed it") if name else _("Filed with the week"),
        Verb.REOPENED: _("%(by)s took it out again"),
        Verb.IDEA: _("%(by)s made a post idea of it"),
        Verb.DIGEST: _("Sent with the weekly digest, and filed"),
    }
    return plain.get(Verb(event.verb), str(Verb(event.verb).label)) % said


def _told(event: ItemEvent, said: dict[str, str]) -> str:
    told = {
        "name": said["name"],
        "rung": Rung(said["rung"]).label,
        "absent": said.get("stands_in_for", ""),
        "by": event.by.name if event.by else "",
    }
    if said.get("called"):
        return _("%(name)s (%(rung)s) has no e-mail address: call them") % told
    if event.verb == Verb.CLIMBED:
        return _("Nobody had acknowledged: %(name)s (%(rung)s) is told") % told
    if told["by"]:
        return _("%(by)s told %(name)s (%(rung)s)") % told
    if told["absent"]:
        return _("%(name)s (%(rung)s) is told in place of %(absent)s, who is away") % told
    return _("%(name)s (%(rung)s) is told") % told
