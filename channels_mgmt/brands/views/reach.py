"""What the link of a test message leads to: one button, which says that the message arrived."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from accounts.link_pages import link_page, sealed, unknown
from channels_mgmt.brands.services.reachability import LinkState, confirm, find_check, state_of
from cmhub.lib.language import asked_language

OVER = {LinkState.EXPIRED, LinkState.CHANGED}


@link_page
def reach(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for the programs that open links before people do: the button confirms."""
    check = find_check(token)
    if check is None:
        return unknown(request)
    state = confirm(check=check) if request.method == "POST" else state_of(check, timezone.now())
    just_now = request.method == "POST" and state == LinkState.WAITING
    if just_now:
        state = LinkState.CONFIRMED
        check = find_check(token) or check
    context = {"check": check, "state": state, "just_now": just_now}
    with override(asked_language(request) or check.contact.language):
        status = 410 if state in OVER else 200
        return sealed(render(request, "brands/directory/reach.html", context, status=status))
