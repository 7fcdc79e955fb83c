from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.desk import personal_data
from channels_mgmt.desk.forms import EraseForm, HandleForm, RetentionForm
from channels_mgmt.inbox.services.erasure import traces_of
from channels_mgmt.publishing.services.people_erasure import traces_around
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_told


@require_safe
@requires(Right.BRAND_MANAGE)
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """What the brand holds of one member of the public, and for how long it holds anything."""
    brand = load_brand(request, slug)
    now = timezone.now()
    asked = HandleForm(request.GET if "handle" in request.GET else None)
    handle = asked.cleaned_data["handle"] if asked.is_bound and asked.is_valid() else ""
    context = {
        "asked": asked,
        "handle": handle,
        "traces": traces_of(brand, handle) if handle else None,
        "around": traces_around(brand, handle) if handle else None,
        "erase_form": EraseForm(initial={"handle": handle}),
        "retention_form": RetentionForm(initial={"months": brand.retention_months}),
        "due": personal_data.due(brand, now).count(),
        "people_due": personal_data.people_due(brand, now),
    }
    return render_page(request, "desk/personal_data.html", context)


@require_POST
@requires(Right.BRAND_MANAGE)
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """A copy of all that concerns one member of the public, to hand to them."""
    brand = load_brand(request, slug)
    form = HandleForm(request.POST)
    if not form.is_valid():
        return redirect_to(request, "desk:personal_data", slug)
    held = personal_data.copy_for(brand=brand, handle=form.cleaned_data["handle"], by=person_of(request))
    response = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{brand.slug}.json"'
    return response


@require_POST
@requires(Right.BRAND_MANAGE)
def erase(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = EraseForm(request.POST)
    with refusals_told(request):
        if not form.is_valid():
            raise ValidationError(_("Say that you are sure: what is erased does not come back."))
        number = personal_data.erase(brand=brand, handle=form.cleaned_data["handle"], by=person_of(request))
        said = ngettext(
            "Erased: %(count)d interaction keeps its place, without a name or a word.",
            "Erased: %(count)d interactions keep their place, without a name or a word.",
            number,
        )
        messages.success(request, said % {"count": number})
    return redirect_to(request, "desk:personal_data", slug)


@require_POST
@requires(Right.BRAND_MANAGE)
def retention(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = RetentionForm(request.POST)
    if form.is_valid():
        personal_data.set_retention(brand=brand, months=form.cleaned_data["months"], by=person_of(request))
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["months"]))
    return redirect_to(request, "desk:personal_data", slug)
