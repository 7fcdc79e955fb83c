"""The weekly reports of the past: computed, completed, published and read, oldest first."""

from datetime import datetime, timedelta

from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.demo.cast import cast
from cmhub.demo.plan import BrandPlan, Plan, Review
from cmhub.demo.reading import reading_of
from cmhub.lib.weeks import Week
from reporting.weekly.choices import State
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.lifecycle import complete, note_reading, publish, save_qualitative

COMPUTED_AFTER = timedelta(hours=5)
"""The reports are computed on Monday at 05:00 local."""

READ_AFTER = timedelta(minutes=95)


def make_reports(
    brand: Brand, told: BrandPlan, weeks: list[Week], people: dict[str, User], plan: Plan
) -> None:
    """Makes the reports of these weeks, oldest first, and takes each as far as it went."""
    reviews = {review.week: review for review in told.reviews}
    kept = {report.week: report for report in WeeklyReport.objects.filter(brand=brand).order_by("revision")}
    for week in weeks:
        report, review = kept.get(str(week)), reviews.get(str(week))
        if report is None or report.state == State.COMPUTED:
            monday = week.end(brand.time_zone) + COMPUTED_AFTER
            report = compute_report(brand=brand, week=week, at=max(monday, plan.since or monday))
        if review:
            _write(report, review, brand, people, plan.until)


def _write(
    report: WeeklyReport, review: Review, brand: Brand, people: dict[str, User], until: datetime
) -> None:
    author, manager = people[review.completed_by], people[review.validated_by]
    if report.state == State.COMPUTED:
        half = _half(report, review, brand)
        report = save_qualitative(report=report, qualitative=half, by=author, at=review.completed_at)
        report = complete(report=report, by=author, at=review.completed_at)
    if report.state == State.COMPLETED and review.state != State.COMPLETED:
        report = publish(report=report, by=manager, at=review.published_at)
    if review.state == State.READ:
        read_at = max(min(review.published_at + READ_AFTER, until), review.published_at)
        note_reading(report=report, by=people[review.read_by], at=read_at)


def _half(report: WeeklyReport, review: Review, brand: Brand) -> dict[str, object]:
    """The qualitative half in the form in which reports keep it: one entry a line."""
    themes = report.qualitative["themes"]
    reading = reading_of(
        cast().brand(brand.slug), Week.parse(review.week), review.situation, report.quantitative, themes
    )
    insights: dict[str, list[dict[str, str]]] = {"product": [], "service": [], "image": []}
    for insight in review.insights:
        quote = " ".join(insight.quotes[0][1].replace("|", " ").split()) if insight.quotes else ""
        insights[insight.area].append({"text": insight.text, "quote": quote})
    return {
        "insights": insights,
        "reading": reading,
        "recommendations": [{"text": text} for text in review.recommendations],
        "decisions_asked": [{"text": text} for text in review.decisions_asked],
    }
