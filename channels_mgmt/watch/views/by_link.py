"""What the signed link in a message leads to: one item, for one contact who decides, without a login."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts import link_pages
from accounts.link_pages import Door
from channels_mgmt.brands.white_label import asker_shown
from channels_mgmt.watch.forms.acts import DecideForm
from channels_mgmt.watch.models import Item, ItemPicture, TellingLink
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.services.history import NEEDED
from channels_mgmt.watch.services.links import LINKS
from channels_mgmt.watch.views.items import serve
from cmhub.lib.htmx import redirect_to
from cmhub.lib.moments import city_of, until_words

DONE = {
    "acknowledge": gettext_lazy("Thank you. Whoever passed it on knows that you have seen it."),
    "decide": gettext_lazy("Thank you. Whoever passed it on knows what you decided."),
}
TYPED = {"words": gettext_lazy("What is to be done")}


@link_pages.link_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return DOOR.visit(request, token)


@link_pages.link_file
def picture_by_link(request: HttpRequest, token: str, pk: int, *, small: bool = False) -> HttpResponse:
    """A screenshot of the item that the link opens."""

    def found(link: TellingLink) -> ItemPicture | None:
        return link.telling.item.pictures.filter(pk=pk).first()

    def shown(_link: TellingLink, picture: ItemPicture) -> HttpResponse:
        response = serve(request, picture, small=small)
        response["Cache-Control"] = "private, no-store"
        return response

    return DOOR.give(request, token, found, shown)


def _show(request: HttpRequest, link: TellingLink, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page; `given` replaces the empty form by the one that was sent and refused."""
    telling, item = link.telling, link.telling.item
    context: dict[str, Any] = {
        "layout": "bare.html",
        "item": item,
        "telling": telling,
        "city": city_of(item.brand.time_zone),
        "asker": asker_shown(item.logged_by, item.brand),
        "pictures": [
            {"picture": one, "url": f"{request.path}pictures/{one.pk}/"}
            for one in item.pictures.order_by("pk")
        ],
        "action": link_pages.again(request),
        "done": DONE.get(request.GET.get("done", "")),
        "may_acknowledge": item.waits_for_decision and telling.acknowledged_at is None,
    }
    if item.acknowledge_by:
        context["until"] = until_words(item.acknowledge_by, item.brand.time_zone, weekday=True)
    if item.waits_for_decision:
        context["decide_form"] = DecideForm(item=item, for_others=False, himself=True)
    return render(request, "watch/link/page.html", context | given, status=status)


def _act(request: HttpRequest, link: TellingLink) -> HttpResponse:
    telling, item = link.telling, link.telling.item
    act = request.POST.get("act", "")
    if act == "acknowledge":
        acts.acknowledge(item=item, by=None, telling=telling)
        return redirect_to(request, link_pages.again(request, done=act))
    if act != "decide":
        return _show(request, link, status=422)
    form = DecideForm(request.POST, item=item, for_others=False, himself=True)
    if not form.is_valid():
        return _show(request, link, status=422, decide_form=form)
    try:
        acts.decide(item=item, words=form.cleaned_data["words"], by=None, telling=telling)
    except ValidationError as error:
        return _refused(request, link, error)
    return redirect_to(request, link_pages.again(request, done=act))


def _refused(request: HttpRequest, link: TellingLink, error: ValidationError) -> HttpResponse:
    """What stands now, with what was typed, to be copied; sent twice, it is what stands."""
    telling = link.telling
    telling.item = Item.objects.select_related(*NEEDED).get(pk=telling.item_id)
    words = link_pages.typed(request, TYPED)
    own = telling.item.decided_name == telling.name
    if own and [one["text"] for one in words] == [telling.item.decision]:
        return redirect_to(request, link_pages.again(request, done="decide"))
    return _show(request, link, status=422, refusal=" ".join(error.messages), typed=words)


def _shut(request: HttpRequest, link: TellingLink, state: str) -> HttpResponse:
    item = link.telling.item
    context = {
        "link": link,
        "name": link.telling.name,
        "own_page": reverse("watch:item", args=[item.pk]),
        "brand_name": item.brand.name,
        "asker": asker_shown(item.logged_by, item.brand),
        "typed": link_pages.typed(request, TYPED),
    }
    return link_pages.shut(request, state, context, template="links/told_over.html")


DOOR = Door(
    find=LINKS.find,
    state_of=LINKS.state_of,
    whose=lambda link: link.telling,
    zone=lambda link: link.telling.item.brand.time_zone,
    show=_show,
    act=_act,
    shut=_shut,
)
