from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, load_agency, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.forms.brand import IdentityForm, NewBrandForm
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.copying import Taken, create_like
from channels_mgmt.brands.services.creation import change_identity, create_brand
from channels_mgmt.brands.services.directory import cards_of, departments_of, troubles_of
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical


@requires(Right.AGENCY_MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    """The first page of the guided path: what the brand is; the rest is asked for step by step."""
    agency = load_agency(request)
    form = NewBrandForm(
        request.POST or None, agency=agency, user=person_of(request), initial=territories_asked(request)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            brand, taken = _made(form, person_of(request))
            messages.success(request, _("%(brand)s is there.") % {"brand": brand.name})
            _tell_what_came_along(request, taken)
            return redirect_to(request, "desk:setup", brand.slug)
    context = {"agency": agency, "form": form, "companies": agency.companies.order_by(*alphabetical("name"))}
    return render_page(request, "brands/new.html", context, status=422 if form.errors else 200)


def _made(form: NewBrandForm, by: User) -> tuple[Brand, list[Taken]]:
    data = form.cleaned_data
    identity: dict[str, Any] = {
        "agency": form.agency,
        "countries": form.countries,
        "white_label": data.get("white_label", False),
        **{name: data[name] for name in ("name", "slug", "company_name", "sector", "key")},
    }
    if data["template"] is None:
        return create_brand(by=by, **identity), []
    return create_like(template=data["template"], with_words=data["with_words"], by=by, **identity)


def _tell_what_came_along(request: HttpRequest, taken: list[Taken]) -> None:
    if taken:
        messages.info(request, _("Copied: %(what)s.") % {"what": ", ".join(each.words for each in taken)})
    for each in taken:
        if each.left_out:
            messages.info(request, _("Left out: %(what)s.") % {"what": each.left_out})


def territories_asked(request: HttpRequest) -> dict[str, Any]:
    """Those that the address gives: the form comes again when the main one is chosen."""
    return {
        "country": request.GET.get("country", ""),
        "other_countries": request.GET.getlist("other_countries"),
    }


@requires(Right.BRAND_MANAGE)
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    # The form works on a copy: what the page shows of the brand stays true while the form is refused.
    form = IdentityForm(request.POST or None, instance=Brand.objects.get(pk=brand.pk))
    if request.method == "POST" and form.is_valid():
        change_identity(brand=brand, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect_to(request, "brands:settings", slug)
    cards = cards_of(brand, departments_of(brand), at=timezone.now())
    context = {
        "form": form,
        "cards": cards,
        **troubles_of(cards),
        "presences": brand.presences.select_related("territory"),
    }
    return render_page(request, "brands/settings.html", context, status=422 if form.errors else 200)
