from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Right, load_agency, person_of, requires
from accounts.forms.people import PersonForm
from accounts.models import Membership
from accounts.services.people import bring_in
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.sorting import alphabetical


@requires(Right.AGENCY_MANAGE)
def people(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    memberships = (
        Membership.objects.current()
        .filter(agency=agency)
        .select_related("user")
        .order_by(*alphabetical("user__name"), "pk")
    )
    return render_page(request, "accounts/people.html", {"agency": agency, "memberships": memberships})


@requires(Right.AGENCY_MANAGE)
def person_new(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = bring_in(agency=agency, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("%(name)s now works with %(agency)s.") % {"name": user.name, "agency": agency.name}
            )
            return redirect_to(request, reverse("people:list", query={"agency": agency.slug}))
    status = 422 if form.errors else 200
    return render_page(request, "accounts/person_new.html", {"agency": agency, "form": form}, status=status)
