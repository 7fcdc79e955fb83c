from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, load_agency, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.forms.brand import IdentityForm, NewBrandForm
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import change_identity, create_brand
from channels_mgmt.brands.services.directory import cards_of, departments_of, troubles_of
from cmhub.lib.htmx import redirect_to, render_page


@requires(Right.AGENCY_MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    form = NewBrandForm(request.POST or None, agency=agency, initial=territories_asked(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            brand = create_brand(
                agency=agency,
                name=data["name"],
                company_name=data["company_name"],
                sector=data["sector"],
                countries=form.countries,
                white_label=data.get("white_label", False),
                by=person_of(request),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("%(brand)s is there. Now open its channels, and assign people to them.")
                % {"brand": brand.name},
            )
            return redirect_to(request, "team:board", brand.slug)
    status = 422 if form.errors else 200
    return render_page(request, "brands/new.html", {"agency": agency, "form": form}, status=status)


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
