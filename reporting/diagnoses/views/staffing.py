from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.team.names import channel_names
from cmhub.lib.htmx import render_page
from reporting.diagnoses import wording
from reporting.diagnoses.forms.what_if import WhatIfForm
from reporting.diagnoses.services.gathering import Material, gather
from reporting.diagnoses.services.staffing import Picture, means_of, picture_of
from reporting.diagnoses.staffing import LEAST_PEOPLE, expected_interactions, minutes_per_post


@require_safe
@requires(Right.STAFFING_VIEW)
def staffing(request: HttpRequest, slug: str) -> HttpResponse:
    """Hours needed against hours given, who would meet the targets, and what would change that."""
    brand, now = load_brand(request, slug), timezone.now()
    access = access_of(request)
    material = gather(brand, now)
    networks = {account.network for account in material.work.accounts}
    form = WhatIfForm(request.GET or None, networks=networks, initial={"hours": 0})
    tried = form.what_if
    before = picture_of(material)
    after = picture_of(material, tried) if tried else None
    context = page_of(material, before, after) | {"form": form, "tried": tried}
    if access.may(Right.MEANS_MANAGE):
        context["means"] = wording.means_words(means_of(material, before, at=now))
    return render_page(request, "diagnoses/staffing/page.html", context, partial="figures")


def page_of(material: Material, before: Picture, after: Picture | None) -> dict[str, Any]:
    work, whole = material.work, before.whole
    assumed, names = dict(work.assumed), channel_names(material.brand.pk)
    return {
        "before": before,
        "after": after,
        "verdicts": wording.verdicts(before),
        "verdicts_after": wording.verdicts(after) if after else [],
        "stats": stats(before, after),
        "duties": wording.by_duty(whole, after.whole if after else None),
        "territories": [
            {
                "reading": reading,
                "verdict": wording.verdict(reading),
                "given": wording.hours_words(reading.given),
            }
            for reading in before.territories
        ],
        "least_people": LEAST_PEOPLE,
        "missing": wording.missing_rows(before.missing),
        "answering": wording.answering_rows(before.answering),
        "answering_after": wording.answering_rows(after.answering) if after else [],
        "assumptions": wording.assumption_rows(assumed),
        "post": minutes_per_post(work),
        "post_source": wording.SOURCES[minutes_per_post(work).source],
        "expected": expected_interactions(work),
        "scope": material.scope,
        "has_strategy": material.has_strategy,
        "without_cadence": [names[material.slugs[one.key]] for one in work.accounts if one.cadence is None],
    }


def stats(before: Picture, after: Picture | None) -> list[dict[str, Any]]:
    """The same figures before and after what is tried out."""
    return [
        {"name": name, "before": figures(before)[name], "after": figures(after)[name] if after else None}
        for name in ("needed", "given", "ratio", "people", "in_time")
    ]


def figures(picture: Picture) -> dict[str, Any]:
    whole, outlook = picture.whole, picture.outlook
    return {
        "needed": wording.hours_words(whole.hours) if whole.is_whole or whole.hours else None,
        "given": wording.hours_words(whole.given),
        "ratio": whole.ratio,
        "people": outlook.people_more if outlook else None,
        "in_time": outlook.in_time if outlook else None,
    }
