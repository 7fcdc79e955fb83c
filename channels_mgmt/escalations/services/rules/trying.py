"""What last month's interactions would have made of other rules than the saved ones. Nothing is written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import Facts
from channels_mgmt.escalations.services.rules.deciding import decider
from channels_mgmt.escalations.services.rules.routing import route
from channels_mgmt.escalations.services.rules.territories import codes_of
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.team.models import Channel

LAST_MONTH = timedelta(days=30)
MOST = 10_000
"""Interactions that are looked at, the latest first: what a page can wait for."""
SAMPLES = 5
"""Shown of each way that interactions would go."""

READ = ("pk", "channel_id", "kind", "theme", "sentiment", "priority")
Decided = RoutingRule | None


@dataclass(frozen=True)
class Sample:
    """An interaction that would go elsewhere, and why there."""

    interaction: Interaction
    why: str


@dataclass
class Way:
    """From where to where interactions would go: department names, empty for the agency's manager, with the
    rules that decide."""

    was: Decided
    becomes: Decided
    ids: list[int] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Trial:
    """`elsewhere` are the ways to another department, the most used first; `other_deadlines` those on which
    the department stays and the time it is given does not."""

    since: datetime
    looked_at: int
    are_more: bool
    elsewhere: list[Way]
    other_deadlines: list[Way]

    @property
    def count(self) -> int:
        return sum(way.count for way in self.elsewhere)

    @property
    def count_of_deadlines(self) -> int:
        return sum(way.count for way in self.other_deadlines)


def try_rules(
    *, brand: Brand, saved: Sequence[RoutingRule], changed: Sequence[RoutingRule], user: User, at: datetime
) -> Trial:
    """Holds both against the interactions of the last thirty days that the person may see.

    `changed` are rules in their order, saved or not. In six queries, whatever the number of interactions.
    """
    since = at - LAST_MONTH
    seen = Interaction.objects.visible_to(user).filter(brand=brand, opened_at__gte=since, opened_at__lte=at)
    ids = list(seen.order_by("-opened_at", "-pk").values_list("pk", flat=True)[: MOST + 1])
    are_more, ids = len(ids) > MOST, ids[:MOST]
    with_texts = any(rule.words for rule in (*saved, *changed))
    before, after = decider(saved), decider(changed)
    ways: dict[tuple[int | None, int | None], Way] = {}
    known: dict[int, Facts] = {}
    for pk, facts in _facts(brand, Interaction.objects.filter(pk__in=ids), with_texts):
        was, becomes = before(facts), after(facts)
        if was is becomes or not _differs(was, becomes):
            continue
        way = ways.setdefault((_place(was), _place(becomes)), Way(was, becomes))
        way.ids.append(pk)
        if len(way.ids) <= SAMPLES:
            known[pk] = facts
    _show_samples(ways.values(), changed, known)
    ordered = sorted(ways.values(), key=lambda way: -way.count)
    return Trial(
        since,
        len(ids),
        are_more,
        [way for way in ordered if _department(way.was) != _department(way.becomes)],
        [way for way in ordered if _department(way.was) == _department(way.becomes)],
    )


def with_draft(
    saved: Sequence[RoutingRule], draft: RoutingRule, before: RoutingRule | None = None
) -> list[RoutingRule]:
    """The saved rules with one that is being written in its place: a new one before another, else before the
    last one."""
    if draft.pk:
        return [draft if rule.pk == draft.pk else rule for rule in saved]
    place = next(
        (n for n, rule in enumerate(saved) if rule.is_catch_all or (before and rule.pk == before.pk)),
        len(saved),
    )
    return [*saved[:place], draft, *saved[place:]]


def _facts(
    brand: Brand, interactions: QuerySet[Interaction], with_texts: bool
) -> Iterator[tuple[int, Facts]]:
    """The facts of each, with what the public wrote only where a rule asks for words."""
    channels = {channel.pk: channel for channel in Channel.objects.filter(brand=brand)}
    territories = codes_of(channels.values())
    texts = _texts(interactions) if with_texts else {}
    rows = interactions.order_by("-opened_at", "-pk").values_list(*READ)
    for pk, channel, kind, theme, sentiment, priority in rows:
        yield (
            pk,
            Facts(
                kind=kind,
                theme=theme,
                purpose=channels[channel].purpose,
                network=channels[channel].network,
                territory=territories[channel],
                sentiment=sentiment,
                priority=priority,
                text="\n".join(texts.get(pk, ())),
            ),
        )


def _texts(interactions: QuerySet[Interaction]) -> dict[int, list[str]]:
    written = Message.objects.filter(
        interaction__in=interactions.order_by().values("pk"), direction=Direction.IN
    )
    texts: dict[int, list[str]] = defaultdict(list)
    for interaction, text in written.order_by("sent_at", "pk").values_list("interaction_id", "text"):
        texts[interaction].append(text)
    return texts


def _show_samples(ways: Any, changed: Sequence[RoutingRule], known: dict[int, Facts]) -> None:
    shown = Interaction.objects.select_related("channel").in_bulk(known)
    for way in ways:
        way.samples = [
            Sample(shown[pk], route(changed, known[pk]).why) for pk in way.ids[:SAMPLES] if pk in shown
        ]


def _place(rule: Decided) -> int | None:
    """What tells rules apart, saved or not: a changed rule is another object than the saved one."""
    return None if rule is None else id(rule)


def _department(rule: Decided) -> int | None:
    return rule.department_id if rule else None


def _differs(was: Decided, becomes: Decided) -> bool:
    def told(rule: Decided) -> tuple[Any, ...]:
        if rule is None:
            return (None,)
        return (
            rule.department_id,
            rule.acknowledge_minutes,
            rule.answer_minutes,
            rule.around_the_clock,
            rule.may_wake,
        )

    return told(was) != told(becomes)
