"""What came in after a report was published: shown, then made a revision or left; and what one changed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of
from cmhub.lib.enqueue import enqueue
from cmhub.lib.htmx import redirect_to, render_page
from reporting.weekly.access import asked_report, latest_report, load_week, revisions_of
from reporting.weekly.choices import FROZEN
from reporting.weekly.differences import between, differences_of, reason_of
from reporting.weekly.forms import RevisionForm
from reporting.weekly.models import RevisionOffer, WeeklyReport
from reporting.weekly.revisions import address
from reporting.weekly.services import offers
from reporting.weekly.tasks import work_out_offer


@requires(Right.REPORT_PUBLISH)
def changes(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """The figures of a published report beside those of now, with what can be done about it."""
    brand, asked_week = load_week(request, slug, week)
    report = latest_report(request, brand, asked_week)
    if report is None:
        raise Http404(_("Nothing of this week is published."))
    if report.state not in FROZEN:
        return redirect_to(request, "weekly:report", slug, str(asked_week))
    offer = offers.standing_offer(report)
    form = RevisionForm(request.POST if "make" in request.POST else None)
    if request.method == "POST" and ("make" not in request.POST or form.is_valid()):
        try:
            return _act(request, report, offer, form)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect_to(request, "weekly:changes", slug, str(asked_week))
    if offer is not None:
        offer.report = report
    waits = offer is not None and offer.waits
    context = {
        "report": report,
        "week": asked_week,
        "offer": offer,
        "waits": waits,
        "failed": offer is None and offers.has_failed(report),
        "differences": differences_of(offer, access_of(request).rights)
        if offer is not None and not waits
        else [],
        "form": form,
    }
    status = 422 if form.errors else 200
    return render_page(request, "weekly/changes.html", context, partial="body", status=status)


@require_safe
@requires(Right.REPORT_VIEW)
def differences(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """What a revision says differently from the one before it, and why it was made."""
    brand, asked_week = load_week(request, slug, week)
    report = asked_report(request, brand, asked_week)
    if report is None:
        raise Http404(_("Nothing of this week is published."))
    before = revisions_of(request, report).before
    if before is None:
        return redirect_to(request, "weekly:report", slug, str(asked_week))
    context = {
        "report": report,
        "before": before,
        "week": asked_week,
        "address": address(report),
        "reason": reason_of(report),
        "differences": list(between(before, report, access_of(request).rights)),
    }
    return render_page(request, "weekly/differences.html", context)


def _act(
    request: HttpRequest, report: WeeklyReport, offer: RevisionOffer | None, form: RevisionForm
) -> HttpResponse:
    by, slug = person_of(request), report.brand.slug
    if offer is None or "ask" in request.POST:
        return _ask(request, report, by)
    if "leave" in request.POST:
        offers.leave(offer=offer, by=by)
        messages.success(request, _("The report stays as it was published."))
    elif "make" in request.POST:
        seen, said = request.POST.get("seen", ""), form.cleaned_data["what_changed"]
        offers.make_revision(offer=offer, seen=seen, what_changed=said, by=by)
        messages.success(request, _("A revision is open as a draft."))
    else:
        return redirect_to(request, "weekly:changes", slug, report.week)
    return redirect_to(request, "weekly:report", slug, report.week)


def _ask(request: HttpRequest, report: WeeklyReport, by: User) -> HttpResponse:
    asked = offers.ask_for_offer(report=report, by=by)
    enqueue(work_out_offer, asked.pk)
    return redirect_to(request, "weekly:changes", report.brand.slug, report.week)
