from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import person_of, public, signed_in
from accounts.services.sessions import ELSEWHERE, end_others, end_sessions, open_sessions
from cmhub.lib.devices import device_of
from cmhub.lib.htmx import redirect_to, render_page


@public
def session_ended(request: HttpRequest) -> HttpResponse:
    """Why a session is over, for whoever learns it from a piece of a page."""
    return render_page(request, "accounts/session_ended.html", {"why": request.GET.get("why")})


@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """The person's open sessions: where, on what, when last."""
    current = request.session.session_key
    rows = [
        {"session": session, "device": device_of(session.user_agent), "here": session.session_key == current}
        for session in open_sessions(person_of(request))
    ]
    return render_page(request, "accounts/sessions.html", {"rows": rows})


@signed_in
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_of(request)
    one = UserSession.objects.filter(pk=pk).exclude(session_key=request.session.session_key or "")
    if end_sessions(sessions=one, of=user, by=user, why=ELSEWHERE):
        messages.success(request, _("That session is ended."))
    else:
        messages.info(request, _("That session was over already."))
    return redirect_to(request, "accounts:sessions")


@signed_in
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    ended = end_others(user=person_of(request), current=request.session.session_key)
    messages.success(
        request,
        ngettext("%(count)d other session is ended.", "%(count)d other sessions are ended.", ended)
        % {"count": ended},
    )
    return redirect_to(request, "accounts:sessions")
