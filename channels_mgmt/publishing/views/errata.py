"""Errors found after publishing: the list, how many there are for 100 posts, and one of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.periods import period, period_label
from channels_mgmt.brands.white_label import is_of_the_client
from channels_mgmt.publishing.access import load_erratum, load_post
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.forms.errata import ChangedErratumForm, ElsewhereForm, NewErratumForm
from channels_mgmt.publishing.models import Erratum
from channels_mgmt.publishing.post_choices import Where, Witness
from channels_mgmt.publishing.services import errata as verbs
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.paging import keyset_page, with_query
from cmhub.lib.refusals import refusals_in, refuse

WEEKS, MONTHS = 8, 6
STANDING = "standing"


def period_chip(query: QueryDict, asked: str) -> dict[str, str]:
    return {"label": capfirst(period_label(asked)), "remove_url": with_query(query, period="", cursor="")}


@require_safe
@requires(Right.PUBLISHING_VIEW)
def errata(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, the latest first, as the URL filters them."""
    brand = load_brand(request, slug)
    found = Erratum.objects.visible_to(person_of(request)).filter(brand=brand)
    where, witness = request.GET.get("where", ""), request.GET.get("witness", "")
    standing = request.GET.get("state", "") == STANDING
    if standing:
        found = found.standing()
    if where in Where.values:
        found = found.filter(where=where)
    if witness in Witness.values:
        found = found.filter(witness=witness)
    asked = request.GET.get("period", "")
    if span := period(asked, brand):
        found = found.filter(noted_at__gte=span[0], noted_at__lt=span[1])
    needed = ("post__channel", "channel", "noted_by", "corrected_by")
    now = timezone.now()
    context: dict[str, Any] = {
        "page": keyset_page(
            found.select_related(*needed), field="noted_at", cursor=request.GET.get("cursor", "")
        ),
        "wheres": Where.choices,
        "witnesses": Witness.choices,
        "where": where,
        "witness": witness,
        "standing": standing,
        "period": asked if span else "",
        "chips": [period_chip(request.GET, asked)] if span else [],
        "weeks": verbs.by_week(brand, weeks=WEEKS, at=now),
        "months": verbs.by_month(brand, months=MONTHS, at=now),
        "shows_names": not is_of_the_client(access_of(request).roles),
    }
    return render_page(request, "publishing/errata/list.html", context, partial="list")


@requires(Right.PUBLISHING_WRITE)
def of_post(request: HttpRequest, pk: int) -> HttpResponse:
    """An error in a post that is published."""
    post = load_post(request, pk)
    if post.state != PostState.PUBLISHED:
        messages.error(request, _("An erratum is about what was published."))
        return redirect_to(request, "publishing:post", pk)
    begun = {"url": post.url, "since": post.published_at and timezone.localtime(post.published_at)}
    form = NewErratumForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid() and note(request, form, brand=post.brand, post=post):
        return redirect_to(request, "publishing:post", pk)
    return form_page(request, form, {"post": post})


@requires(Right.PUBLISHING_WRITE)
def elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """An error that stands in nothing that the product knows."""
    brand = load_brand(request, slug)
    form = ElsewhereForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        channel = form.cleaned_data["channel"]
        if note(request, form, brand=brand, channel=channel):
            return redirect_to(request, "publishing:errata", slug)
    return form_page(request, form, {})


def note(request: HttpRequest, form: NewErratumForm, **about: Any) -> bool:
    """Notes what the form says; where that is refused the form says why."""
    try:
        verbs.note_erratum(by=person_of(request), key=form.cleaned_data["key"], values=form.values(), **about)
    except ValidationError as error:
        refuse(form, error)
        return False
    messages.success(request, _("The erratum is noted."))
    return True


@requires(Right.PUBLISHING_VIEW)
def erratum(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, as it stands."""
    shown = load_erratum(request, pk)
    access = access_of(request)
    writes = access.may(Right.PUBLISHING_WRITE)
    context = {"erratum": shown, "writes": writes, "shows_names": not is_of_the_client(access.roles)}
    if writes:
        context["form"] = ChangedErratumForm(instance=shown)
    return render_page(request, "publishing/errata/erratum.html", context)


@requires(Right.PUBLISHING_WRITE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What was put right, or learned, since."""
    shown = load_erratum(request, pk)
    if request.method != "POST":
        return redirect_to(request, "publishing:erratum", pk)
    form = ChangedErratumForm(request.POST, instance=shown)
    theirs: list[Any] = []
    if form.is_valid():
        edition = form.cleaned_data["edition"]
        with refusals_in(form) as meanwhile:
            verbs.change_erratum(erratum=shown, edition=edition, by=person_of(request), values=form.values())
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:erratum", pk)
        if meanwhile.row:
            theirs = differences(form, ChangedErratumForm(instance=meanwhile.row))
    context = {"erratum": shown, "writes": True, "shows_names": True, "form": form, "theirs": theirs}
    return render_page(request, "publishing/errata/erratum.html", context, status=422)


def form_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render_page(request, "publishing/errata/new.html", context | {"form": form}, status=status)
