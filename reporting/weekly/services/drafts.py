"""What the product says of a report's figures in words, and its place in the reading: until a person's."""

from __future__ import annotations

from reporting.weekly.drafting import draft_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.names import channel_names, department_names
from reporting.weekly.reading import LANGUAGES, is_machines, turn_of, week_told


def redraft(report: WeeklyReport) -> None:
    """Writes the draft anew from the report's figures, and puts it where nobody has written a reading.

    What a person wrote stays, also where they took the machine's words away. Saves nothing.
    """
    before = report.draft
    report.draft = draft_of(week_told(report, **_names(report)), turn_of(report))
    reading = dict(report.qualitative["reading"])
    for language in LANGUAGES:
        if is_machines(reading.get(language, ""), before, language):
            reading[language] = report.draft[language]["text"]
    report.qualitative = {**report.qualitative, "reading": reading}


def _names(report: WeeklyReport) -> dict[str, dict[str, str]]:
    """The names of the brand's channels and departments by their slugs."""
    return {"channels": channel_names(report.brand_id), "departments": department_names(report.brand)}
