from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import Expert
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.forms.directory import ExpertForm
from channels_mgmt.brands.services.experts import add_expert, change_expert, part_with_expert
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in


@requires(Right.BRAND_MANAGE)
def expert_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = ExpertForm(request.POST or None, brand=brand, instance=Expert(company=brand.company))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            expert = add_expert(brand=brand, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("%(name)s is in the directory.") % {"name": expert.name})
            return redirect_to(request, "brands:directory", slug)
    context = {"form": form, "expert": None}
    status = 422 if form.errors else 200
    return render_page(request, "brands/directory/expert.html", context, status=status)


@requires(Right.BRAND_MANAGE)
def expert(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    shown = get_object_or_404(Expert, company=brand.company_id, pk=pk, left_at=None)
    # The form works on a copy: what the page shows stays true while the form is refused.
    form = ExpertForm(request.POST or None, brand=brand, instance=Expert.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_expert(brand=brand, expert=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "brands:directory", slug)
    context = {"form": form, "expert": shown}
    status = 422 if form.errors else 200
    return render_page(request, "brands/directory/expert.html", context, status=status)


@requires(Right.BRAND_MANAGE)
@require_POST
def expert_leave(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    gone = get_object_or_404(Expert, company=brand.company_id, pk=pk, left_at=None)
    part_with_expert(brand=brand, expert=gone, by=person_of(request))
    messages.success(request, _("%(name)s is no longer in the directory.") % {"name": gone.name})
    return redirect_to(request, "brands:directory", slug)
