from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.strategy.access import load_version, versions_of
from channels_mgmt.strategy.choices import TEAM, State
from channels_mgmt.strategy.comparing import compare
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services.document import Document, document_of, documents_of
from channels_mgmt.strategy.services.life import note_export
from channels_mgmt.strategy.services.reading import confirm_reading, readers_of
from channels_mgmt.strategy.views.shown import document_context
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.pdf import PdfUnavailableError, pdf_of


@require_safe
@requires(Right.STRATEGY_VIEW)
def strategy(request: HttpRequest, slug: str) -> HttpResponse:
    """The version in force; else the one that is being written, said to be that; else the first step."""
    brand = load_brand(request, slug)
    versions = versions_of(request, brand)
    known = list(versions.values_list("version", "state"))
    number = next((number for number, state in known if state == State.VALIDATED), None)
    opened = next((one for one in known if one[1] in (State.DRAFT, State.SUBMITTED)), None)
    number = number or (opened[0] if opened else None)
    if number is None:
        return render_page(request, "strategy/empty.html", {})
    document = document_of(versions.filter(version=number))
    if document is None:
        raise Http404
    document.strategy.brand = brand
    return _page(request, document, {"opened": opened, "count": len(known)})


@require_safe
@requires(Right.STRATEGY_VIEW)
def version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    return _page(request, load_version(request, slug, version), {})


def _page(request: HttpRequest, document: Document, context: dict[str, Any]) -> HttpResponse:
    shown, at, user = document.strategy, timezone.now(), person_of(request)
    context |= document_context(document, shown.brand, at)
    if shown.state == State.VALIDATED:
        readers = readers_of(shown, at)
        access = access_of(request)
        own = next((reader for reader in readers if reader.user.pk == user.pk), None)
        context |= {
            "readers": readers,
            "unread": [reader for reader in readers if reader.read_at is None],
            "own_reading": own.read_at if own else None,
            "is_reader": own is not None or bool(access.roles & set(TEAM)),
        }
    return render_page(request, "strategy/strategy.html", context)


@require_safe
@requires(Right.STRATEGY_VIEW)
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions with what happened to each."""
    brand = load_brand(request, slug)
    found = list(versions_of(request, brand).select_related("validated_by").prefetch_related("events__by"))
    return render_page(request, "strategy/versions.html", {"versions": found})


@require_safe
@requires(Right.STRATEGY_VIEW)
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions side by side: `?old=1&new=2`, else the last two."""
    brand = load_brand(request, slug)
    versions = versions_of(request, brand)
    numbers = list(versions.values_list("version", flat=True))
    asked = [_number(request.GET.get(name, "")) for name in ("old", "new")]
    chosen = sorted(number for number in asked if number in numbers)
    if len(set(chosen)) < 2:
        chosen = sorted(numbers[:2])
    context: dict[str, Any] = {"numbers": sorted(numbers), "chosen": chosen}
    if len(chosen) == 2:
        older, newer = sorted(
            documents_of(versions.filter(version__in=chosen)), key=lambda one: one.strategy.version
        )
        context |= {"older": older.strategy, "newer": newer.strategy, "changes": compare(older, newer)}
    return render_page(request, "strategy/compare.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None


@require_safe
@requires(Right.STRATEGY_VIEW)
def as_pdf(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The version as a file; where the system cannot draw one, a page says so and prints by the browser."""
    document = load_version(request, slug, version)
    shown, at = document.strategy, timezone.now()
    context = document_context(document, shown.brand, at) | {"brand": shown.brand, "at": at}
    try:
        drawn = pdf_of(render_to_string("strategy/paper.html", context, request))
    except PdfUnavailableError:
        return render_page(request, "strategy/no_pdf.html", {"strategy": shown}, status=503)
    note_export(strategy=shown, by=person_of(request), at=at)
    name = _("strategy-%(brand)s-%(version)d.pdf") % {"brand": shown.brand.slug, "version": shown.version}
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(Right.STRATEGY_VIEW)
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """The person confirms having read the version that the form names."""
    brand = load_brand(request, slug)
    user: User = person_of(request)
    number = _number(request.POST.get("version", "")) or 0
    shown = Strategy.objects.visible_to(user).in_force().filter(brand=brand, version=number).first()
    if shown is None:
        messages.error(request, _("Another version is in force now: read that one."))
    else:
        confirm_reading(strategy=shown, by=user)
        messages.success(request, _("It is noted that you have read version %(n)d.") % {"n": shown.version})
    return redirect_to(request, "strategy:strategy", slug)
