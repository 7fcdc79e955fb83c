"""Days on which a department has other hours than those of its week."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import Department
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.forms.directory import DepartmentForm, ExceptionalDayForm
from channels_mgmt.brands.services.exceptional_days import take_back_day, write_days
from channels_mgmt.brands.views.departments import page
from cmhub.lib.htmx import redirect_to
from cmhub.lib.moments import date_words
from cmhub.lib.refusals import refusals_in


@requires(Right.BRAND_MANAGE)
@require_POST
def days_write(request: HttpRequest, slug: str, department: str) -> HttpResponse:
    brand = load_brand(request, slug)
    shown = get_object_or_404(brand.company.departments, slug=department)
    form = ExceptionalDayForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            count = write_days(brand=brand, department=shown, by=person_of(request), **form.cleaned_data)
            told = ngettext("%(count)d day is written down.", "%(count)d days are written down.", count)
            messages.success(request, told % {"count": count})
            return redirect_to(request, "brands:department", slug, department)
    copy = Department.objects.get(pk=shown.pk)
    return page(request, brand, shown, DepartmentForm(brand=brand, instance=copy), day_form=form)


@requires(Right.BRAND_MANAGE)
@require_POST
def day_take_back(request: HttpRequest, slug: str, department: str) -> HttpResponse:
    brand = load_brand(request, slug)
    shown = get_object_or_404(brand.company.departments, slug=department)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day and take_back_day(brand=brand, department=shown, day=day, by=person_of(request)):
        messages.success(request, _("%(day)s has the usual hours again.") % {"day": date_words(day)})
    return redirect_to(request, "brands:department", slug, department)
