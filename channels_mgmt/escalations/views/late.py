"""What is late now: of one brand, and of all brands of an agency."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, load_agency, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.clock.auditing import Finding, report_of
from channels_mgmt.escalations.services.clock.sweeping import health_of
from channels_mgmt.escalations.services.late import ACKNOWLEDGE, ANSWER, late_by_department, late_to
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import with_query

FINDINGS_SHOWN = 20


@require_safe
@requires(Right.ESCALATION_OPEN)
def late(request: HttpRequest, slug: str) -> HttpResponse:
    """What departments owe a brand and is late, by department; how the clocks are, for who runs it."""
    brand = load_brand(request, slug)
    seen = Escalation.objects.visible_to(person_of(request)).filter(brand=brand)
    context = page_of(request, seen, choices={})
    if access_of(request).may(Right.BRAND_MANAGE):
        context |= clocks_of(brand.agency_id, [brand])
    return render_page(request, "escalations/late/brand.html", context, partial="list")


@require_safe
@requires(Right.AGENCY_MANAGE)
def all_late(request: HttpRequest) -> HttpResponse:
    """The same of all brands that the person runs in an agency; `?brand=` shows one of them."""
    agency = load_agency(request)
    run = Brand.objects.granting(person_of(request), Right.BRAND_MANAGE)
    brands = {brand.slug: brand for brand in run.filter(agency=agency, archived_at=None).order_by("name")}
    asked = request.GET.get("brand", "")
    chosen = brands.get(asked)
    shown = [chosen] if chosen else list(brands.values())
    seen = Escalation.objects.filter(brand__in=[brand.pk for brand in shown])
    names = {slug: brand.name for slug, brand in brands.items()}
    context = page_of(request, seen, choices=names, brand=asked if chosen else "")
    context |= {"agency": agency, **clocks_of(agency.pk, shown)}
    return render_page(request, "escalations/late/all.html", context, partial="list")


def page_of(
    request: HttpRequest, seen: EscalationQuerySet, *, choices: dict[str, str], brand: str = ""
) -> dict[str, Any]:
    """What the URL asks for of what is late: `?what=acknowledge` or `answer`, `?department=SLUG`."""
    now, query = timezone.now(), request.GET
    what = query.get("what", "") if query.get("what") in (ACKNOWLEDGE, ANSWER) else ""
    late_now = seen.late(now)
    groups = late_by_department(late_to(late_now, what, now), at=now, with_lines=True)
    slugs = {group.department.slug: group.department.name for group in groups if group.department}
    department = query.get("department", "") if query.get("department") in slugs else ""
    if department:
        groups = [group for group in groups if group.department and group.department.slug == department]
    labels = {
        "what": {ACKNOWLEDGE: _("Late to acknowledge"), ANSWER: _("Late to answer")}.get(what, ""),
        "department": slugs.get(department, ""),
        "brand": choices.get(brand, ""),
    }
    return {
        "groups": [group for group in groups if group.rows],
        "rest": [group for group in groups if not group.rows],
        "now": now,
        "filters": {"what": what, "department": department, "brand": brand},
        "departments": sorted(slugs.items(), key=lambda one: one[1].casefold()),
        "brands": sorted(choices.items(), key=lambda one: one[1].casefold()),
        "number": sum(group.number for group in groups),
        "to_acknowledge": sum(group.to_acknowledge for group in groups),
        "to_answer": sum(group.to_answer for group in groups),
        "chips": [
            {"label": label, "remove_url": with_query(query, **{name: ""})}
            for name, label in labels.items()
            if label
        ],
        "clear_url": request.path,
    }


def clocks_of(agency: int, brands: list[Brand]) -> dict[str, Any]:
    """How the sweep and its auditor are, with what the auditor found on these brands and is not mended."""
    report = report_of(agency)
    pks = {brand.pk for brand in brands}
    findings: list[Finding] = report.findings if report else []
    here = [one for one in findings if one.brand in pks or one.brand is None]
    return {
        "sweep": health_of(agency, timezone.now()),
        "audit": report,
        "findings": [one for one in here if not one.is_mended][:FINDINGS_SHOWN],
        "mended": sum(one.is_mended for one in here),
        "shows_clocks": True,
    }
