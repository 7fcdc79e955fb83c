"""What the figures of a brand have: an export that was taken in, with a line that was refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.metrics.choices import RunState, Scope, Source
from reporting.metrics.intake.files import FILES
from reporting.metrics.models import MetricsRun, Snapshot
from tests.access.furniture.when import NOW


def of_the_figures(brand: Brand, cm: User) -> dict[str, Any]:
    refused = FILES.refused_path(uuid4())
    refused.parent.mkdir(parents=True, exist_ok=True)
    refused.write_text(f"line,reason,Date\n3,no date,{brand.slug}\n", encoding="utf-8")
    channel = brand.channels.earliest("pk")
    run = MetricsRun.objects.create(
        brand=brand,
        channel=channel,
        network=channel.network,
        by=cm,
        key=uuid4(),
        file_name=f"{brand.slug}.csv",
        format="meta_days",
        as_of=NOW.date(),
        state=RunState.DONE,
        read=2,
        taken=1,
        refused=1,
        refused_file=str(refused),
        created_at=NOW,
        finished_at=NOW,
    )
    one = Snapshot.objects.create(
        brand=brand,
        channel=channel,
        network=channel.network,
        scope=Scope.DAY,
        day=NOW.date(),
        source=Source.EXPORT,
        series="meta_days:reach",
        figures={"reach": 1_234},
        run=run,
        taken_at=NOW,
    )
    return {"figures/files/<": run, "figures/history/<": one}
