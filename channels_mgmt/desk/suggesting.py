"""What the page of an interaction suggests: what it is, and where the rules would take it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from channels_mgmt.desk.thread import Happening
from channels_mgmt.escalations.services.rules.conditions import Facts
from channels_mgmt.escalations.services.rules.routing import Route, route, rules_of
from channels_mgmt.escalations.services.rules.territories import codes_of
from channels_mgmt.inbox.chips import CHOICES, chips_of
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.learning import learned_of
from channels_mgmt.inbox.suggestions import suggest


def suggestions_for(shown: Interaction, thread: Iterable[Happening], *, passed_on: bool) -> dict[str, Any]:
    """For the page: `chips` of what nobody has said yet, and `route`, unless it was passed on already.

    Nothing of it is kept, and no figure knows of it, until a person confirms.
    """
    text = "\n".join(
        happening.what.text
        for happening in thread
        if happening.type == "message" and happening.what.direction == Direction.IN
    )
    said = {name: getattr(shown, name) for name in CHOICES}
    if all(said.values()) and passed_on:
        return {}
    suggested = suggest(text, learned=learned_of(shown.brand_id))
    kind = shown.kind or (suggested.kind.value if suggested.kind else "")
    sentiment = shown.sentiment or (suggested.sentiment.value if suggested.sentiment else "")
    found: dict[str, Any] = {"chips": chips_of(suggested, said)}
    if kind and not passed_on:
        found["route"] = route_of(shown, text=text, kind=kind, sentiment=sentiment)
    return found


def route_of(shown: Interaction, *, text: str, kind: str, sentiment: str) -> Route:
    """Where the brand's rules would take the interaction if it were what is said or suggested."""
    rules = rules_of(shown.brand)
    by_territory = any(rule.territories for rule in rules)
    facts = Facts(
        kind=kind,
        theme=shown.theme,
        purpose=shown.channel.purpose,
        network=shown.channel.network,
        territory=codes_of([shown.channel])[shown.channel_id] if by_territory else "",
        sentiment=sentiment,
        priority=shown.priority,
        text=text,
    )
    return route(rules, facts)
