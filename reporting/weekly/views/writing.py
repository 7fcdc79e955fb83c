from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from cmhub.lib.htmx import redirect_to, render_page
from reporting.weekly.access import latest_report, load_week
from reporting.weekly.forms import QualitativeForm
from reporting.weekly.services import lifecycle


@requires(Right.REPORT_COMPLETE)
def write(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """The qualitative half: saved as often as one likes, then handed to the manager."""
    brand, asked_week = load_week(request, slug, week)
    report = latest_report(request, brand, asked_week)
    if report is None:
        raise Http404(_("This week has no report yet."))
    form = QualitativeForm(request.POST or None, initial=QualitativeForm.initial_of(report.qualitative))
    if request.method == "POST" and form.is_valid():
        try:
            saved = lifecycle.save_qualitative(
                report=report,
                qualitative=form.qualitative(),
                by=person_of(request),
            )
            if "complete" in request.POST:
                lifecycle.complete(report=saved, by=person_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect_to(request, "weekly:report", slug, str(asked_week))
    context = {"form": form, "report": report, "week": asked_week}
    return render_page(request, "weekly/write.html", context, status=422 if form.errors else 200)
