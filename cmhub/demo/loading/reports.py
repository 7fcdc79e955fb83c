"""The weekly reports of the past: computed, completed, published and read, oldest first."""

from datetime import timedelta

from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.demo.plan import BrandPlan, Review
from cmhub.lib.weeks import Week
from reporting.weekly.choices import FROZEN, State
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.lifecycle import complete, note_reading, publish, save_qualitative

COMPUTED_AFTER = timedelta(hours=5)
"""The reports are computed on Monday at 05:00 local."""

READ_AFTER = timedelta(minutes=95)


def make_reports(brand: Brand, plan: BrandPlan, weeks: list[Week], people: dict[str, User]) -> None:
    reviews = {review.week: review for review in plan.reviews}
    done = set(WeeklyReport.objects.filter(brand=brand, state__in=FROZEN).values_list("week", flat=True))
    for week in weeks:
        if str(week) in done:
            continue
        report = compute_report(brand=brand, week=week, at=week.end(brand.time_zone) + COMPUTED_AFTER)
        review = reviews.get(str(week))
        if review:
            _write(report, review, people)


def _write(report: WeeklyReport, review: Review, people: dict[str, User]) -> None:
    author, manager = people[review.completed_by], people[review.validated_by]
    if report.state == State.COMPUTED:
        save_qualitative(report=report, qualitative=_half(review), by=author, at=review.completed_at)
        report = complete(report=report, by=author, at=review.completed_at)
    if review.state != State.COMPLETED:
        report = publish(report=report, by=manager, at=review.published_at)
    if review.state == State.READ:
        note_reading(report=report, by=people[review.read_by], at=review.published_at + READ_AFTER)


def _half(review: Review) -> dict[str, object]:
    """The qualitative half in the form in which reports keep it: one entry a line."""
    insights: dict[str, list[dict[str, str]]] = {"product": [], "service": [], "image": []}
    for insight in review.insights:
        quote = " ".join(insight.quotes[0][1].replace("|", " ").split()) if insight.quotes else ""
        insights[insight.area].append({"text": insight.text, "quote": quote})
    return {
        "insights": insights,
        "reading": review.reading,
        "recommendations": [{"text": text} for text in review.recommendations],
        "decisions_asked": [{"text": text} for text in review.decisions_asked],
    }
