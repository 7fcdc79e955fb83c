"""The guided path of a brand, and the two of its steps that have no page elsewhere: territories, networks."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from accounts.models import Territory
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.choices import NOT_ALWAYS_NEEDED
from channels_mgmt.brands.forms.brand import NotNeededForm, PresenceForm
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.copying import territories_of
from channels_mgmt.brands.services.presences import enter_territory, leave_territory, move_up
from channels_mgmt.brands.services.setup import do_without, need_again
from channels_mgmt.desk.places import unconfirmed_of
from channels_mgmt.desk.setup import ON_THE_PATH, path_of
from channels_mgmt.team.forms.network_choices import NetworksForm
from channels_mgmt.team.models import Channel
from channels_mgmt.team.rota.cover import ALONE, NOBODY
from channels_mgmt.team.services.cover import cover_of_brand
from channels_mgmt.team.services.network_choices import choices_of, choose_networks
from cmhub.lib.house_words import MANAGER
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told


@require_safe
@requires(Right.STRATEGY_WRITE)
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    """What is done, what is missing and why it matters, and the next step."""
    brand = load_brand(request, slug)
    return _path_page(request, brand)


def _path_page(request: HttpRequest, brand: Brand, refused: NotNeededForm | None = None) -> HttpResponse:
    access = access_of(request)
    path = path_of(brand, timezone.now())
    for step in path.steps:
        if step.may_be_left_out and access.may(Right.BRAND_MANAGE):
            again = refused if refused and refused.step == step.key else None
            step.form = again or NotNeededForm(step=step.key)
    context = {"path": path, "manager": MANAGER}
    response = render_page(request, "desk/setup/page.html", context, status=422 if refused else 200)
    if path.is_ready:
        leave_path(response, brand)
    else:
        response.set_cookie(
            ON_THE_PATH,
            brand.slug,
            path=f"/b/{brand.slug}/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def leave_path(response: HttpResponse, brand: Brand) -> None:
    response.delete_cookie(ON_THE_PATH, path=f"/b/{brand.slug}/")


@require_safe
@requires(Right.STRATEGY_WRITE)
def gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """How much of the four weeks to come nobody covers, or one person without backup: a piece of the path."""
    brand = load_brand(request, slug)
    cover = cover_of_brand(brand.pk, timezone.now()).cover
    context = {
        "cover": cover,
        "nobody_hours": round(cover.hours(NOBODY)),
        "alone_hours": round(cover.hours(ALONE)),
    }
    return render_page(request, "desk/setup/gaps.html", context, partial="gaps")


@requires(Right.BRAND_MANAGE)
@require_POST
def not_needed(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """The manager decides that the brand does without what a step asks for."""
    brand = load_brand(request, slug)
    _refuse_unknown(step)
    form = NotNeededForm(request.POST, step=step)
    if not form.is_valid():
        return _path_page(request, brand, form)
    do_without(brand=brand, step=step, by=person_of(request), **form.cleaned_data)
    messages.success(request, _("Decided: the brand does without it."))
    return redirect_to(request, "desk:setup", slug)


@requires(Right.BRAND_MANAGE)
@require_POST
def needed_again(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    brand = load_brand(request, slug)
    _refuse_unknown(step)
    need_again(brand=brand, step=step, by=person_of(request))
    messages.success(request, _("The step asks again for what is missing."))
    return redirect_to(request, "desk:setup", slug)


def _refuse_unknown(step: str) -> None:
    if step not in NOT_ALWAYS_NEEDED:
        raise Http404


@requires(Right.BRAND_MANAGE)
def networks(request: HttpRequest, slug: str) -> HttpResponse:
    """Separate accounts, a single one or none on each network, decided and opened in one act."""
    brand = load_brand(request, slug)
    form = NetworksForm(
        request.POST or None,
        standing=choices_of(brand),
        channels=Channel.objects.visible_to(person_of(request)).open().filter(brand=brand),
    )
    if request.method == "POST" and form.is_valid():
        try:
            opened = choose_networks(brand=brand, chosen=form.chosen, seen=form.seen, by=person_of(request))
        except ValidationError as error:
            form.refuse(error)
            form.standing = choices_of(brand)
        else:
            _tell_opened(request, opened)
            return redirect_to(request, "desk:setup", slug)
    status = 422 if form.errors else 200
    return render_page(request, "desk/setup/networks.html", {"form": form}, status=status)


def _tell_opened(request: HttpRequest, opened: list[Channel]) -> None:
    if opened:
        text = ngettext("Saved: %(count)d account opened.", "Saved: %(count)d accounts opened.", len(opened))
        messages.success(request, text % {"count": len(opened)})
    else:
        messages.success(request, _("Saved."))


@requires(Right.BRAND_MANAGE)
def territories(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the brand is present, in order, with the holidays that nobody has confirmed yet."""
    brand = load_brand(request, slug)
    form = PresenceForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            place = enter_territory(brand=brand, by=person_of(request), **form.chosen)
            messages.success(request, _("%(territory)s is there.") % {"territory": place.name})
            return redirect_to(request, "desk:setup_territories", slug)
    return _territories_page(request, brand, form)


@requires(Right.BRAND_MANAGE)
@require_POST
def territory_up(request: HttpRequest, slug: str, territory: int) -> HttpResponse:
    return _moved(request, slug, territory, move_up)


@requires(Right.BRAND_MANAGE)
@require_POST
def territory_leave(request: HttpRequest, slug: str, territory: int) -> HttpResponse:
    return _moved(request, slug, territory, leave_territory)


def _moved(request: HttpRequest, slug: str, territory: int, act: Callable[..., None]) -> HttpResponse:
    brand = load_brand(request, slug)
    place = get_object_or_404(Territory, pk=territory, agency=brand.agency_id)
    with refusals_told(request):
        act(brand=brand, territory=place, by=person_of(request))
        messages.success(request, _("Saved."))
    return redirect_to(request, "desk:setup_territories", slug)


def _territories_page(request: HttpRequest, brand: Brand, form: PresenceForm) -> HttpResponse:
    there = territories_of(brand)
    today = timezone.localdate(timezone.now())
    context = {
        "places": unconfirmed_of(there, today, get_language() or ""),
        "alone": len(there) == 1,
        "form": form,
    }
    return render_page(request, "desk/setup/territories.html", context, status=422 if form.errors else 200)
