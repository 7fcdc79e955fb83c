"""What people say of the themes that were found: how they are called, which are one, which are none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from cmhub.lib.htmx import redirect_to
from cmhub.lib.refusals import refusals_told
from reporting.weekly.access import latest_report, load_week
from reporting.weekly.services import themes

NAME, DROP, FORGET = "name", "drop", "forget"
LONGEST = 200


@requires(Right.REPORT_COMPLETE)
@require_POST
def decide(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """Names a theme that was found, drops it, or takes back what was said of one; remembered."""
    brand, asked_week = load_week(request, slug, week)
    report = latest_report(request, brand, asked_week)
    act = request.POST.get("act", "")
    if report is None:
        raise Http404
    told: dict[str, Any] = {"report": report, "theme": given(request, "theme"), "by": person_of(request)}
    with refusals_told(request):
        if act == NAME:
            themes.name_theme(**told, name=given(request, "name"))
        elif act == DROP:
            themes.drop_theme(**told)
        elif act == FORGET:
            themes.forget_theme(**told)
        else:
            raise ValidationError(_("Say what is to become of the theme."))
        messages.success(request, _("Saved. It counts for the weeks to come as well."))
    return redirect_to(request, f"{reverse('weekly:report', args=[slug, str(asked_week)])}#themes")


def given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")[:LONGEST].replace("\x00", "")
