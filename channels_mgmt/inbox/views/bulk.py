"""Acts on several interactions that were ticked in the list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import BulkVerb
from channels_mgmt.inbox.forms.lists import HandOverForm, SetAsideForm, SortSeveralForm
from channels_mgmt.inbox.models import BulkAct
from channels_mgmt.inbox.services.bulk import Outcome, act_on, refuse_number, undo_act
from channels_mgmt.inbox.views.lists import able_to_hold, filters_of, picked
from cmhub.lib.htmx import get_or_post, redirect_to, render_page

REASONS_SHOWN = 3


@get_or_post
@requires(Right.INBOX_WRITE)
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Does it to all that are ticked; where something is to be said first, asks for that."""
    brand = load_brand(request, slug)
    ids = sorted(picked(request.POST) or ())
    asked = request.POST.get("act")
    if request.method != "POST":
        return redirect_to(request, "inbox:list", slug)
    if asked not in BulkVerb.values:
        messages.error(request, _("Say what is to be done."))
        return redirect_to(request, list_url(request, brand, ids))
    form = form_of(BulkVerb(asked), request, brand)
    try:
        refuse_number(len(ids))
        if form and not form.is_valid():
            return ask(request, brand, BulkVerb(asked), form, ids)
        outcome = act_on(
            access=access_of(request),
            interactions=ids,
            act=asked,
            by=person_of(request),
            said=form.cleaned_data if form else {},
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect_to(request, list_url(request, brand, ids))
    words = ngettext("%(act)s: %(n)d interaction.", "%(act)s: %(n)d interactions.", len(outcome.done))
    tell(request, outcome, words, act=BulkVerb(asked).label)
    return redirect_to(request, list_url(request, brand, outcome.refused))


@require_POST
@requires(Right.INBOX_WRITE)
def undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    done = get_object_or_404(BulkAct, pk=pk, brand=brand)
    try:
        outcome = undo_act(act=done, by=person_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect_to(request, "inbox:list", slug)
    tell(
        request,
        outcome,
        ngettext("%(n)d interaction is as before.", "%(n)d interactions are as before.", len(outcome.done)),
    )
    return redirect_to(request, list_url(request, brand, outcome.refused))


def form_of(act: BulkVerb, request: HttpRequest, brand: Brand) -> Form | None:
    """What must be said of the act, bound once it was said."""
    data = request.POST if "said" in request.POST else None
    if act == BulkVerb.HAND_OVER:
        return HandOverForm(data, people=able_to_hold(brand=brand.pk, at=timezone.now()))
    if act == BulkVerb.CLASSIFY:
        return SortSeveralForm(data)
    return SetAsideForm(data) if act == BulkVerb.SET_ASIDE else None


def ask(request: HttpRequest, brand: Brand, act: BulkVerb, form: Form, ids: list[int]) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "act": {"value": act.value, "label": act.label},
        "ids": ids,
        "list": request.POST.get("list", ""),
        "cursor": request.POST.get("cursor", ""),
        "back": list_url(request, brand, ids),
    }
    return render_page(request, "inbox/bulk/act.html", context, status=422 if form.is_bound else 200)


def list_url(request: HttpRequest, brand: Brand, ids: Any) -> str:
    """The list that the act began at, with these rows still ticked."""
    asked = request.POST if "list" in request.POST else request.GET
    filters = filters_of(QueryDict(asked.get("list", "")), brand, person_of(request))
    query = QueryDict(filters.query(), mutable=True)
    if cursor := asked.get("cursor"):
        query["cursor"] = cursor
    query.setlist("pick", [str(pk) for pk in ids])
    return f"{reverse('inbox:list', args=[brand.slug])}?{query.urlencode()}"


def tell(request: HttpRequest, outcome: Outcome, done: str, **named: Any) -> None:
    """How many were done, with the way back; and why the others were not."""
    if outcome.done:
        undo = ""
        if outcome.act:
            back = {name: request.POST[name] for name in ("list", "cursor") if request.POST.get(name)}
            address = reverse("inbox:bulk_undo", args=[outcome.act.brand.slug, outcome.act.pk])
            undo = f"undo={address}?{urlencode(back)}" if back else f"undo={address}"
        messages.success(request, done % {"n": len(outcome.done), **named}, extra_tags=undo)
    for reason, number in outcome.reasons()[:REASONS_SHOWN]:
        words = ngettext("%(n)d refused: %(why)s", "%(n)d refused: %(why)s", number)
        messages.error(request, words % {"n": number, "why": reason})
