"""Passing an interaction on to a department."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Department, User
from accounts.services.outbox import WAKES_NOBODY_AFTER
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import UNANSWERED, State, Verb
from channels_mgmt.escalations.models import Carried, Escalation, RoutingRule
from channels_mgmt.escalations.services.chain import deputies_in, next_reachable, written_down
from channels_mgmt.escalations.services.clock.clocks import Calendars, next_step
from channels_mgmt.escalations.services.history import asked_of, audit, tell
from channels_mgmt.escalations.services.notices import tell_person_in_turn
from channels_mgmt.escalations.services.rules.deciding import decider
from channels_mgmt.escalations.services.rules.routing import (
    Plan,
    facts_of,
    facts_of_many,
    plan_for,
    rules_of,
)
from channels_mgmt.inbox.choices import ENDED, Direction
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.states import move_held
from channels_mgmt.watch.models import Item
from cmhub.lib.erased import name_shown
from cmhub.lib.keys import made_with

MANY = 1_000
MESSAGES_LOOKED_AT = 30
LONGEST_QUESTION = 8_000
"""As many characters as the form takes."""


def open_escalation(
    *,
    interaction: Interaction,
    question: str,
    by: User | None,
    rule: RoutingRule | None = None,
    department: Department | None = None,
    to_manager: bool = False,
    at: datetime | None = None,
    key: UUID | None = None,
    rules: Sequence[RoutingRule] | None = None,
) -> Escalation:
    """Asks a department about the interaction: the one given, that of the rule, else where the rules lead;
    with `to_manager` the agency's manager. `rules` are those of the brand, where the caller has read them.

    Writes down whom to turn to and the deadlines, tells the first of them, and lets the interaction
    wait. The second call with a `key` gives the escalation of the first. Raises ValidationError, in
    words, for an interaction that is over, a department already asked, or an empty question.
    """
    now = at or timezone.now()
    if not question.strip():
        raise ValidationError({"question": _("Write what you ask.")})
    with transaction.atomic():
        held = (
            Interaction.objects.select_for_update(of=("self",))
            .select_related("channel", "brand__agency")
            .get(pk=interaction.pk)
        )
        if earlier := made_with(key, Escalation, interaction_id=held.pk):
            return earlier
        _refuse_ended(held)
        plan = plan_for(
            held.brand,
            facts_of(held),
            at=now,
            rule=rule,
            department=department,
            to_manager=to_manager,
            chosen_by=by,
            rules=rules,
        )
        _refuse_twice(held, plan.department)
        escalation = write_down(held, plan, question.strip(), by=by, key=key)
        move_held(held, to=InteractionState.WAITING_ESCALATED, verb="escalated", by=by, at=now)
        signals.opened.send(Escalation, escalation=escalation, by=by, at=now)
    interaction.state = held.state
    return escalation


def open_by_rule(*, brand: Brand, interactions: Collection[int], at: datetime) -> list[Escalation]:
    """Lets the rules marked automatic act on what has just come in.

    Only on what is still new, not older than two days, and whose first matching rule is such a rule.
    """
    rules = rules_of(brand)
    if not any(rule.automatic for rule in rules):
        return []
    fresh = Interaction.objects.filter(
        brand=brand,
        state=InteractionState.NEW,
        needs_answer=True,
        waiting_since__gte=at - WAKES_NOBODY_AFTER,
        escalations=None,
    )
    fresh = fresh.filter(pk__in=_those_of(fresh, interactions)).select_related("channel").order_by("pk")
    facts = facts_of_many(fresh)
    opened, decide = [], decider(rules)
    for interaction in fresh:
        rule = decide(facts[interaction.pk])
        if rule and rule.automatic:
            question = first_words(interaction)
            opened.append(
                open_escalation(interaction=interaction, question=question, by=None, at=at, rules=rules)
            )
    return opened


def _those_of(fresh: QuerySet[Interaction], interactions: Collection[int]) -> Collection[int]:
    """The ids to look at: a big file brings far more than can be fresh."""
    if len(interactions) <= MANY:
        return interactions
    return set(fresh.values_list("pk", flat=True)).intersection(interactions)


def first_words(interaction: Interaction) -> str:
    """What the public wrote, as the question to begin with: all that came since the last reply, in its order;
    where nothing did, the latest message. Of more than a question may hold, the end is kept.
    """
    said = Message.objects.filter(interaction=interaction).exclude(text="").order_by("-sent_at", "-pk")
    latest = list(said.only("direction", "text", "automatic", "holding")[:MESSAGES_LOOKED_AT])
    unanswered = takewhile(lambda message: not _is_reply(message), latest)
    of_the_public = [message.text for message in latest if message.direction == Direction.IN]
    texts = [message.text for message in unanswered if message.direction == Direction.IN] or of_the_public[:1]
    asked = "\n\n".join(reversed(texts)) or interaction.excerpt or name_shown(interaction.author)
    return asked[-LONGEST_QUESTION:]


def _is_reply(message: Message) -> bool:
    return message.direction == Direction.OUT and not (message.automatic or message.holding)


def write_down(
    about: Interaction | Item, plan: Plan, question: str, *, by: User | None, key: UUID | None
) -> Escalation:
    """The escalation as the plan has it, its log, and the message to whoever is turned to first.

    The caller holds what it is about, and has made sure that it may be asked.
    """
    now = plan.asked_at
    chain, absent = written_down(about.brand, plan.department, at=now)
    first = next_reachable(chain)
    escalation = Escalation(
        brand=about.brand,
        interaction=about if isinstance(about, Interaction) else None,
        item=about if isinstance(about, Item) else None,
        state=State.OPENED if first is None else State.NOTIFIED,
        question=question,
        chain=chain,
        step=len(chain) if first is None else first,
        deputies=deputies_in(chain),
        calendar_version=plan.calendar.version,
        opened_by=by,
        opened_at=now,
        acknowledge_by=plan.acknowledge_by,
        answer_by=plan.answer_by,
        key=key,
        **plan.frozen,
    )
    calendars = Calendars(now)
    if not plan.around_the_clock:
        calendars.take(plan.calendar, about.brand, plan.department)
    escalation.next_step_at = next_step(escalation, now, calendars=calendars)
    escalation.save(force_insert=True)
    if isinstance(about, Interaction):
        _carry(escalation, about, by, now)
    tell(escalation, Verb.OPENED, by=by, at=now, to_state=State.OPENED)
    for person in absent:
        tell(escalation, Verb.ABSENT, by=None, at=now, **person.as_details())
    if first is not None:
        mailed = tell_person_in_turn(escalation, at=now)
        tell(
            escalation,
            Verb.NOTIFIED,
            by=None,
            at=now,
            to_state=State.NOTIFIED,
            mailed=mailed,
            **asked_of(escalation),
        )
    named = "interaction" if isinstance(about, Interaction) else "watch_item"
    audit("escalation.opened", escalation, by=by, at=now, **{named: about.pk})
    return escalation


def _carry(escalation: Escalation, interaction: Interaction, by: User | None, at: datetime) -> None:
    """The interaction that it is opened for is the first of those that wait for its answer."""
    Carried.objects.create(
        brand_id=escalation.brand_id,
        escalation=escalation,
        interaction=interaction,
        joined_at=at,
        joined_by=by,
    )


def _refuse_ended(interaction: Interaction) -> None:
    if interaction.state in ENDED:
        raise ValidationError(
            _("This interaction is over (%(state)s): reopen it before passing it on.")
            % {"state": interaction.get_state_display()}
        )


def _refuse_twice(interaction: Interaction, department: Department | None) -> None:
    carrying = Q(carried__interaction=interaction, carried__left_at=None)
    asked = Escalation.objects.filter(carrying | Q(interaction=interaction))
    if asked.filter(department=department, state__in=UNANSWERED).exists():
        raise ValidationError(_("This department has already been asked about this."))
