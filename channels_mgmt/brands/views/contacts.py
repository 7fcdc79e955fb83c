from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import Absence, Contact, User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.forms.directory import AbsenceForm, ContactChangeForm, ContactForm
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.absences import cancel_absence, record_absence
from channels_mgmt.brands.services.contacts import add_contact, change_contact, move_contact, part_with
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told
from cmhub.lib.sorting import alphabetical


@requires(Right.BRAND_MANAGE)
def contact_new(request: HttpRequest, slug: str, department: str) -> HttpResponse:
    brand = load_brand(request, slug)
    place = get_object_or_404(brand.company.departments, slug=department)
    people = User.objects.filter(is_active=True, memberships__agency=brand.agency_id).distinct()
    people = people.order_by(*alphabetical("name"))
    form = ContactForm(request.POST or None, people=people, instance=Contact(department=place))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            contact = add_contact(
                brand=brand,
                department=place,
                by=person_of(request),
                **form.cleaned_data,
            )
            messages.success(request, _("%(name)s now answers for this department.") % {"name": contact.name})
            return redirect_to(request, "brands:department", slug, place.slug)
    context = {"form": form, "department": place}
    return render_page(request, "brands/contact_new.html", context, status=422 if form.errors else 200)


@requires(Right.BRAND_MANAGE)
def contact(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A contact's name and lines, to be changed."""
    brand = load_brand(request, slug)
    shown = _contact(brand, pk)
    # The form works on a copy: what the page shows stays true while the form is refused.
    copy = Contact.objects.get(pk=pk)
    form = ContactChangeForm(request.POST or None, instance=copy, initial={"is_head": shown.is_head})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_contact(brand=brand, contact=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "brands:department", slug, shown.department.slug)
    context = {"form": form, "contact": shown}
    status = 422 if form.errors else 200
    return render_page(request, "brands/directory/contact.html", context, status=status)


@requires(Right.BRAND_MANAGE)
@require_POST
def contact_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One place up, or down, in the order in which the department's contacts are asked."""
    brand = load_brand(request, slug)
    moved = _contact(brand, pk)
    up = request.POST.get("to") != "down"
    with refusals_told(request):
        move_contact(brand=brand, contact=moved, up=up, by=person_of(request))
    return redirect_to(request, "brands:department", slug, moved.department.slug)


@requires(Right.BRAND_MANAGE)
@require_POST
def contact_leave(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    gone = _contact(brand, pk)
    part_with(brand=brand, contact=gone, by=person_of(request))
    messages.success(request, _("%(name)s is no longer asked.") % {"name": gone.name})
    return redirect_to(request, "brands:department", slug, gone.department.slug)


@requires(Right.BRAND_MANAGE)
def absence_new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    who = _contact(brand, pk)
    form = AbsenceForm(request.POST or None, contact=who)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            record_absence(brand=brand, contact=who, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("The absence of %(name)s is recorded.") % {"name": who.name})
            return redirect_to(request, "brands:department", slug, who.department.slug)
    context = {"form": form, "contact": who}
    status = 422 if form.errors else 200
    return render_page(request, "brands/directory/absence_new.html", context, status=status)


@requires(Right.BRAND_MANAGE)
@require_POST
def absence_cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    rows = Absence.objects.select_related("contact__department").filter(company=brand.company_id)
    absence = rows.filter(pk=pk).first()
    if absence is None:
        raise Http404
    cancel_absence(brand=brand, absence=absence, by=person_of(request))
    messages.success(request, _("%(name)s is there again.") % {"name": absence.contact.name})
    return redirect_to(request, "brands:department", slug, absence.contact.department.slug)


def _contact(brand: Brand, pk: int) -> Contact:
    return get_object_or_404(
        Contact.objects.select_related("department"),
        department__company=brand.company_id,
        pk=pk,
        left_at=None,
    )
