"""A crisis is opened in two taps: from what was seen to this form, and the button of a level."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import is_of_the_client
from channels_mgmt.crisis.choices import Level
from channels_mgmt.crisis.forms.opening import OpenForm
from channels_mgmt.crisis.models import Crisis, Surge
from channels_mgmt.crisis.services.alerts import signals_told_to
from channels_mgmt.crisis.services.levels import level_words
from channels_mgmt.crisis.services.opening import join_crisis, open_crisis, running_from
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.watch.models import Item
from cmhub.lib.erased import words_shown
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.numbers import id_in
from cmhub.lib.paging import with_query
from cmhub.lib.refusals import refusals_in

COMMON = 3
"""Words of a rush with which the form begins."""


@dataclass(frozen=True)
class Seen:
    """What the crisis is opened from, as the form shows it and begins with it."""

    thing: Any
    words: str
    title: str
    themes: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


@requires(Right.CRISIS_OPEN)
def open_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    name, seen = seen_by(request, brand)
    origin = {name: seen.thing} if seen else {}
    if request.method == "POST" and (joined := _joined(request, brand, origin)):
        return redirect_to(request, "crisis:detail", joined.pk)
    if seen and (running := running_from(origin)):
        messages.info(request, _("A crisis is open on this already: here it is."))
        return redirect_to(request, "crisis:detail", running.pk)
    initial: dict[str, Any] = {}
    if seen:
        initial = {"title": seen.title, "themes": list(seen.themes), "words": list(seen.common)}
    drills = not is_of_the_client(access_of(request).roles)
    drill = drills and bool((request.POST or request.GET).get("drill"))
    form = OpenForm(request.POST or None, brand=brand, initial=initial | {"drill": drill}, drills=drills)
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form, brand, origin)
        if opened is not None:
            return redirect_to(request, "crisis:detail", opened.pk)
    context = {
        "form": form,
        "seen": seen,
        "drill": drill,
        "kinds": kinds(request, drill) if drills else [],
        "levels": [(level, level_words(level, drill=drill)) for level in Level],
        "running": list(Crisis.objects.of(access_of(request)).running().order_by("opened_at")),
    }
    return render_page(request, "crisis/open.html", context, status=422 if form.errors else 200)


def kinds(request: HttpRequest, drill: bool) -> list[dict[str, Any]]:
    """For real, and as a drill: which of them the form opens is seen before all else."""
    return [
        {"label": _("For real"), "url": with_query(request.GET, drill=""), "current": not drill},
        {"label": _("As a drill"), "url": with_query(request.GET, drill="on"), "current": drill},
    ]


def _opened(request: HttpRequest, form: OpenForm, brand: Brand, origin: dict[str, Any]) -> Crisis | None:
    data = form.cleaned_data
    said = {name: data.get(name, False) for name in ("level", "title", "reason", "drill", "key")}
    with refusals_in(form):
        crisis = open_crisis(brand=brand, by=person_of(request), **said, **form.matter(), **origin)
        if crisis.drill:
            messages.success(request, _("The drill is open: nobody of the client is told."))
        else:
            messages.success(request, _("The crisis is open. People are told now."))
        return crisis
    return None


def _joined(request: HttpRequest, brand: Brand, origin: dict[str, Any]) -> Crisis | None:
    """The crisis that runs already and that the person says this belongs to."""
    asked = request.POST.get("join", "")
    if not asked:
        return None
    crisis = Crisis.objects.of(access_of(request)).running().filter(pk=id_in(asked)).first()
    if crisis is None:
        raise Http404
    crisis.brand = brand
    return join_crisis(crisis=crisis, by=person_of(request), **origin)


def seen_by(request: HttpRequest, brand: Brand) -> tuple[str, Seen | None]:
    """What the address names, of this brand; raises Http404 for what the person has no sight of."""
    for name, (rows, words) in ORIGINS.items():
        if asked := request.GET.get(name):
            thing = rows(person_of(request)).filter(brand=brand, pk=id_in(asked)).first()
            if thing is None:
                raise Http404
            return name, words(thing)
    return "", None


def _interactions(user: User) -> QuerySet[Interaction]:
    """Those that the person reads anyway, and those of whose signal they were told to open a crisis."""
    seen = Q(pk__in=Interaction.objects.visible_to(user).values("pk")) | Q(pk__in=signals_told_to(user))
    return Interaction.objects.filter(seen).select_related("channel")


def _of_interaction(interaction: Interaction) -> Seen:
    """What the public wrote is shown, and not copied: the crisis has a title of its own."""
    title = _("Signal on %(channel)s") % {"channel": interaction.channel}
    if interaction.theme:
        title = f"{interaction.theme[:1].upper()}{interaction.theme[1:]}"
    themes = (interaction.theme,) if interaction.theme else ()
    return Seen(interaction, words_shown(interaction.excerpt, interaction.author), title, themes)


def _of_item(item: Item) -> Seen:
    return Seen(item, item.text or item.url, item.title[:150])


def _of_surge(surge: Surge) -> Seen:
    """The words that several people used say what it is about."""
    common = tuple(str(word) for word, *_how_often in (surge.evidence.get("words") or [])[:COMMON])
    title = _("Rush: %(words)s") % {"words": ", ".join(common)} if common else _("Rush of the public")
    return Seen(surge, "", title[:150], (), common)


ORIGINS: dict[str, tuple[Any, Any]] = {
    "interaction": (_interactions, _of_interaction),
    "item": (Item.objects.visible_to, _of_item),
    "surge": (Surge.objects.visible_to, _of_surge),
}
"""What a crisis is opened from, by the parameter that names it: where it is found, and what is said of it."""
