from reporting.weekly.models.delivery import ReportLink, ReportRecipient, RevisionOffer
from reporting.weekly.models.reading import ReportReading
from reporting.weekly.models.report import WeeklyReport, WeeklyReportQuerySet
from reporting.weekly.models.run import ReportRun
from reporting.weekly.models.theme import ThemeWord
from reporting.weekly.models.words import (
    DecisionAsked,
    FrustrationTheme,
    Insight,
    Quotation,
    Recommendation,
    Written,
)

__all__ = [
    "DecisionAsked",
    "FrustrationTheme",
    "Insight",
    "Quotation",
    "Recommendation",
    "ReportLink",
    "ReportReading",
    "ReportRecipient",
    "ReportRun",
    "RevisionOffer",
    "ThemeWord",
    "WeeklyReport",
    "WeeklyReportQuerySet",
    "Written",
]
