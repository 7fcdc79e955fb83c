"""Replies that wait for a second person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.choices import ApprovalState
from channels_mgmt.inbox.forms.approvals import ApprovalRuleForm, DecisionForm
from channels_mgmt.inbox.models import Approval, ApprovalRule
from channels_mgmt.inbox.services import approvals as verbs
from channels_mgmt.inbox.services.approval_rules import set_rule
from channels_mgmt.inbox.views.acts import to_interaction
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told

SHOWN = 50


@require_safe
@requires(Right.INBOX_VIEW)
def approvals(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, what was approved and is to be published, and what went out without approval."""
    brand, now = load_brand(request, slug), timezone.now()
    here = Approval.objects.visible_to(person_of(request)).filter(brand=brand)
    shown = here.select_related("interaction__channel", "asked_by", "decided_by")
    context = {
        "waiting": list(shown.waiting().order_by("due_at")[:SHOWN]),
        "to_publish": list(shown.to_publish().order_by("decided_at")[:SHOWN]),
        "alone": list(shown.filter(state=ApprovalState.ALONE).order_by("-decided_at")[:SHOWN]),
        "rule": ApprovalRule.objects.filter(brand=brand).select_related("approver", "backup").first(),
        "now": now,
    }
    return render_page(request, "inbox/approvals/list.html", context)


def load_approval(request: HttpRequest, pk: int) -> Approval:
    """The approval with its interaction, if the person may do with its brand what the view declares."""
    user = person_of(request)
    found = Approval.objects.visible_to(user).select_related("asked_by", "decided_by", "used").filter(pk=pk)
    approval: Approval = get_object_or_404(found)
    approval.interaction = load_interaction(request, approval.interaction_id)
    return approval


@require_safe
@requires(Right.INBOX_VIEW)
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """One reply that waits: the messages before it, why it waits, and what the reader can do about it."""
    return _show(request, load_approval(request, pk))


@require_POST
@requires(Right.REPLY_APPROVE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approves the reply, as it is or changed, or sends it back."""
    shown = load_approval(request, pk)
    form = DecisionForm(request.POST, approval=shown)
    if not form.is_valid():
        return _show(request, shown, form)
    said, by = form.cleaned_data, person_of(request)
    with refusals_in(form):
        if "send_back" in request.POST:
            verbs.send_back(approval=shown, by=by, words=said["words"])
            messages.success(request, _("The reply goes back to its author, with your words."))
        else:
            verbs.approve(approval=shown, by=by, text=said["text"], seen=said["seen"])
            messages.success(request, _("The reply is approved: its author publishes it."))
        return redirect_to(request, "inbox:approvals", shown.interaction.brand.slug)
    return _show(request, shown, form)


@require_POST
@requires(Right.INBOX_WRITE)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What has come to hold the reply since it was approved is said loudly: it may stand on the network."""
    held = _(
        "A crisis holds this reply since it was approved: it waits for approval again. Where it is published "
        "already, tell whoever approves it."
    )
    return _act(request, pk, verbs.publish, _("Your reply is recorded."), held)


@require_POST
@requires(Right.INBOX_WRITE)
def publish_alone(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The reply is recorded as published without approval: the manager sees it.")
    return _act(request, pk, verbs.publish_alone, done)


@require_POST
@requires(Right.INBOX_WRITE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, verbs.withdraw, _("The reply waits no more."))


def _act(
    request: HttpRequest, pk: int, verb: Callable[..., object], said: str, held: str = ""
) -> HttpResponse:
    shown = load_approval(request, pk)
    with refusals_told(request):
        done = verb(approval=shown, by=person_of(request))
        if held and isinstance(done, Approval):
            messages.warning(request, held)
        else:
            messages.success(request, said)
    return to_interaction(shown.interaction)


def _show(request: HttpRequest, shown: Approval, form: DecisionForm | None = None) -> HttpResponse:
    now = timezone.now()
    thread = shown.interaction.messages.as_shown().order_by("-sent_at", "-pk")[:5]
    context: dict[str, Any] = {
        "approval": shown,
        "interaction": shown.interaction,
        "thread": list(reversed(thread)),
        "now": now,
        "own": shown.asked_by_id == request.user.pk,
        "form": form or DecisionForm(approval=shown),
    }
    refused = form is not None
    return render_page(request, "inbox/approvals/approval.html", context, status=422 if refused else 200)


@get_or_post
@requires(Right.APPROVAL_MANAGE)
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Who approves the replies of the brand, who when they do not, and within which time."""
    brand, now = load_brand(request, slug), timezone.now()
    standing = ApprovalRule.objects.filter(brand=brand).first()
    form = ApprovalRuleForm(request.POST or None, instance=standing, brand=brand, at=now)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            set_rule(brand=brand, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "inbox:approvals", slug)
    status = 422 if form.errors else 200
    return render_page(request, "inbox/approvals/rule.html", {"form": form}, status=status)
