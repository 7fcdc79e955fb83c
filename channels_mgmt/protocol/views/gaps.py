"""What is asked and has no agreed answer yet."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.choices import GapState
from channels_mgmt.protocol.models import Gap
from channels_mgmt.protocol.services import gaps as verbs
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.numbers import id_in

SHOWN = 100


@require_safe
@requires(Right.PROTOCOL_VIEW)
def gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for an answer, what is asked most first; and what was settled lately."""
    brand = load_brand(request, slug)
    here = Gap.objects.visible_to(person_of(request)).filter(brand=brand).select_related("noted_by")
    settled = here.exclude(state=GapState.OPEN).select_related("settled_by")
    context = {
        "open": list(here.open().order_by("-count", "-last_at", "-pk")[:SHOWN]),
        "settled": list(settled.order_by("-settled_at", "-pk")[:SHOWN]),
    }
    return render_page(request, "protocol/gaps.html", context)


def gap_of(request: HttpRequest, brand: Brand, asked: Any) -> Gap:
    """The gap of the brand with this id. Raises Http404."""
    seen = Gap.objects.visible_to(person_of(request)).filter(brand=brand)
    return get_object_or_404(seen, pk=id_in(str(asked)))


@require_POST
@requires(Right.PROTOCOL_WRITE)
def not_needed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    undo = reverse("protocol:gap_open", args=[slug, pk])
    return _settle(request, slug, pk, verbs.not_needed, _("No answer is needed for it."), undo)


@require_POST
@requires(Right.PROTOCOL_WRITE)
def needed_again(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _settle(request, slug, pk, verbs.needed_again, _("It waits for an answer again."))


def _settle(
    request: HttpRequest, slug: str, pk: int, verb: Callable[..., object], said: str, undo: str = ""
) -> HttpResponse:
    gap = gap_of(request, load_brand(request, slug), pk)
    verb(gap=gap, by=person_of(request))
    messages.success(request, said, extra_tags=f"undo={undo}" if undo else "")
    return redirect_to(request, "protocol:gaps", slug)
