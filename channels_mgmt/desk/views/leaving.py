from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Right, load_agency, person_of, requires
from accounts.models import Agency, AuditEntry, Membership, User
from accounts.services.leaving import is_last_in_charge
from channels_mgmt.desk.leaving import open_work, part
from channels_mgmt.team.forms.colleagues import ColleagueField
from channels_mgmt.team.services.candidates import workloads
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in


class HandOverForm(forms.Form):
    to = ColleagueField(
        label=gettext_lazy("Who takes over"),
        empty_label=gettext_lazy("nobody for now: the work stays on this page"),
    )

    def use_people(self, agency: Agency, leaver: User) -> None:
        people = workloads(agency, timezone.now())
        self.fields["to"].offer(people, besides=leaver.pk)  # type: ignore[attr-defined]


@requires(Right.AGENCY_MANAGE)
def leaving(request: HttpRequest, person: int) -> HttpResponse:
    """Somebody leaves the agency: what they have open, who takes it, and the act itself."""
    agency = load_agency(request)
    leaver = get_object_or_404(of_agency(agency), pk=person)
    form = HandOverForm(request.POST or None)
    form.use_people(agency, leaver)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            part(agency=agency, user=leaver, to=form.cleaned_data["to"], by=person_of(request))
            messages.success(
                request,
                _("%(name)s no longer works with %(agency)s. What they did keeps their name.")
                % {"name": leaver.name, "agency": agency.name},
            )
            return redirect_to(request, _after(agency, leaver))
    context = {
        "agency": agency,
        "leaver": leaver,
        "form": form,
        "work": open_work(agency=agency, user=leaver),
        "is_here": _is_here(agency, leaver),
        "is_last": is_last_in_charge(agency, leaver),
    }
    return render_page(request, "desk/leaving.html", context, status=422 if form.errors else 200)


def of_agency(agency: Agency) -> QuerySet[User]:
    """People who work or have worked there, also those who came and left on one day."""
    left = AuditEntry.objects.filter(agency=agency, verb="person.left", object_type="accounts.user")
    held = Membership.objects.filter(agency=agency)
    return User.objects.filter(Q(pk__in=held.values("user")) | Q(pk__in=left.values("object_id")))


def _is_here(agency: Agency, leaver: User) -> bool:
    return Membership.objects.current().filter(agency=agency, user=leaver).exists()


def _after(agency: Agency, leaver: User) -> str:
    """Back to the people, or to what is still open of whoever left."""
    query = {"agency": agency.slug}
    if open_work(agency=agency, user=leaver):
        return reverse("desk:leaving", args=[leaver.pk], query=query)
    return reverse("people:list", query=query)
