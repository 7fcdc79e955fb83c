from reporting.weekly.models.reading import ReportReading
from reporting.weekly.models.report import WeeklyReport, WeeklyReportQuerySet
from reporting.weekly.models.run import ReportRun

__all__ = ["ReportReading", "ReportRun", "WeeklyReport", "WeeklyReportQuerySet"]
