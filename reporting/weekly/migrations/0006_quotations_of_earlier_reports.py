"""Words of the public that were typed into reports before quotations had rows: they get theirs, so that they
can be erased. A report keeps their place, as those of today do; nothing else of a published one changes.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pgtrigger
from django.db import migrations


def give_rows(apps: Any, schema_editor: Any) -> None:
    """By whoever migrates: the application may not write there before it was granted that."""
    owner = schema_editor.connection.alias
    every = apps.get_model("weekly", "WeeklyReport").objects.using(owner)
    reports = every.order_by("brand_id", "week", "revision")
    rows: dict[tuple[int, str, str], int] = {}
    with pgtrigger.ignore("weekly.WeeklyReport:published_is_frozen", databases=[owner]):
        for report in reports.only("brand_id", "week", "qualitative", "completed_by_id", "computed_at"):
            insights = report.qualitative.get("insights", {})
            told = [(area, one) for area, found in insights.items() for one in found if one.get("quote")]
            for area, one in told:
                _give(apps, owner, report, area, one, rows)
            if told:
                report.save(update_fields=["qualitative"], using=owner)


def _give(
    apps: Any,
    owner: str,
    report: Any,
    area: str,
    one: dict[str, Any],
    rows: dict[tuple[int, str, str], int],
) -> None:
    """Who completed the report typed them; of a draft that nobody has, it is known of nobody: they stand in
    the name of the first of the house.
    """
    memberships = apps.get_model("accounts", "Membership").objects.using(owner)
    members = memberships.filter(agency__brands=report.brand_id)
    by = report.completed_by_id or members.order_by("pk").values_list("user", flat=True).first()
    if by is None:
        return
    words = one.pop("quote")
    place = (report.brand_id, report.week, words)
    if place not in rows:
        quotation = (
            apps.get_model("weekly", "Quotation")
            .objects.using(owner)
            .create(
                brand_id=report.brand_id,
                week=report.week,
                area=area,
                words=words,
                by_id=by,
                at=report.computed_at,
                key=uuid4(),
            )
        )
        rows[place] = quotation.pk
    one["quotations"] = [{"id": rows[place]}]


class Migration(migrations.Migration):
    dependencies = [("weekly", "0005_delivery")]

    operations = [migrations.RunPython(give_rows, migrations.RunPython.noop)]
