from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature
from cmhub.lib.enqueue import enqueue
from cmhub.lib.htmx import not_modified, redirect_to, render_page
from cmhub.lib.refusals import refusals_told
from cmhub.lib.weeks import Week, WeekError
from reporting.annotations.services.timeline import Event
from reporting.diagnoses.telling import part_of_report
from reporting.figures.by_name import ACCOUNT_LABELS
from reporting.weekly.access import asked_report, latest_report, load_week, revisions_of
from reporting.weekly.cards import key_figures, sentences
from reporting.weekly.choices import FROZEN
from reporting.weekly.contract import diagnoses_of
from reporting.weekly.experiments import in_words
from reporting.weekly.forms import RevisionForm
from reporting.weekly.grounds import grounds_of
from reporting.weekly.leads import Leads, leads_of, linked
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.names import channel_names, department_names
from reporting.weekly.objectives import lines_of
from reporting.weekly.services import lifecycle
from reporting.weekly.services.drawing import charts_of, events_shown
from reporting.weekly.services.runs import ask_for_report
from reporting.weekly.shown import reading_shown, words_shown
from reporting.weekly.tasks import compute_run
from reporting.weekly.theme_list import themes_shown
from reporting.weekly.told import told_of
from reporting.weekly.views.delivery import delivery_of
from reporting.weekly.whatsapp import whatsapp_shown

WEEKS_LISTED = 52


@requires(Right.REPORT_VIEW)
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The weeks of a brand with the state of their reports, the latest first."""
    brand = load_brand(request, slug)
    found = (
        WeeklyReport.objects.visible_to(person_of(request))
        .filter(brand=brand)
        .defer("quantitative", "charts", "data_quality")
        .newest_of_each_week()[:WEEKS_LISTED]
    )
    context = {
        "reports": [(Week.parse(report.week), report) for report in found],
        "last_week": Week.of(timezone.localdate()).previous,
        "asked": ReportRun.objects.filter(brand=brand, finished_at=None).order_by("-week"),
    }
    return render_page(request, "weekly/list.html", context, partial="weeks")


@requires(Right.REPORT_DRAFT)
@require_POST
def compute(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks a worker for a week's report; the page says when it is there."""
    brand = load_brand(request, slug)
    try:
        week = Week.parse(request.POST.get("week", ""))
        week.require_begun(brand.time_zone, timezone.now())
    except WeekError as error:
        messages.error(request, str(error))
        return redirect_to(request, "weekly:list", slug)
    revisions = set(WeeklyReport.objects.filter(brand=brand, week=str(week)).values_list("state", flat=True))
    if revisions and revisions.issubset(FROZEN):
        messages.info(
            request, _("This week is published: it does not change. To correct it, open a revision.")
        )
        return redirect_to(request, "weekly:report", slug, str(week))
    run = ask_for_report(brand=brand, week=week, by=person_of(request))
    enqueue(compute_run, run.pk)
    return redirect_to(request, "weekly:report", slug, str(week))


@requires(Right.REPORT_VIEW)
def report(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """One week: the scorecard that is read in thirty seconds, then all of it; `?revision=` reads an earlier
    revision of it.
    """
    brand, asked_week = load_week(request, slug, week)
    found = asked_report(request, brand, asked_week)
    run = ReportRun.objects.filter(brand=brand, week=str(asked_week)).order_by("-asked_at").first()
    pending = run is not None and run.finished_at is None
    unchanged = not_modified(request, _version(found, pending))
    if unchanged is not None:
        return unchanged
    if found is None:
        return _no_report(request, brand, asked_week, run)
    rights = access_of(request).rights
    lifecycle.note_openings(reports=[found], by=person_of(request))
    if not access_of(request).may(Right.REPORT_DRAFT):
        lifecycle.note_reading(report=found, by=person_of(request))
    revisions = revisions_of(request, found)
    shares = access_of(request).may(Right.REPORT_SHARE) and revisions.replaced_by is None
    events = events_shown(found)
    context = {
        "report": found,
        "revisions": revisions,
        "week": asked_week,
        "pending": pending and revisions.is_last,
        "run": run,
        "version": _version(found, pending),
        "seen": found.version,
        "figures": key_figures(found, rights),
        "sentences": sentences(found),
        "reading": reading_shown(found),
        "themes": themes_shown(found, rights),
        "whatsapp": whatsapp_shown(request, found) if shares else None,
        **shown_figures(found, rights, events),
        "natures": Nature.choices,
        "words": words_shown(found, may_decide=access_of(request).may(Right.REPORT_DECIDE)),
        "experiments": in_words(found.qualitative["experiments"]),
        "diagnosed": part_of_report(diagnoses_of(found), brand=found.brand, events=events),
        "revision_form": RevisionForm(),
        "delivery": delivery_of(request, revisions),
        "is_over": found.ends_at <= timezone.now(),
        **_neighbours(request, brand, asked_week),
    }
    return render_page(request, "weekly/report.html", context, partial="body")


def shown_figures(
    report: WeeklyReport, rights: Collection[str], events: Sequence[Event]
) -> dict[str, object]:
    """All that the page shows of the figures; each leads to its rows where the rights on the brand reach."""
    leads, workload = leads_of(report, rights), report.quantitative["workload"]
    kinds, departments = dict(Kind.choices), department_names(report.brand)
    called: dict[str, Mapping[str, object]] = {
        "interactions.by_kind": kinds,
        "escalations.by_department": departments,
    }
    return {
        "charts": linked(charts_of(report, events=events), leads, called),
        "objectives": lines_of(report, rights),
        "told": told_of(report, rights),
        "grounds": grounds_of(report, rights),
        "audience_rows": audience_lines(report, leads),
        "authors": [
            (author, told, leads.of_code("responsiveness.by_author", author))
            for author, told in report.quantitative["responsiveness"]["by_author"].items()
        ],
        "people": [(name, hours * 60) for name, hours in workload["by_person"].items()],
        "time_url": leads.of_code("workload"),
    }


def audience_lines(report: WeeklyReport, leads: Leads) -> list[dict[str, object]]:
    """The audience of each channel, under its name."""
    audience = report.quantitative["audience"]["by_channel"]
    names = channel_names(report.brand_id) if audience else {}
    counts = [one for one in ACCOUNT_LABELS.items() if one[0] != "engagement_rate"]
    return [
        {
            "name": names.get(slug, slug),
            "counts": [(label, told[name]) for name, label in counts],
            "rate": told["engagement_rate"],
            "href": leads.of_code("audience.by_channel", slug),
        }
        for slug, told in sorted(audience.items())
    ]


def _neighbours(request: HttpRequest, brand: Brand, week: Week) -> dict[str, Week | None]:
    """The weeks before and after, where this person would find something there."""
    around = {"week_before": week.previous, "week_after": week.next}
    if access_of(request).may(Right.REPORT_DRAFT):
        began = week.next.start(brand.time_zone) <= timezone.now()
        return {"week_before": week.previous, "week_after": week.next if began else None}
    readable = set(
        WeeklyReport.objects.visible_to(person_of(request))
        .filter(brand=brand, week__in=[str(one) for one in around.values()])
        .values_list("week", flat=True)
    )
    return {name: one if str(one) in readable else None for name, one in around.items()}


def _version(found: WeeklyReport | None, pending: bool) -> str:
    return f"{found.version if found else 'none'}-{int(pending)}"


def _no_report(request: HttpRequest, brand: Brand, week: Week, run: ReportRun | None) -> HttpResponse:
    pending = run is not None and run.finished_at is None
    if not pending and not access_of(request).may(Right.REPORT_DRAFT):
        raise Http404(_("There is no published report of this week yet."))
    context = {"week": week, "pending": pending, "run": run, "version": _version(None, pending)}
    return render_page(request, "weekly/none_yet.html", context, partial="body")


@requires(Right.REPORT_PUBLISH)
@require_POST
def publish(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    def verb(*, report: WeeklyReport, by: User) -> object:
        return lifecycle.publish(report=report, by=by, seen=request.POST.get("seen", ""))

    return _act(request, slug, week, verb, _("The report is published. It no longer changes."))


@requires(Right.REPORT_PUBLISH)
@require_POST
def send_back(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    return _act(request, slug, week, lifecycle.send_back, _("The report goes back to the community manager."))


@requires(Right.REPORT_COMPLETE)
@require_POST
def complete(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    return _act(request, slug, week, lifecycle.complete, _("The report goes to the manager."))


@requires(Right.REPORT_PUBLISH)
@require_POST
def revise(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    form = RevisionForm(request.POST)
    words = form.cleaned_data["what_changed"] if form.is_valid() else ""

    def verb(*, report: WeeklyReport, by: User) -> object:
        return lifecycle.revise(report=report, what_changed=words, by=by)

    return _act(request, slug, week, verb, _("A revision is open as a draft."))


def _act(request: HttpRequest, slug: str, week: str, verb: Callable[..., object], said: str) -> HttpResponse:
    brand, asked_week = load_week(request, slug, week)
    found = latest_report(request, brand, asked_week)
    if found is None:
        raise Http404
    with refusals_told(request):
        verb(report=found, by=person_of(request))
        messages.success(request, said)
    return redirect_to(request, "weekly:report", slug, str(asked_week))
