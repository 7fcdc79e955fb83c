"""The inbox as its URL describes it: which interactions, in which order, and the chips that say so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.periods import period, period_label
from channels_mgmt.inbox.choices import Direction, Language, Priority, Sentiment, Source, State
from channels_mgmt.inbox.models import Approval, Interaction, InteractionEvent, Message, Promise
from channels_mgmt.inbox.models.interaction import InteractionQuerySet
from channels_mgmt.inbox.searching import found
from channels_mgmt.team.models import Channel
from cmhub.lib.text import normalise_handle

LONGEST_SEARCH = 200

GROUPS: dict[str, Callable[[InteractionQuerySet], InteractionQuerySet]] = {
    "to_answer": lambda interactions: interactions.to_answer(),
    "waiting": lambda interactions: interactions.pending(),
    "answered": lambda interactions: interactions.filter(state=State.ANSWERED),
    "closed": lambda interactions: interactions.ended(),
    "all": lambda interactions: interactions,
}
GROUP_LABELS = {
    "to_answer": pgettext_lazy("inbox tab", "To answer"),
    "waiting": pgettext_lazy("inbox tab", "Waiting"),
    "answered": pgettext_lazy("inbox tab", "Answered"),
    "closed": pgettext_lazy("inbox tab", "Closed"),
    "all": pgettext_lazy("inbox tab", "All"),
}

WAITED = {"1d": timedelta(days=1)}
"""For how long the public must have waited at least."""

SOURCES = [Source.FILE, Source.HAND]
"""How an interaction can have begun."""

PROMISED = {
    "any": gettext_lazy("with a promise, kept or not"),
    "open": gettext_lazy("with a promise to keep"),
    "late": gettext_lazy("with a promise that is late"),
}
APPROVALS = {
    "waiting": gettext_lazy("with a reply that waits for approval"),
    "to_publish": gettext_lazy("with an approved reply to publish"),
}
ANSWER = {
    "needed": gettext_lazy("needing an answer"),
    "given": gettext_lazy("needing an answer, and answered"),
    "missing": gettext_lazy("needing an answer, and not answered"),
}
"""As reports count them: what was moderated or set aside needs none."""
ESCALATED = {"yes": gettext_lazy("passed on to a department"), "no": gettext_lazy("never passed on")}

LONGEST_WORDS = {"author": 200, "answered_by": 200, "theme": 80}
ME = "me"

CHOSEN = ("kind", "sentiment", "language", "priority", "source", "theme")
"""Filters that are a column's value."""

NAMES = (
    "q",
    *CHOSEN,
    "author",
    "answered_by",
    "channel",
    "holder",
    "period",
    "waited",
    "answer",
    "promise",
    "approval",
    "escalated",
)
"""Every filter beyond the tab, by its name in the URL, in the order of the chips."""

SORTS = {
    "waiting": ("waiting_since", False),
    "latest": ("last_at", True),
    "oldest": ("last_at", False),
}
SORT_LABELS = {
    "waiting": gettext_lazy("waiting longest first"),
    "latest": gettext_lazy("latest first"),
    "oldest": gettext_lazy("oldest first"),
}


@dataclass(frozen=True)
class Filter:
    """One choice that narrows the list: its name in the URL, its value, and the words of its chip."""

    name: str
    value: str
    label: str


class Filters:
    """What a URL asks of a brand's inbox. What it says that makes no sense is left out."""

    def __init__(
        self, query: QueryDict, *, brand: Brand, user: User, channels: list[Channel], people: list[User]
    ) -> None:
        self.brand, self.user = brand, user
        asked = query.get("state", "")
        self.group = asked if asked in GROUPS else ("all" if asked in State else "to_answer")
        self.state = asked if asked in State and asked not in GROUPS else ""
        self.channels = {channel.slug: channel for channel in channels}
        self.people = {str(person.pk): person for person in people}
        self.kind = within(query.get("kind"), Kind.values)
        self.sentiment = within(query.get("sentiment"), Sentiment.values)
        self.language = within(query.get("language"), Language.values)
        self.channel = within(query.get("channel"), self.channels)
        self.holder = within(query.get("holder"), {"me", "nobody", *self.people})
        self.period = query.get("period", "") if period(query.get("period", ""), brand) else ""
        self.waited = within(query.get("waited"), WAITED)
        self.priority = within(query.get("priority"), map(str, Priority.values))
        self.source = within(query.get("source"), SOURCES)
        self.answer = within(query.get("answer"), ANSWER)
        self.promise = within(query.get("promise"), PROMISED)
        self.approval = within(query.get("approval"), APPROVALS)
        self.escalated = within(query.get("escalated"), ESCALATED)
        self.theme = words(query.get("theme", ""), LONGEST_WORDS["theme"])
        self.author = words(query.get("author", ""), LONGEST_WORDS["author"])
        self.answered_by = words(query.get("answered_by", ""), LONGEST_WORDS["answered_by"])
        self.search = words(query.get("q", ""), LONGEST_SEARCH)
        self.sort = within(query.get("sort"), self.sorts()) or self.sorts()[0]

    @property
    def has_more(self) -> bool:
        """Whether a filter is set that the form keeps folded away."""
        return any(self.value(name) for name in NAMES if name not in ("q", "kind", "waited", "answered_by"))

    def value(self, name: str) -> str:
        """What the URL says under this name, as far as it makes sense."""
        return str(getattr(self, "search" if name == "q" else name))

    def query(self) -> str:
        """The same list, written in one way only: without what is empty, unknown or usual."""
        tab = self.state or self.group
        told = [("state", tab)] if tab != "to_answer" else []
        told += [(name, self.value(name)) for name in NAMES if self.value(name)]
        if self.sort != self.sorts()[0]:
            told.append(("sort", self.sort))
        return urlencode(told)

    def sorts(self) -> list[str]:
        """The orders to choose from, the usual one first."""
        return ["waiting", "latest", "oldest"] if self.group == "to_answer" else ["latest", "oldest"]

    def apply(self, interactions: InteractionQuerySet) -> InteractionQuerySet:
        found = self.narrow(GROUPS[self.group](interactions))
        return found.filter(state=self.state) if self.state else found

    def narrow(self, interactions: InteractionQuerySet) -> InteractionQuerySet:
        for name in CHOSEN:
            if value := self.value(name):
                interactions = interactions.filter(**{name: value})
        if self.author:
            interactions = interactions.filter(author_key=normalise_handle(self.author))
        if self.channel:
            interactions = interactions.filter(channel=self.channels[self.channel])
        if self.holder:
            interactions = interactions.filter(**self._held())
        span = period(self.period, self.brand)
        if self.answered_by:
            interactions = interactions.filter(pk__in=self._answers(span).values("interaction"))
        elif span:
            interactions = interactions.filter(opened_at__gte=span[0], opened_at__lt=span[1])
        if self.waited:
            interactions = interactions.filter(waiting_since__lt=timezone.now() - WAITED[self.waited])
        if self.search:
            interactions = interactions.filter(pk__in=found(self.brand, self.search, span))
        return self._with_work(interactions)

    def _with_work(self, interactions: InteractionQuerySet) -> InteractionQuerySet:
        """What is owed, waits for a second person, or went to a department."""
        if self.answer:
            interactions = interactions.filter(needs_answer=True)
            if self.answer != "needed":
                interactions = interactions.filter(first_response_at__isnull=self.answer == "missing")
        if self.promise:
            owed = Promise.objects.filter(brand=self.brand)
            owed = owed if self.promise == "any" else owed.open()
            owed = owed.late(timezone.now()) if self.promise == "late" else owed
            interactions = interactions.filter(pk__in=owed.values("interaction"))
        if self.approval:
            replies = Approval.objects.filter(brand=self.brand)
            replies = replies.waiting() if self.approval == "waiting" else replies.to_publish()
            interactions = interactions.filter(pk__in=replies.values("interaction"))
        if self.escalated:
            # A subquery, which PostgreSQL asks for the rows of a page as it comes to them; of an EXISTS it
            # would first join all that were ever passed on.
            passed_on = InteractionEvent.objects.filter(brand=self.brand, verb="escalated")
            once = Subquery(passed_on.filter(interaction=OuterRef("pk")).order_by().values("interaction")[:1])
            interactions = interactions.alias(passed_on=once)
            interactions = interactions.filter(passed_on__isnull=self.escalated == "no")
        return interactions

    def _answers(self, span: tuple[datetime, datetime] | None) -> "QuerySet[Message]":
        """What somebody wrote for the brand, in the period if one is asked for."""
        who = {"recorded_by": self.user} if self.answered_by == ME else {"author": self.answered_by}
        wrote = Message.objects.filter(brand=self.brand, direction=Direction.OUT, **who)
        return wrote.filter(sent_at__gte=span[0], sent_at__lt=span[1]) if span else wrote

    def _held(self) -> dict[str, Any]:
        if self.holder == "nobody":
            return {"holder": None}
        return {"holder": self.user if self.holder == "me" else self.people[self.holder]}

    @property
    def order(self) -> tuple[str, bool]:
        """The field that the list is ordered by, and whether it falls."""
        return SORTS[self.sort]

    def active(self) -> list[Filter]:
        """What narrows the list beyond its tab."""
        labels = {
            "state": str(State(self.state).label) if self.state else "",
            "q": _("“%(word)s”") % {"word": self.search},
            "kind": label_of(Kind, self.kind),
            "sentiment": label_of(Sentiment, self.sentiment),
            "language": label_of(Language, self.language),
            "channel": str(self.channels[self.channel]) if self.channel else "",
            "holder": self._holder_label(),
            "period": period_label(self.period),
            "waited": _("waiting for more than a day") if self.waited else "",
            "priority": _("priority: %(word)s") % {"word": Priority(int(self.priority)).label}
            if self.priority
            else "",
            "source": label_of(Source, self.source),
            "theme": _("theme: %(word)s") % {"word": self.theme},
            "author": _("by %(name)s") % {"name": self.author},
            "answered_by": self._answered_label(),
            "answer": str(ANSWER.get(self.answer, "")),
            "promise": str(PROMISED.get(self.promise, "")),
            "approval": str(APPROVALS.get(self.approval, "")),
            "escalated": str(ESCALATED.get(self.escalated, "")),
        }
        values = {name: self.value(name) for name in labels}
        return [Filter(name, value, capfirst(labels[name])) for name, value in values.items() if value]

    def _answered_label(self) -> str:
        if self.answered_by == ME:
            return _("answered by me")
        return _("answered by %(name)s") % {"name": self.answered_by} if self.answered_by else ""

    def _holder_label(self) -> str:
        if self.holder == "me":
            return _("held by me")
        if self.holder == "nobody":
            return _("held by nobody")
        return _("held by %(name)s") % {"name": self.people[self.holder].name} if self.holder else ""


def within(value: str | None, allowed: Iterable[str]) -> str:
    return value if value and value in allowed else ""


def words(text: str, longest: int) -> str:
    """What was typed, on one line."""
    return " ".join(text.replace("\x00", " ").split())[:longest]


def label_of(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""


def options(choices: Iterable[tuple[Any, Any]], current: str) -> list[dict[str, Any]]:
    """What a select offers."""
    return [
        {"value": str(value), "label": capfirst(str(label)), "current": str(value) == current}
        for value, label in choices
    ]


def with_texts(interactions: InteractionQuerySet) -> "QuerySet[Interaction]":
    """With what a row of the list shows of its channel and holder."""
    return interactions.only(*ROW).annotate(
        channel_name=F("channel__name"),
        channel_network=F("channel__network"),
        channel_purpose=F("channel__purpose"),
        holder_name=F("holder__name"),
    )


ROW = (
    "author",
    "kind",
    "language",
    "priority",
    "state",
    "opened_at",
    "last_at",
    "waiting_since",
    "needs_answer",
    "message_count",
    "excerpt",
    "channel_id",
    "holder_id",
    "brand_id",
)
