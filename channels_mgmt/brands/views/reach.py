"""What the link of a test message leads to: one button, which says that the message arrived."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from accounts.access import public
from channels_mgmt.brands.services.reachability import LinkState, confirm, find_check, state_of
from cmhub.lib.htmx import get_or_post
from cmhub.lib.language import asked_language

OVER = {LinkState.EXPIRED, LinkState.CHANGED}


@public
@never_cache
@get_or_post
def reach(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for the programs that open links before people do: the button confirms."""
    check = find_check(token)
    if check is None:
        raise Http404
    state = confirm(check=check) if request.method == "POST" else state_of(check, timezone.now())
    just_now = request.method == "POST" and state == LinkState.WAITING
    if just_now:
        state = LinkState.CONFIRMED
        check = find_check(token) or check
    context = {"check": check, "state": state, "just_now": just_now}
    with override(asked_language(request) or check.contact.language):
        return render(request, "brands/directory/reach.html", context, status=410 if state in OVER else 200)
