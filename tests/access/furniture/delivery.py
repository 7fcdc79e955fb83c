"""What the delivery of a brand's reports has: a reader without a login, and a link to a week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.weekly.models import ReportLink, ReportRecipient
from tests.access.furniture.when import NOW, WEEK


def of_the_delivery(brand: Brand, cm: User) -> dict[str, Any]:
    reader = ReportRecipient.objects.create(
        brand=brand,
        name=f"Administratrice de {brand.slug}",
        email=f"board@{brand.slug}.example",
        chosen_by=cm,
        chosen_at=NOW,
    )
    ReportRecipient.objects.create(brand=brand, user=cm, chosen_by=cm, chosen_at=NOW)
    link = ReportLink.objects.create(
        brand=brand,
        week=str(WEEK),
        name=f"Administratrice de {brand.slug}",
        digest=f"report-{brand.slug}",
        made_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    return {"reports/recipients/<": reader, "reports/links/<": link}
