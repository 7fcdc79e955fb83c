"""One thing of each kind on a brand, so that the walk can fill in the parameters of every address."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from accounts.choices import DepartmentKind
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.lifecycle import open_escalation
from channels_mgmt.inbox.models import Interaction, IntakeRun
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.models import Assignment
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport
from reporting.weekly.qualitative import empty_qualitative

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
WEEK = Week.parse("2026-W46")


def furnish(brand: Brand, cm: User) -> dict[str, Any]:
    """Things of the brand by the beginning of the addresses that name them."""
    channel = brand.channels.order_by("pk").first()
    interaction = log_interaction(
        brand=brand, channel=channel, author="Awa Ndiaye", text="Toujours pas de réseau", sent_at=NOW,
        kind="complaint", by=cm, key=uuid4(), at=NOW,
    )
    department = brand.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE)
    escalation = open_escalation(
        interaction=interaction, question="Que répondre ?", department=department, by=cm, at=NOW
    )
    run = IntakeRun.objects.create(
        brand=brand, channel=channel, by=cm, key=uuid4(), file_name="messages.csv", stored_file="", created_at=NOW
    )
    report = WeeklyReport.objects.create(
        brand=brand, week=str(WEEK), starts_at=WEEK.start(brand.time_zone), ends_at=WEEK.end(brand.time_zone),
        time_zone=brand.time_zone, computed_at=NOW, qualitative=empty_qualitative(), quantitative={},
    )
    return {"interaction": interaction, "escalation": escalation, "run": run, "report": report}
