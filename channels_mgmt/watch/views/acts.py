"""What is done with an item, each by one POST."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of
from channels_mgmt.watch.access import load_item
from channels_mgmt.watch.forms.acts import DecideForm, ForSomebodyForm, SortForm
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.views.items import page_of
from cmhub.lib.htmx import redirect_to
from cmhub.lib.refusals import refusals_in, refusals_told


@require_POST
@requires(Right.WATCH_DECIDE)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: I have it."""
    item = acts.acknowledge(item=load_item(request, pk), by=person_of(request))
    messages.success(request, _("Acknowledged. Whoever logged it sees it."))
    return back(request, item)


@require_POST
@requires(Right.WATCH_LOG)
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who was told has said that they have it, by telephone for instance."""
    item = load_item(request, pk)
    form = ForSomebodyForm(request.POST, item=item, for_others=True, himself=False)
    if not form.is_valid():
        return page_of(request, item, status=422, said_form=form)
    acts.acknowledge(item=item, by=person_of(request), telling=form.cleaned_data["telling"])
    messages.success(request, _("Written down: it is acknowledged."))
    return redirect_to(request, "watch:item", item.pk)


@require_POST
@requires(Right.WATCH_DECIDE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done, said by whoever decides."""
    item = load_item(request, pk)
    form = DecideForm(
        request.POST, item=item, for_others=access_of(request).may(Right.WATCH_LOG), himself=True
    )
    return decided(request, item, form)


@require_POST
@requires(Right.WATCH_LOG)
def decide_for(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, written down by whoever works on the brand for somebody who was told."""
    item = load_item(request, pk)
    return decided(request, item, DecideForm(request.POST, item=item, for_others=True, himself=False))


def decided(request: HttpRequest, item: Item, form: DecideForm) -> HttpResponse:
    if form.is_valid():
        given = form.cleaned_data
        try:
            acts.decide(item=item, words=given["words"], by=person_of(request), telling=given.get("telling"))
        except ValidationError as error:
            form.add_error(None, error.messages)
            item = load_item(request, item.pk)
        else:
            messages.success(request, _("Decided. Whoever logged it is told."))
            return redirect_to(request, "watch:item", item.pk)
    return page_of(request, item, status=422, decide_form=form)


@require_POST
@requires(Right.WATCH_VIEW)
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: I have read what was decided."""
    return back(request, acts.read_decision(item=load_item(request, pk), by=person_of(request)))


@require_POST
@requires(Right.WATCH_LOG)
def file_item(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, acts.file_item, _("Filed."))


@require_POST
@requires(Right.WATCH_LOG)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, acts.reopen, _("It is in hand again."))


@require_POST
@requires(Right.WATCH_LOG)
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, acts.make_idea, _("It is among the post ideas, on the page of publications."))


def done(request: HttpRequest, pk: int, act: Callable[..., Any], told: str) -> HttpResponse:
    item = load_item(request, pk)
    with refusals_told(request):
        act(item=item, by=person_of(request))
        messages.success(request, told)
    return redirect_to(request, "watch:item", item.pk)


@require_POST
@requires(Right.WATCH_LOG)
def sort(request: HttpRequest, pk: int) -> HttpResponse:
    item = load_item(request, pk)
    form = SortForm(request.POST, item=item)
    if form.is_valid():
        with refusals_in(form):
            acts.sort_anew(item=item, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Sorted anew."))
            return redirect_to(request, "watch:item", item.pk)
    return page_of(request, item, status=422, sort_form=form)


def back(request: HttpRequest, item: Item) -> HttpResponse:
    """To the page on which the button was, where that is one's own home; else to the item."""
    if request.POST.get("to") == "home":
        return redirect_to(request, "desk:home")
    return redirect_to(request, "watch:item", item.pk)
