"""Patterns: shifts that come back each week, taken in turn."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.forms.rota import PRESET_LABELS, PatternForm
from channels_mgmt.team.models import RotaPattern
from channels_mgmt.team.services.availability import who_works_on
from channels_mgmt.team.services.patterns import Written, end_pattern, write_pattern
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in


@requires(Right.TEAM_VIEW)
def patterns(request: HttpRequest, slug: str) -> HttpResponse:
    brand, now = load_brand(request, slug), timezone.now()
    listed = RotaPattern.objects.visible_to(person_of(request)).filter(brand=brand)
    context = {
        "patterns": listed.prefetch_related("slots", "turns__user").order_by("starts_on", "pk"),
        "today": timezone.localdate(now),
        "presets": PRESET_LABELS,
    }
    return render_page(request, "team/rota/patterns.html", context)


@requires(Right.ROTA_MANAGE)
def pattern_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    return _edit(request, brand, None)


@requires(Right.ROTA_MANAGE)
def pattern(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes a pattern. Who saves over what another wrote is shown both, and loses nothing."""
    brand = load_brand(request, slug)
    return _edit(request, brand, _pattern_of(request, brand, pk))


def _edit(request: HttpRequest, brand: Brand, held: RotaPattern | None) -> HttpResponse:
    people = who_works_on(brand, timezone.now())
    known: dict[str, Any] = {"people": people, "pattern": held, "today": timezone.localdate()}
    form = PatternForm(request.POST or None, preset=request.GET.get("preset", ""), **known)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            _made, written = write_pattern(brand=brand, by=person_of(request), pattern=held, **form.written)
            messages.success(request, _in_words(written))
            return redirect_to(request, "team:rota_patterns", brand.slug)
        if meanwhile.row:
            theirs = differences(form, PatternForm(people=people, pattern=meanwhile.row))
    invalid = form.errors or (form.is_bound and not form.week.is_valid())
    context = {"form": form, "pattern": held, "theirs": theirs}
    status = 409 if theirs else 422 if invalid else 200
    return render_page(request, "team/rota/pattern.html", context, status=status)


def _in_words(written: Written) -> str:
    if written.left_out:
        return ngettext(
            "Saved. %(count)d shift is left out: nobody of the pattern can take it.",
            "Saved. %(count)d shifts are left out: nobody of the pattern can take them.",
            len(written.left_out),
        ) % {"count": len(written.left_out)}
    return ngettext(
        "Saved. %(count)d shift is written for the eight weeks ahead.",
        "Saved. %(count)d shifts are written for the eight weeks ahead.",
        written.added,
    ) % {"count": written.added}


@requires(Right.ROTA_MANAGE)
@require_POST
def pattern_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    number = end_pattern(pattern=_pattern_of(request, brand, pk), by=person_of(request))
    said = ngettext(
        "The pattern is deleted, with %(count)d shift to come.",
        "The pattern is deleted, with %(count)d shifts to come.",
        number,
    )
    messages.success(request, said % {"count": number})
    return redirect_to(request, "team:rota_patterns", slug)


def _pattern_of(request: HttpRequest, brand: Brand, pk: int) -> RotaPattern:
    rows = RotaPattern.objects.visible_to(person_of(request)).filter(brand=brand)
    return get_object_or_404(rows, pk=pk)
