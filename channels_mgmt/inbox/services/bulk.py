"""One act on several interactions, through the verbs that act on one; and its undoing, all of it at once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.inbox.choices import ENDED, NEEDS_NO_ANSWER, BulkVerb, State
from channels_mgmt.inbox.models import BulkAct, Interaction, InteractionEvent
from channels_mgmt.inbox.models.bulk import UNDO_FOR
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.history import lock, tell

MOST = 200
"""Interactions of one act: what somebody can still answer for, and a request can do."""

KEPT = ("state", "holder_id", "kind", "theme", "priority", "reopened")
"""What these acts change of an interaction, beside its time of closing and its reason."""

WAITS = (State.WAITING_ESCALATED, State.WAITING_APPROVAL)

Verb = Callable[..., Any]

VERBS: dict[str, Verb] = {
    BulkVerb.TAKE: sorting.hold,
    BulkVerb.HAND_OVER: sorting.hand_over,
    BulkVerb.CLASSIFY: sorting.classify,
    BulkVerb.SET_ASIDE: sorting.set_aside,
    BulkVerb.CLOSE: sorting.close,
    BulkVerb.REOPEN: sorting.reopen,
}


@dataclass
class Outcome:
    """What came of an act: the ids that it was done to, and of those refused the reason, by id.

    `act` is what undoes it, where anything was changed.
    """

    done: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    act: BulkAct | None = None

    def reasons(self) -> list[tuple[str, int]]:
        """Each reason with the number of those refused for it, the commonest first."""
        return Counter(self.refused.values()).most_common()


def act_on(
    *,
    access: Access,
    interactions: Collection[int],
    act: str,
    by: User,
    said: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Does the act, with what was `said` of it (arguments of the verb), to these interactions of the brand.

    What one of them refuses leaves the others alone. Interactions of other brands are as good as gone. Raises
    ValidationError for none, or for more than MOST.
    """
    now, asked = at or timezone.now(), sorted(set(interactions))
    refuse_number(len(asked))
    outcome, undo = Outcome(), []
    with transaction.atomic():
        for pk, one in _found(access, asked).items():
            before = one and snapshot(one)
            try:
                _do(one, access, VERBS[act], by=by, at=now, **(said or {}))
            except ValidationError as error:
                outcome.refused[pk] = " ".join(error.messages)
                continue
            outcome.done.append(pk)
            if one and before != snapshot(one):
                undo.append(before)
        if undo:
            outcome.act = _remember(access, act, undo, by=by, at=now)
    return outcome


def refuse_number(number: int) -> None:
    if not number:
        raise ValidationError(_("Select interactions first."), code="none")
    if number > MOST:
        raise ValidationError(
            _("At most %(most)s interactions at once: select fewer.") % {"most": MOST}, code="too_many"
        )


def undo_act(*, act: BulkAct, by: User, at: datetime | None = None) -> Outcome:
    """Puts back each interaction on which nothing was done since; the others stay, with the reason."""
    now = at or timezone.now()
    with transaction.atomic():
        held = BulkAct.objects.select_for_update().get(pk=act.pk)
        if held.by_id != by.pk:
            raise ValidationError(_("Only whoever did it undoes it."), code="not_yours")
        if held.undone_at:
            raise ValidationError(_("This was undone already."), code="undone")
        if held.at < now - UNDO_FOR:
            raise ValidationError(_("This is too long ago to be undone at once."), code="too_late")
        outcome = Outcome()
        for item in held.items:
            try:
                _put_back(item, brand=held.brand_id, by=by, at=now)
            except ValidationError as error:
                outcome.refused[item["id"]] = " ".join(error.messages)
            else:
                outcome.done.append(item["id"])
        held.undone_at = now
        held.save(update_fields=["undone_at"])
    return outcome


def snapshot(one: Interaction) -> dict[str, Any]:
    """How the interaction is, as JSON keeps it; why it was set aside stands in its history."""
    closed_at = one.closed_at and one.closed_at.isoformat()
    return {"id": one.pk, "closed_at": closed_at, **{name: getattr(one, name) for name in KEPT}}


def _found(access: Access, asked: Iterable[int]) -> dict[int, Interaction | None]:
    """In the order of their ids, in which every such act locks them: two never wait for each other."""
    rows = Interaction.objects.of(access).filter(pk__in=list(asked)).select_related("channel", "holder")
    here = {one.pk: one for one in rows.select_for_update(of=("self",)).order_by("pk")}
    return {pk: here.get(pk) for pk in asked}


def _do(one: Interaction | None, access: Access, verb: Verb, **said: Any) -> None:
    if one is None:
        raise ValidationError(_("It is no longer there."), code="gone")
    if not access.works_on(one.channel):
        told = _("You work here for one department: only its own channels are yours to answer on.")
        raise ValidationError(told, code="channel")
    verb(interaction=one, **said)


def _remember(access: Access, act: str, undo: list[Any], *, by: User, at: datetime) -> BulkAct:
    """Keeps how each was, with the last line of its history: a later one says that somebody acted since."""
    BulkAct.objects.filter(brand=access.brand).past(at).delete()
    last = InteractionEvent.objects.filter(interaction__in=[item["id"] for item in undo]).order_by()
    told = dict(last.values_list("interaction").annotate(Max("pk")))
    items = [item | {"event": told.get(item["id"])} for item in undo]
    return BulkAct.objects.create(brand=access.brand, by=by, at=at, act=act, items=items)


def _put_back(item: Mapping[str, Any], *, brand: int, by: User, at: datetime) -> None:
    one = lock(Interaction(pk=item["id"], brand_id=brand))
    last = one.events.aggregate(last=Max("pk"))["last"]
    if last != item["event"]:
        raise ValidationError(_("Somebody acted on it since."), code="acted")
    if item["state"] in WAITS and one.state in ENDED:
        raise ValidationError(_("What it waited for ended with it: reopen it."), code="ended_with_it")
    before = one.state
    for name in KEPT:
        setattr(one, name, item[name])
    one.closed_at = parse_datetime(item["closed_at"]) if item["closed_at"] else None
    one.reason = _reason(one) if one.state in ENDED else ""
    one.save(update_fields=[*(name.removesuffix("_id") for name in KEPT), "closed_at", "reason"])
    tell(one, verb="put_back", by=by, at=at, from_state=before)


def _reason(one: Interaction) -> str:
    """Why nothing was to be answered when it last was so."""
    last = one.events.filter(to_state=one.state).order_by("-pk").first()
    return last.note[:200] if last and one.state in NEEDS_NO_ANSWER else ""
