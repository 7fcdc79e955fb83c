from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import person_of, public
from accounts.choices import InvitationState
from accounts.forms.people import AcceptForm
from accounts.models import Invitation
from accounts.services.invitations import accept, accept_as_new, find_invitation, has_way_in


@public
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation's link leads to: accepting it, or why that is no longer possible."""
    found = find_invitation(token)
    if found is None or found.state != InvitationState.WAITING:
        context = {"invitation": found, "state": found.state if found else "unknown"}
        return render(request, "accounts/invitation_over.html", context, status=410)
    if request.user.is_authenticated:
        return _accept_as_oneself(request, found)
    if has_way_in(found.email):
        return _render(request, found, "login")
    return _accept_as_new(request, found)


def _render(
    request: HttpRequest, found: Invitation, step: str, form: AcceptForm | None = None
) -> HttpResponse:
    context = {"invitation": found, "step": step, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "accounts/invitation.html", context, status=status)


def _accept_as_oneself(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = person_of(request)
    if not found.is_for(user):
        return _render(request, found, "other")
    if request.method != "POST":
        return _render(request, found, "accept")
    try:
        accept(invitation=found, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(request.path)
    messages.success(request, _("You now work with %(agency)s.") % {"agency": found.inviter})
    return redirect("desk:home")


def _accept_as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    given = {"name": found.name, "email": found.email}
    form = AcceptForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        try:
            user = accept_as_new(invitation=found, name=name, password=password)
        except ValidationError:
            return redirect(request.path)  # the page says what became of it meanwhile
        return perform_login(request, user, redirect_url="/")
    return _render(request, found, "new", form)
