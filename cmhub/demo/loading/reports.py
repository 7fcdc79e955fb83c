"""The weekly reports of the past: computed, completed, published and read, oldest first."""

from datetime import datetime, timedelta

from django.utils.text import capfirst

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Message
from cmhub.demo.cast import cast
from cmhub.demo.loading import house
from cmhub.demo.plan import BrandPlan, Plan, Review
from cmhub.demo.reading import reading_of
from cmhub.lib.weeks import Week
from reporting.weekly.choices import Progress, State
from reporting.weekly.models import DecisionAsked, Recommendation, ReportRecipient, ThemeWord, WeeklyReport
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.following import answer, follow_up
from reporting.weekly.services.lifecycle import complete, note_reading, publish, save_qualitative
from reporting.weekly.services.links import link_for
from reporting.weekly.services.readers import choose_address
from reporting.weekly.services.themes import name_theme
from reporting.weekly.themes.finding import FOUND

COMPUTED_AFTER = timedelta(hours=5)
"""The reports are computed on Monday at 05:00 local."""

READ_AFTER = timedelta(minutes=95)

TIME_TO_DO = timedelta(days=14)
"""So long after its report a recommendation is to be done."""

OUTCOMES = (
    (Progress.DONE, "C’est fait, et l’équipe le voit déjà dans les réponses."),
    (Progress.DONE, "Fait avec le service concerné."),
    (Progress.DROPPED, "Abandonné : le budget va à autre chose."),
)
ANSWERS = (
    ("yes", "D’accord, dès lundi."),
    ("yes", ""),
    ("no", "Pas avec le budget de ce trimestre."),
    ("yes", "Oui, à condition que le service clients suive."),
)
"""What executives say, in turn; the last report that they read waits for them still."""


def make_reports(
    brand: Brand, told: BrandPlan, weeks: list[Week], people: dict[str, User], plan: Plan
) -> None:
    """Makes the reports of these weeks, oldest first, and takes each as far as it went."""
    reviews = {review.week: review for review in told.reviews}
    kept = {report.week: report for report in WeeklyReport.objects.filter(brand=brand).newest_of_each_week()}
    for week in weeks:
        report, review = kept.get(str(week)), reviews.get(str(week))
        if report is None or report.state == State.COMPUTED:
            monday = week.end(brand.time_zone) + COMPUTED_AFTER
            report = compute_report(brand=brand, week=week, at=max(monday, plan.since or monday))
        if review:
            _write(report, review, brand, people, plan.until)
    _share(brand, people[house.MANAGER], plan.until)


def _share(brand: Brand, manager: User, at: datetime) -> None:
    """Somebody of the board, who has no login, gets the reports and has a link to the last one."""
    published = WeeklyReport.objects.published().filter(brand=brand).order_by("-week", "-revision").first()
    if published is None or ReportRecipient.objects.filter(brand=brand).exists():
        return
    name = "Conseil d’administration"
    email = f"conseil@{brand.slug}.example"
    choose_address(brand=brand, name=name, email=email, language="fr", by=manager, at=at)
    link_for(report=published, name=name, language="fr", by=manager, at=at)


def _write(
    report: WeeklyReport, review: Review, brand: Brand, people: dict[str, User], until: datetime
) -> None:
    author, manager = people[review.completed_by], people[review.validated_by]
    if report.state == State.COMPUTED:
        _settle(brand, Week.parse(review.week), author, review.completed_at)
        report = _name_first_theme(report, author, review.completed_at)
        half = _half(report, review, brand, author)
        report = save_qualitative(report=report, qualitative=half, by=author, at=review.completed_at)
        report = complete(report=report, by=author, at=review.completed_at)
    if report.state == State.COMPLETED and review.state != State.COMPLETED:
        report = publish(report=report, by=manager, at=review.published_at)
    if review.state == State.READ:
        read_at = max(min(review.published_at + READ_AFTER, until), review.published_at)
        note_reading(report=report, by=people[review.read_by], at=read_at)
        if read_at < until - timedelta(days=7):
            _answer(report, people[review.read_by], read_at)


def _name_first_theme(report: WeeklyReport, author: User, at: datetime) -> WeeklyReport:
    """The first theme that the machine finds for a brand is given its name; the others wait for theirs."""
    found = [one for one in report.qualitative["themes"] if one["source"] == FOUND and one["count"]]
    if not found or ThemeWord.objects.filter(brand=report.brand_id).exists():
        return report
    theme = found[0]["theme"]
    return name_theme(report=report, theme=theme, name=capfirst(theme), by=author, at=at)


def _settle(brand: Brand, week: Week, by: User, at: datetime) -> None:
    """What was recommended two weeks before or earlier has come to something by now."""
    earlier = Recommendation.objects.filter(brand=brand, progress=Progress.OPEN, week__lte=str(week - 2))
    for one in earlier:
        progress, outcome = OUTCOMES[one.pk % len(OUTCOMES)]
        follow_up(recommendation=one, edition=one.edition, progress=progress, outcome=outcome, by=by, at=at)


def _answer(report: WeeklyReport, by: User, at: datetime) -> None:
    for one in DecisionAsked.objects.of_week(report.brand_id, report.week).filter(answer=""):
        said, words = ANSWERS[one.pk % len(ANSWERS)]
        answer(decision=one, edition=one.edition, said=said, words=words, by=by, at=at)


def _half(report: WeeklyReport, review: Review, brand: Brand, author: User) -> dict[str, object]:
    """The qualitative half in the form in which reports keep it, with the messages that it quotes."""
    themes = report.qualitative["themes"]
    reading = reading_of(
        cast().brand(brand.slug), Week.parse(review.week), review.situation, report.quantitative, themes
    )
    quoted = [message_id for insight in review.insights for message_id, _text in insight.quotes[:1]]
    messages = {
        one.external_id: one
        for one in Message.objects.filter(brand=brand, external_id__in=quoted).exclude(text="")
    }
    insights: dict[str, list[dict[str, object]]] = {"product": [], "service": [], "image": []}
    for insight in review.insights:
        message = next((messages.get(pk) for pk, _text in insight.quotes), None)
        quote = message.text if message else ""
        insights[insight.area].append({"text": insight.text, "quote": quote, "message": message})
    asked = Recommendation.objects.filter(brand=brand, progress=Progress.OPEN)
    still_open = set(asked.values_list("text", flat=True))
    due = (review.completed_at + TIME_TO_DO).date().isoformat()
    return {
        "insights": insights,
        "reading": reading,
        "recommendations": [
            {"text": text, "owner_id": author.pk, "due": due}
            for text in review.recommendations
            if text not in still_open
        ],
        "decisions_asked": [{"text": text} for text in review.decisions_asked],
    }
