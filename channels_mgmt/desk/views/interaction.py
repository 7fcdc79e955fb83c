from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import Access, access_of
from channels_mgmt.crisis.services.current import now_running
from channels_mgmt.crisis.services.matter import crises_on
from channels_mgmt.crisis.services.statements import agreed_version, current_statement
from channels_mgmt.desk.answer_times import answer_due
from channels_mgmt.desk.suggesting import suggestions_for
from channels_mgmt.desk.thread import Happening, folded, thread_of
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.models.refusals import is_refused
from channels_mgmt.escalations.services.similar import COMPARED, Alike, Asked, joinable, likest, read
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.choices import ENDED, OURS, ApprovalState, State
from channels_mgmt.inbox.forms.acts import AnswerForm, SortForm
from channels_mgmt.inbox.models import Approval, Interaction, ModerationAct, Promise
from channels_mgmt.inbox.presence import seen_by
from channels_mgmt.inbox.services.states import may_move
from cmhub.lib.htmx import render_page
from cmhub.lib.kept import kept

OTHERS_SHOWN = 5
MODERATED = {"hidden", "removed", "author_warned", "author_banned", "refocused"}
"""What the thread calls the acts of moderation."""


@require_safe
@requires(Right.INBOX_VIEW)
def interaction(request: HttpRequest, pk: int) -> HttpResponse:
    """One interaction: its thread, what can be done with it, and what else is known of the person."""
    shown = load_interaction(request, pk)
    user = person_of(request)
    access = access_of(request)
    writes = access.may(Right.INBOX_WRITE)
    whole = "whole" in request.GET
    thread, more = thread_of(shown, whole=whole)
    earlier, latest = ([], thread) if whole else folded(thread, shown.asks_since)
    asked, the_same = escalations_of(shown, access, user, at=timezone.now())
    context: dict[str, Any] = {
        "interaction": shown,
        "thread": thread,
        "earlier": earlier,
        "latest": latest,
        "more": more,
        "escalations": asked,
        "alike": the_same,
        "others": others_of(shown),
        "now": timezone.now(),
        "answer_due": answer_due(shown),
        "over": shown.state in ENDED,
    }
    context |= waiting_in(shown, user) | told_of(shown, thread) | seen_by(shown.pk, user)
    context |= held_in(shown)
    if writes:
        context |= {
            "answer_form": AnswerForm.following(
                request.GET.get("use", ""),
                interaction=shown,
                by=user,
                at=timezone.now(),
                text=to_mend(context),
            ),
            "sort_form": SortForm(interaction=shown),
            "may_close": may_move(shown, State.CLOSED),
            "may_set_aside": may_move(shown, State.SET_ASIDE),
            "held_by_me": shown.holder_id == user.pk,
        }
        if not context["over"]:
            context |= suggestions_for(shown, thread, passed_on=bool(context["escalations"]))
    return render_page(request, "desk/interaction.html", context, partial="interaction")


def held_in(shown: Interaction) -> dict[str, Any]:
    """The crisis for which replies wait, and what may be said all the same: asked for only where one runs."""
    if all(one.drill for one in now_running().of(shown.brand_id)):
        return {}
    crisis = next(iter(crises_on(shown)), None)
    statement = current_statement(crisis) if crisis else None
    agreed = agreed_version(statement) if statement else None
    return {"held_crisis": crisis, "statement": statement, "agreed_statement": agreed}


def to_mend(context: Mapping[str, Any]) -> str:
    """The reader's own reply that came back: it is mended, not written anew."""
    approval: Approval | None = context.get("approval")
    if approval is None or not context["own"] or approval.state != ApprovalState.SENT_BACK:
        return ""
    return approval.text


def waiting_in(shown: Interaction, user: User) -> dict[str, Any]:
    """The reply that waits, comes back or is to be published, and what was promised: asked for only where
    the state leaves room for them.
    """
    if shown.state not in (State.WAITING_APPROVAL, State.IN_PROGRESS, State.WAITING_ESCALATED):
        return {}
    replies = Approval.objects.filter(interaction=shown, message=None)
    last = replies.select_related("asked_by", "decided_by").order_by("-asked_at").first()
    found: dict[str, Any] = {"promises": list(Promise.objects.open().filter(interaction=shown))}
    if last and last.state != ApprovalState.WITHDRAWN:
        found |= {"approval": last, "own": last.asked_by_id == user.pk}
    return found


def told_of(shown: Interaction, thread: list[Happening]) -> dict[str, Any]:
    """Acts of moderation, and where the person was told to write: asked for where the thread tells of any."""
    verbs = {happening.what.verb for happening in thread if happening.type == "event"}
    found: dict[str, Any] = {}
    if verbs & MODERATED:
        people = ("by", "reversed_by", "appealed_by", "decided_by")
        acts = ModerationAct.objects.filter(interaction=shown).select_related(*people)
        found["acts"] = list(acts.order_by("-at", "-pk"))
    if "directed" in verbs:
        found["directions"] = list(shown.directions.select_related("to_channel").order_by("at", "pk"))
    if "came_directed" in verbs:
        found["came_from"] = list(shown.came_from.order_by("at", "pk"))
    return found


def escalations_of(
    shown: Interaction, access: Access, user: User, *, at: datetime
) -> tuple[list[Escalation], list[Alike]]:
    """The questions that carry the interaction; and, where it may still be passed on, those that others ask
    and that say what it says. Both are looked for in one statement, and read whole in another where there
    are any.
    """
    visible = Escalation.objects.of(access, user)
    own = visible.filter(carried__interaction=shown, carried__left_at=None)
    if not (access.may(Right.ESCALATION_OPEN) and shown.state in OURS):
        return whole(own), []
    others = joinable(visible, at=at, without=[shown.pk]).values_list(Value(False), *COMPARED)
    both = list(own.values_list(Value(True), *COMPARED).union(others, all=True))
    found = likest([Asked(*asked) for is_own, *asked in both if not is_own], [shown])
    carry = [asked[0] for is_own, *asked in both if is_own]
    return whole(visible.filter(pk__in=carry)) if carry else [], read(found, visible) if found else []


def whole(questions: EscalationQuerySet) -> list[Escalation]:
    shown = questions.annotate(refused=is_refused()).select_related("department", "interaction")
    return list(shown.order_by("-opened_at"))


def others_of(shown: Interaction) -> list[Interaction]:
    """The person's other interactions with the brand, which the page's loader has authorised."""
    others = by_author(brand=shown.brand_id, author=shown.author_key)
    return [other for other in others if other.pk != shown.pk][: OTHERS_SHOWN + 1]


@kept
def by_author(brand: int, author: str) -> QuerySet[Interaction]:
    """The latest interactions of one person with a brand: one of them is left out, one says there is more."""
    theirs = Interaction.objects.filter(brand=brand, author_key=author)
    return theirs.only("author", "excerpt", "state", "last_at").order_by("-last_at")[: OTHERS_SHOWN + 2]
