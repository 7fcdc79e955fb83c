"""What the signed link in a message leads to: one crisis, for one contact who decides, without a login."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts import link_pages
from accounts.link_pages import Door
from channels_mgmt.brands.white_label import asker_shown
from channels_mgmt.crisis.models import TellingLink
from channels_mgmt.crisis.services.levels import level_words
from channels_mgmt.crisis.services.links import LINKS
from channels_mgmt.crisis.services.tasks import decide, may_decide
from channels_mgmt.crisis.services.telling import acknowledge
from cmhub.lib.htmx import redirect_to
from cmhub.lib.moments import city_of
from cmhub.lib.numbers import id_in

DONE = {
    "acknowledge": gettext_lazy("Thank you. The others see that you know."),
    "decide": gettext_lazy("Decided. The team sees it."),
}


@link_pages.link_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return DOOR.visit(request, token)


def _show(request: HttpRequest, link: TellingLink, *, status: int = 200, refusal: str = "") -> HttpResponse:
    telling, crisis = link.telling, link.telling.crisis
    decisions = crisis.decisions.select_related("asked_by", "decided_by", "decided_contact")
    context: dict[str, Any] = {
        "layout": "bare.html",
        "crisis": crisis,
        "telling": telling,
        "level_words": level_words(crisis.level, drill=crisis.drill, whole_brand=crisis.holds_whole_brand),
        "statement": crisis.statements.exclude(approved_at=None).order_by("-number").first(),
        "status": crisis.statuses.select_related("by").first(),
        "decisions": list(decisions),
        "decides": crisis.is_running and may_decide(crisis, None, telling),
        "asker": asker_shown(crisis.opened_by, crisis.brand),
        "city": city_of(crisis.brand.time_zone),
        "action": link_pages.again(request),
        "done": DONE.get(request.GET.get("done", "")),
        "may_acknowledge": crisis.is_running and telling.acknowledged_at is None,
        "refusal": refusal,
    }
    return render(request, "crisis/link/page.html", context, status=status)


def _act(request: HttpRequest, link: TellingLink) -> HttpResponse:
    """One tap acknowledges; what is decided is shown once more before it stands. What is refused is said
    above the page.
    """
    telling, crisis = link.telling, link.telling.crisis
    act, number = request.POST.get("act", ""), request.POST.get("decision", "")
    if act == "acknowledge":
        acknowledge(crisis=crisis, by=None, told=telling)
        return redirect_to(request, link_pages.again(request, done=act))
    asked = crisis.decisions.filter(pk=id_in(number)).first()
    if asked is None or not crisis.is_running:
        return _show(request, link, status=422)
    answer = request.POST.get("answer", "")
    if "sure" not in request.POST and asked.decided_at is None and answer in asked.answers:
        context = {"layout": "bare.html", "crisis": crisis, "decision": asked, "answer": answer}
        return render(request, "crisis/link/sure.html", context | {"action": link_pages.again(request)})
    try:
        decide(decision=asked, answer=answer, by=None, told=telling)
    except ValidationError as error:
        return _show(request, link, status=422, refusal=" ".join(error.messages))
    return redirect_to(request, link_pages.again(request, done="decide"))


def _shut(request: HttpRequest, link: TellingLink, state: str) -> HttpResponse:
    crisis = link.telling.crisis
    context = {
        "link": link,
        "name": link.telling.name,
        "own_page": reverse("crisis:detail", args=[crisis.pk]),
        "brand_name": crisis.brand.name,
        "asker": asker_shown(crisis.opened_by, crisis.brand),
    }
    return link_pages.shut(request, state, context, template="links/told_over.html")


DOOR = Door(
    find=LINKS.find,
    state_of=LINKS.state_of,
    whose=lambda link: link.telling,
    zone=lambda link: link.telling.crisis.brand.time_zone,
    show=_show,
    act=_act,
    shut=_shut,
)
