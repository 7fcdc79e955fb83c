from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, load_agency, person_of, requires
from accounts.attached import attached
from accounts.forms.people import PersonForm, SecondFactorForm
from accounts.models import Agency, Invitation, Membership
from accounts.second_factor import without_factor
from accounts.services.certifications import expiring
from accounts.services.employment import away
from accounts.services.invitations import invite, revoke, send_again
from accounts.services.security import require_second_factor
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told
from cmhub.lib.sorting import alphabetical


@requires(Right.AGENCY_MANAGE)
def people(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    now = timezone.now()
    memberships = list(
        Membership.objects.current(now)
        .filter(agency=agency)
        .select_related("user")
        .order_by(*alphabetical("user__name"), "pk")
    )
    departments = attached(agency, now)
    today = agency.day_of(now)
    leaves = away(agency, [membership.user_id for membership in memberships], today)
    certifications = expiring(agency, today)
    for membership in memberships:
        membership.departments = departments.get(membership.user_id, [])
        membership.leave = leaves.get(membership.user_id)
        membership.expiring = certifications.get(membership.user_id, [])
    context = {
        "agency": agency,
        "today": today,
        "memberships": memberships,
        "invitations": agency.invitations.unanswered().select_related("department").order_by("-sent_at"),
    }
    return render_page(request, "accounts/people.html", context)


@requires(Right.AGENCY_MANAGE)
def person_new(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = _known(agency, form.cleaned_data["email"])
        with refusals_in(form):
            invitation = invite(agency=agency, by=person_of(request), **form.cleaned_data)
            messages.success(request, _invited(invitation, before))
            return redirect_to(request, _list(agency))
    status = 422 if form.errors else 200
    return render_page(request, "accounts/person_new.html", {"agency": agency, "form": form}, status=status)


@requires(Right.AGENCY_MANAGE)
@require_POST
def invitation_again(request: HttpRequest, pk: int) -> HttpResponse:
    agency, invitation = _load_invitation(request, pk)
    with refusals_told(request):
        send_again(invitation=invitation, by=person_of(request))
        messages.success(
            request,
            _("A new link is on its way to %(email)s; the earlier one no longer works.")
            % {"email": invitation.email},
        )
    return redirect_to(request, _list(agency))


@requires(Right.AGENCY_MANAGE)
@require_POST
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    agency, invitation = _load_invitation(request, pk)
    with refusals_told(request):
        revoke(invitation=invitation, by=person_of(request))
        messages.success(
            request, _("The invitation of %(email)s is taken back.") % {"email": invitation.email}
        )
    return redirect_to(request, _list(agency))


@requires(Right.AGENCY_MANAGE)
def second_factor(request: HttpRequest) -> HttpResponse:
    """Which roles cannot do anything without a second factor."""
    agency = load_agency(request)
    form = SecondFactorForm(request.POST or None, initial={"roles": agency.second_factor_roles})
    if request.method == "POST" and form.is_valid():
        require_second_factor(agency=agency, roles=form.cleaned_data["roles"], by=person_of(request))
        messages.success(request, _("Kept. It holds from each person’s next click."))
        return redirect_to(request, _list(agency))
    context = {
        "agency": agency,
        "form": form,
        "without": without_factor(agency).order_by(*alphabetical("name")),
    }
    return render_page(request, "accounts/second_factor.html", context, status=422 if form.errors else 200)


def _list(agency: Agency) -> str:
    return reverse("people:list", query={"agency": agency.slug})


def _load_invitation(request: HttpRequest, pk: int) -> tuple[Agency, Invitation]:
    agency = load_agency(request)
    return agency, get_object_or_404(Invitation.objects.visible_to(person_of(request)), agency=agency, pk=pk)


def _known(agency: Agency, email: str) -> str:
    """What the person of this address is to the agency: `left`, `invited`, or nothing."""
    if agency.invitations.unanswered().filter(email__iexact=email).exists():
        return "invited"
    was_here = Membership.objects.filter(agency=agency, user__email__iexact=email)
    return "left" if was_here.exists() else ""


def _invited(invitation: Invitation, before: str) -> str:
    values = {"name": invitation.name, "email": invitation.email}
    if before == "left":
        return (
            _("%(name)s has worked here before, and is invited back: what they did then is theirs again.")
            % values
        )
    if before == "invited":
        return _("%(email)s was invited already: a new link replaces the earlier one.") % values
    return _("An invitation is on its way to %(email)s.") % values
