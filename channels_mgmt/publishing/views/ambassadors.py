"""Ambassadors and influencers: the list, one of them, what was said with them, what they relayed."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing import relation_access as access
from channels_mgmt.publishing.forms.ambassadors import AccountForm, AmbassadorForm, ContactForm, RelayForm
from channels_mgmt.publishing.models import Ambassador
from channels_mgmt.publishing.relation_filters import AmbassadorFilters
from channels_mgmt.publishing.services import ambassadors as services
from channels_mgmt.publishing.views.relations import ORDER, list_context, submitted
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told

LINES_SHOWN = 50


@require_safe
@requires(Right.PUBLISHING_VIEW)
def ambassadors(request: HttpRequest, slug: str) -> HttpResponse:
    """Who speaks of the brand to others, as the URL filters it."""
    brand, now = load_brand(request, slug), timezone.now()
    visible = Ambassador.objects.visible_to(person_of(request)).filter(brand=brand).annotate(sort=ORDER)
    filters = AmbassadorFilters(request.GET, now=now)
    context = list_context(request, filters, visible, field="sort", descending=False)
    with_numbers(context["page"].rows)
    context |= {
        "url": reverse("publishing:ambassadors", args=[slug]),
        "today": timezone.localdate(),
    }
    return render_page(request, "publishing/ambassadors/list.html", context, partial="list")


def with_numbers(rows: list[Any]) -> None:
    """Gives each row its accounts, how often they relayed, and when last."""
    ids = [row.pk for row in rows]
    listed = (
        Ambassador.objects.filter(pk__in=ids).prefetch_related("accounts").select_related("looked_after_by")
    )
    counted = listed.annotate(relayed=Count("relays"), relayed_on=Max("relays__on"))
    found = {row.pk: row for row in counted}
    rows[:] = [found[pk] for pk in ids]


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    return edit_page(request, load_brand(request, slug), None)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_ambassador(request, pk)
    return edit_page(request, held.brand, held)


def edit_page(request: HttpRequest, brand: Brand, held: Ambassador | None) -> HttpResponse:
    form = AmbassadorForm(request.POST or None, instance=held, brand=brand, at=timezone.now())
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            saved = services.save_ambassador(
                brand=brand,
                by=person_of(request),
                ambassador=held,
                key=form.cleaned_data.get("key"),
                edition=form.cleaned_data.get("edition"),
                values=form.values,
            )
            messages.success(request, _("Saved."))
            return redirect_to(request, "publishing:ambassador", saved.pk)
        if meanwhile.row:
            theirs = differences(form, AmbassadorForm(brand=brand, at=timezone.now(), instance=meanwhile.row))
    context = {"form": form, "row": held, "what": "ambassador", "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "publishing/relations/edit.html", context, status=status)


@require_safe
@requires(Right.PUBLISHING_VIEW)
def ambassador(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, access.load_ambassador(request, pk))


def page_of(request: HttpRequest, shown: Ambassador, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Their page; what is not public is for those who work with them."""
    writes = access_of(request).may(Right.PUBLISHING_WRITE) and not shown.is_erased
    context: dict[str, Any] = {
        "ambassador": shown,
        "writes": writes,
        "sees_private": access_of(request).may(Right.PUBLISHING_WRITE),
        "accounts": list(shown.accounts.all()),
        "contacts": list(shown.contacts.select_related("by")[:LINES_SHOWN]),
        "relays": list(shown.relays.select_related("post")[:LINES_SHOWN]),
        "came_to": list(
            shown.invitations.select_related("event").order_by("-event__starts_at")[:LINES_SHOWN]
        ),
        "today": timezone.localdate(),
    }
    if writes:
        context |= {
            "contact_form": ContactForm(initial={"next_on": shown.next_on}),
            "relay_form": RelayForm(brand=shown.brand),
            "account_form": AccountForm(),
        }
    return render_page(request, "publishing/ambassadors/page.html", context | forms, status=status)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    form = ContactForm(request.POST)
    return logged(request, pk, form, "contact_form", services.log_contact, _("Written down."))


@require_POST
@requires(Right.PUBLISHING_WRITE)
def relay(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_ambassador(request, pk)
    form = RelayForm(request.POST, brand=held.brand)
    return logged(request, pk, form, "relay_form", services.log_relay, _("The relay is written down."))


@require_POST
@requires(Right.PUBLISHING_WRITE)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    return logged(request, pk, AccountForm(request.POST), "account_form", services.save_account, _("Saved."))


def logged(request: HttpRequest, pk: int, form: Any, name: str, act: Any, told: str) -> HttpResponse:
    """A line about somebody: by a form of their page, which comes back where it is refused."""
    held = access.load_ambassador(request, pk)
    if form.is_valid():
        values = form.cleaned_data
        if submitted(form, lambda: act(ambassador=held, by=person_of(request), **values)):
            messages.success(request, told)
            return redirect_to(request, "publishing:ambassador", pk)
    return page_of(request, held, status=422, **{name: form, "open": name})


@require_POST
@requires(Right.PUBLISHING_WRITE)
def account_remove(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_account(request, pk)
    return done(
        request, held.ambassador_id, lambda: services.remove_account(account=held, by=person_of(request))
    )


@require_POST
@requires(Right.PUBLISHING_WRITE)
def relay_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    held = access.load_relay(request, pk)
    return done(
        request, held.ambassador_id, lambda: services.take_back_relay(relay=held, by=person_of(request))
    )


@require_POST
@requires(Right.PUBLISHING_WRITE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """They agree no more to what is not public being kept."""
    held = access.load_ambassador(request, pk)
    return done(request, pk, lambda: services.withdraw_consent(ambassador=held, by=person_of(request)))


def done(request: HttpRequest, pk: int, act: Any) -> HttpResponse:
    with refusals_told(request):
        act()
        messages.success(request, _("Done."))
    return redirect_to(request, "publishing:ambassador", pk)
