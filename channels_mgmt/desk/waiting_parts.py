"""The parts of the list of what waits for a person: each kind of row in the same columns."""

from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from accounts.access import Right, roles_granting
from channels_mgmt.brands.models import Held
from channels_mgmt.escalations.choices import RemarkKind, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent, Remark
from channels_mgmt.inbox.choices import OURS, ApprovalState
from channels_mgmt.inbox.filters import with_texts
from channels_mgmt.inbox.models import Approval, Interaction, Promise
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.watch.models import Item as WatchItem
from cmhub.lib.kept import kept

LOOKED_AT = 21
"""Rows of a kind that are looked at: one more than is listed."""
ON_EACH_CHANNEL = 11
STALE = timedelta(days=7)
"""What has waited for so long is stale: a day more tells nothing, and it would hide what is due."""

Rows = QuerySet[Any]


def columns(**told: Any) -> dict[str, Any]:
    """`because` and `target` say what waits, `about` which interaction it concerns, or, where that is empty,
    `seen` which watch item; `stage` its own state;
    `place` the channel; `since` when it came to wait, `waits` since when the public does, `due` its own
    deadline; `said` the words, `name` of a department, `asker` of who asks; `own` whether the person asked.
    """
    instant, text = DateTimeField(), TextField()
    usual: dict[str, Any] = {
        "because": "",
        "target": F("pk"),
        "about": F("interaction_id"),
        "seen": Value(None),
        "stage": F("state"),
        "place": F("interaction__channel_id"),
        "since": Cast(Value(None), instant),
        "waits": F("interaction__waiting_since"),
        "due": Cast(Value(None), instant),
        "said": Value(""),
        "name": Value(""),
        "asker": Value(""),
        "own": Value(True),
    }
    found = usual | told
    because = Value(found.pop("because"))
    kinds: dict[str, Any] = {
        "target": BigIntegerField(),
        "about": BigIntegerField(),
        "seen": BigIntegerField(),
        "stage": CharField(),
        "place": BigIntegerField(),
        "since": instant,
        "waits": instant,
        "due": instant,
        "said": text,
        "name": text,
        "asker": text,
        "own": BooleanField(),
    }
    return {"because": Cast(because, text)} | {name: Cast(found[name], kind) for name, kind in kinds.items()}


OF_INTERACTIONS: dict[str, Any] = {
    "about": F("pk"),
    "place": F("channel_id"),
    "waits": F("waiting_since"),
    "since": F("last_at"),
}


def all_parts(
    reads_on: list[int], follows_on: list[int], decides_on: list[int], person: int, at: datetime
) -> Rows:
    """All that waits for whoever handles interactions, of these brands."""
    parts = [
        held_by(reads_on, person, at),
        unheld_on_channels_of(reads_on, person, at, stale=False),
        unheld_on_channels_of(reads_on, person, at, stale=True),
        replies(Approval.objects.filter(brand__in=reads_on).waiting_on(decides_on, person, at)),
        promises(Promise.objects.filter(brand__in=reads_on).owed_by(person, most=LOOKED_AT)),
        to_relay(follows_on, person),
        asked_back(follows_on, person),
        declined(follows_on, person),
        late(follows_on, person, at),
    ]
    return union(parts)


def parts_of_replies(person: int, at: datetime) -> Rows:
    """Replies to be approved or published, and promises, on whatever brand the person may read."""
    readable = Held(person, tuple(roles_granting(Right.INBOX_VIEW)), at)
    return union(
        [
            replies(Approval.objects.filter(brand__in=readable).waiting_for(person, at)),
            promises(Promise.objects.filter(brand__in=readable).owed_by(person, most=LOOKED_AT)),
        ]
    )


def union(parts: list[Rows]) -> Rows:
    return reduce(lambda all_of_them, part: all_of_them.union(part, all=True), parts)


def first(rows: Rows) -> Rows:
    """As many as are looked at, found before anything is read that hangs on them."""
    return rows.model.objects.filter(pk__in=rows.values("pk")[:LOOKED_AT]).order_by(*rows.query.order_by)


def stale_before(at: datetime) -> Any:
    """Reckoned by the database, for a statement that is kept holds no more than its parameters."""
    reckoned = Value(at, DateTimeField()) - Value(STALE, DurationField())
    return ExpressionWrapper(reckoned, output_field=DateTimeField())


def held_by(brands: list[int], person: int, at: datetime) -> Rows:
    """What the person holds and can go on with: what the public waits for first, then what was begun; what
    has waited for too long last.
    """
    held = Interaction.objects.filter(brand__in=brands, holder=person, state__in=OURS)
    is_stale = Case(When(waiting_since__lt=stale_before(at), then=True), default=False)
    urgent_first = held.order_by(is_stale, F("waiting_since").asc(nulls_last=True), "last_at")
    return urgent_first.values(**columns(because="mine", **OF_INTERACTIONS))[:LOOKED_AT]


def unheld_on_channels_of(brands: list[int], person: int, at: datetime, *, stale: bool) -> Rows:
    """What waits and nobody holds on the person's channels, either that which is stale or all else.

    The longest waiting of each channel are found by its index: a channel with a long queue costs no more.
    """
    waiting = Interaction.objects.to_answer().filter(holder=None, channel=OuterRef("pk"))
    bound = stale_before(at)
    waiting = waiting.filter(**{"waiting_since__lt" if stale else "waiting_since__gte": bound})
    first = ArraySubquery(waiting.order_by("waiting_since").values("pk")[:ON_EACH_CHANNEL])
    channels = Channel.objects.filter(is_held(person, at), brand__in=brands).open().order_by()
    longest = channels.annotate(longest=Each(first)).values("longest")
    found = Interaction.objects.filter(pk__in=longest).order_by("waiting_since")
    return found.values(**columns(because="unheld", **OF_INTERACTIONS))[:LOOKED_AT]


class Each(Func):
    """The elements of an array, each in a row."""

    function = "unnest"
    output_field = BigIntegerField()
    set_returning = True


def is_held(person: int, at: datetime) -> Exists:
    """Of a channel: whether the person holds it, by name or as one of all channels of their brand."""
    here = Q(channel=OuterRef("pk")) | Q(channel=None)
    return Exists(Assignment.objects.current(at).filter(here, user=person, brand=OuterRef("brand")))


def replies(waiting: Rows) -> Rows:
    """To be approved by the person, or their own, to be published or written anew."""
    told = columns(
        because="reply",
        since=Coalesce("decided_at", "asked_at"),
        due=Case(When(state=ApprovalState.ASKED, then="due_at"), output_field=DateTimeField()),
        said=Coalesce(NullIf("words", Value("")), "text"),
        asker=F("asked_by__name"),
    )
    return first(waiting.order_by("due_at", "pk")).values(**told)


def promises(owed: Rows) -> Rows:
    told = columns(because="promise", since=F("made_at"), due=F("due_at"), said=F("message__text"))
    return first(owed.order_by("due_at", "pk")).values(**told)


def of_escalations(person: int, **told: Any) -> dict[str, Any]:
    return columns(
        name=F("department__name"),
        asker=F("opened_by__name"),
        own=Case(When(opened_by=person, then=True), default=False),
        seen=F("item_id"),
        **told,
    )


def to_relay(brands: list[int], person: int) -> Rows:
    """What departments have answered and nobody has told the public yet."""
    answered = Escalation.objects.filter(brand__in=brands).to_relay().order_by("answered_at", "pk")
    said = Coalesce(NullIf("publishable", Value("")), "internal")
    since = F("answered_at")
    told = of_escalations(person, because="relay", since=since, waits=waits_or(since), said=said)
    return first(answered).values(**told)


def asked_back(brands: list[int], person: int) -> Rows:
    """What departments need to know before they can answer: their clock stands still until they are told."""
    asking = Escalation.objects.filter(brand__in=brands).asked_back().order_by("opened_at", "pk")
    last = Remark.objects.filter(escalation=OuterRef("pk"), kind=RemarkKind.ASKED_BACK).order_by("-at", "-pk")
    told = of_escalations(
        person,
        because="asked_back",
        since=Coalesce(Subquery(last.values("at")[:1]), F("opened_at")),
        said=Coalesce(Subquery(last.values("text")[:1]), F("question")),
    )
    return first(asking).values(**told)


def declined(brands: list[int], person: int) -> Rows:
    """What departments say is not for them: who answers is to be decided."""
    refused = Escalation.objects.filter(brand__in=brands).refused().order_by("opened_at", "pk")
    said = EscalationEvent.objects.filter(escalation=OuterRef("pk"), verb=Verb.NOT_OURS).order_by("-pk")
    told = of_escalations(
        person,
        because="declined",
        since=Coalesce(Subquery(said.values("at")[:1]), F("opened_at")),
        due=F("answer_by"),
        said=F("question"),
    )
    return first(refused).values(**told)


def waits_or(since: F) -> Coalesce:
    """Since when the public waits, where the answer of a department is all that anybody waits for too."""
    return Coalesce("interaction__waiting_since", since)


def late(brands: list[int], person: int, at: datetime) -> Rows:
    """What departments owe an answer to, or a sign that they have seen it, beyond its time."""
    overdue = Escalation.objects.filter(brand__in=brands).late(at).order_by("answer_by", "pk")
    told = of_escalations(
        person, because="late", since=F("opened_at"), due=F("answer_by"), said=F("question")
    )
    return first(overdue).values(**told)


@kept
def texts_of(interactions: list[int]) -> "QuerySet[Interaction]":
    """What rows show of these interactions."""
    shown = Interaction.objects.filter(pk__in=interactions)
    return with_texts(shown).annotate(brand_name=F("brand__name"), zone=F("brand__time_zone"))


@kept
def words_of(seen: list[int]) -> "QuerySet[WatchItem]":
    """What rows show of these watch items."""
    shown = WatchItem.objects.filter(pk__in=seen).only("title", "author", "network", "language")
    return shown.annotate(brand_name=F("brand__name"), zone=F("brand__time_zone"))
