from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import Contact, User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.forms import ContactForm
from channels_mgmt.brands.services.contacts import add_contact, part_with
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.sorting import alphabetical


@requires(Right.BRAND_MANAGE)
def contact_new(request: HttpRequest, slug: str, department: str) -> HttpResponse:
    brand = load_brand(request, slug)
    place = get_object_or_404(brand.company.departments, slug=department)
    people = User.objects.filter(is_active=True, memberships__agency=brand.agency_id).distinct()
    people = people.order_by(*alphabetical("name"))
    form = ContactForm(request.POST or None, people=people, instance=Contact(department=place))
    if request.method == "POST" and form.is_valid():
        try:
            contact = add_contact(
                brand=brand,
                department=place,
                by=person_of(request),
                **form.cleaned_data,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s now answers for this department.") % {"name": contact.name})
            return redirect_to(request, "brands:settings", slug)
    context = {"form": form, "department": place}
    return render_page(request, "brands/contact_new.html", context, status=422 if form.errors else 200)


@requires(Right.BRAND_MANAGE)
@require_POST
def contact_leave(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    contact = get_object_or_404(Contact, department__company=brand.company_id, pk=pk, left_at=None)
    part_with(brand=brand, contact=contact, by=person_of(request))
    messages.success(request, _("%(name)s is no longer asked.") % {"name": contact.name})
    return redirect_to(request, "brands:settings", slug)
