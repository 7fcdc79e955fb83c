"""How a crisis went, drawn from its log: the instants that matter, and what passed between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from channels_mgmt.crisis.choices import Verb
from channels_mgmt.crisis.models import Crisis, CrisisEvent, Surge
from channels_mgmt.crisis.services.log_words import ICONS, sentences
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.erased import words_shown

MARKED = frozenset(Verb) - {Verb.TOLD_AGAIN, Verb.MATTER}
"""What the timeline shows; that people were told again is counted instead."""


@dataclass(frozen=True)
class Moment:
    """`after` is how many seconds passed since the moment before it; `since_start` since the first one."""

    at: datetime
    icon: str
    text: str
    after: float | None = None
    since_start: float | None = None
    entry: str = ""


def timeline_of(crisis: Crisis, events: Sequence[CrisisEvent] | None = None) -> list[Moment]:
    """From the first message of the public, where it is known, to the last event, in order."""
    log = list(crisis.events.select_related("by")) if events is None else list(events)
    marked = [event for event in log if event.verb in MARKED]
    told = zip(marked, sentences(marked), strict=True)
    moments = [*_before(crisis), *(_of_event(event, said) for event, said in told)]
    moments.sort(key=lambda moment: moment.at)
    drawn: list[Moment] = []
    for moment in moments:
        after = (moment.at - drawn[-1].at).total_seconds() if drawn else None
        start = (moment.at - drawn[0].at).total_seconds() if drawn else None
        drawn.append(Moment(moment.at, moment.icon, moment.text, after, start, moment.entry))
    return drawn


def _before(crisis: Crisis) -> list[Moment]:
    """What came before anybody opened it: the first message, and when it was noticed."""
    found = []
    if crisis.interaction is not None:
        found.append(Moment(crisis.interaction.opened_at, "message", _("First message of the public")))
    if (item := crisis.item) is not None:
        found.append(Moment(item.seen_at, "eye", _("Seen on the web")))
        if item.logged_at != item.seen_at:
            found.append(Moment(item.logged_at, "eye", _("Logged as a watch item")))
    if (surge := crisis.surge) is not None:
        first = _first_of(surge, crisis)
        if first:
            found.append(Moment(first, "message", _("First message of the public")))
        found.append(Moment(surge.detected_at, "trend-up", _("The product raised a surge")))
    return found


def _first_of(surge: Surge, crisis: Crisis) -> datetime | None:
    of_brand = Interaction.objects.filter(brand=crisis.brand_id, opened_at__gte=surge.from_at)
    return of_brand.order_by("opened_at").values_list("opened_at", flat=True).first()


def _of_event(event: CrisisEvent, said: str) -> Moment:
    return Moment(event.at, ICONS.get(Verb(event.verb), "note"), said, entry=words_shown(event.text))


@dataclass(frozen=True)
class Reached:
    """A figure of how fast it went: seconds, None where it never came to it."""

    label: str
    seconds: float | None


def durations_of(crisis: Crisis, moments: Sequence[Moment], events: Sequence[CrisisEvent]) -> list[Reached]:
    """What the lesson looks at first: from the first sign to the opening, and from there to each answer."""
    opened = crisis.opened_at
    # Where nothing is known of what came before it, nothing is measured from there.
    first = moments[0].at if moments and moments[0].at < opened else None
    by_verb: dict[str, datetime] = {}
    for event in events:
        if event.verb != Verb.ACKNOWLEDGED or event.at > opened or event.by_id != crisis.opened_by_id:
            by_verb.setdefault(event.verb, event.at)

    def since(at: datetime | None) -> float | None:
        return (at - opened).total_seconds() if at else None

    return [
        Reached(_("From the first sign to the opening"), (opened - first).total_seconds() if first else None),
        Reached(_("To the first acknowledgement"), since(by_verb.get(Verb.ACKNOWLEDGED))),
        Reached(_("To an acknowledgement on both sides"), since(crisis.acknowledged_at)),
        Reached(_("To the first approved statement"), since(by_verb.get(Verb.STATEMENT_APPROVED))),
        Reached(_("To its publication"), since(by_verb.get(Verb.STATEMENT_PUBLISHED))),
        Reached(_("To containment"), since(by_verb.get(Verb.CONTAINED))),
        Reached(_("To the end"), since(crisis.ended_at)),
    ]
