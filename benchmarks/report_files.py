"""A report as files, of the biggest brand: `python -m benchmarks.report_files`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from benchmarks.data import measured_week
from benchmarks.figure import Figure, median, say, seconds, side_by_side
from benchmarks.house import asked_messages, database

ROUNDS = 5
SECONDS, BYTES = 3, 500_000


def measure(messages: int) -> None:
    from channels_mgmt.brands.models import Brand
    from reporting.weekly.models import WeeklyReport
    from reporting.weekly.services.computing import provisional_report

    week = measured_week()
    say(f"Files of a report of week {week}, out of {messages:,} messages")
    opened = WeeklyReport.objects.order_by("-quantitative__interactions__opened").values_list("brand")
    brand = Brand.objects.get(pk=opened[0][0])
    with override("fr"):
        files_of(provisional_report(brand=brand, week=week))


def files_of(report: Any) -> None:
    from reporting.weekly.files.csv import csv_of
    from reporting.weekly.files.json import json_of
    from reporting.weekly.files.pdf import paper_of, pdf_of_report
    from reporting.weekly.files.xlsx import xlsx_of

    zone = report.brand.time_zone
    first = seconds(lambda: pdf_of_report(report, zone=zone))
    works: list[Callable[[], object]] = [
        lambda: paper_of(report, zone=zone),
        lambda: pdf_of_report(report, zone=zone),
        lambda: xlsx_of(report),
        lambda: csv_of(report),
        lambda: json_of(report),
    ]
    page, *others = (median(times) for times in side_by_side(works, rounds=ROUNDS))
    Figure("report files: PDF, the first of a process", first, "s", f"< {SECONDS} s", first / page).tell()
    Figure("report files: page that the PDF is drawn of", page, "s").tell()
    for name, value in zip(("PDF", "XLSX", "CSV", "JSON"), others, strict=True):
        Figure(f"report files: {name}", value, "s", f"< {SECONDS} s", value / page).tell()
    size = len(pdf_of_report(report, zone=zone))
    Figure("report files: size of the PDF", size / 1000, "kB", f"< {BYTES // 1000} kB").tell()


def main() -> None:
    messages = asked_messages(__doc__ or "")
    with database(messages):
        measure(messages)


if __name__ == "__main__":
    main()
