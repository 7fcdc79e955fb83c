"""A report handed out as a file of any format."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import pgettext

from cmhub.lib.spreadsheets import XLSX
from reporting.weekly.files.csv import csv_of
from reporting.weekly.files.json import json_of
from reporting.weekly.files.pdf import pdf_of_report
from reporting.weekly.files.xlsx import xlsx_of
from reporting.weekly.models import WeeklyReport


@dataclass(frozen=True)
class Format:
    content_type: str
    draw: Callable[[WeeklyReport, Collection[str], str], bytes]


FORMATS = {
    "pdf": Format("application/pdf", lambda report, rights, zone: pdf_of_report(report, rights, zone=zone)),
    "xlsx": Format(XLSX, lambda report, rights, _zone: xlsx_of(report, rights)),
    "csv": Format("text/csv; charset=utf-8", lambda report, rights, _zone: csv_of(report, rights)),
    "json": Format("application/json", lambda report, rights, _zone: json_of(report, rights)),
}


def file_of(report: WeeklyReport, kind: str, *, zone: str, rights: Collection[str] = ()) -> HttpResponse:
    """The report to be saved, in the active language, for somebody with these rights; times are of `zone`.

    May raise PdfUnavailableError.
    """
    format_ = FORMATS[kind]
    told = {"brand": report.brand.slug, "week": report.week}
    name = pgettext("file name", "report-%(brand)s-%(week)s") % told
    if report.revision > 1:
        name += f"-r{report.revision}"
    response = HttpResponse(format_.draw(report, rights, zone), content_type=format_.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
