"""What people wrote of a week whose report is a draft."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Message
from reporting.weekly.models import DecisionAsked, Insight, Recommendation, WeeklyReport
from reporting.weekly.services import quoting, words
from reporting.weekly.services.following import tie
from tests.access.furniture.when import NOW, WEEK

OF_A_REPORT = (
    "reports/insights/<",
    "reports/recommendations/<",
    "reports/decisions/<",
    "reports/quotations/<",
    "write/frustrations/<",
)
"""What names one of them in an address."""


def of_the_report(brand: Brand, cm: User) -> dict[str, Any]:
    report = WeeklyReport.objects.select_related("brand").get(brand=brand, week=str(WEEK))
    said = Message.objects.filter(brand=brand, direction="in").exclude(text="").earliest("pk")
    rows = [
        words.add(kind=kind, report=report, key=uuid4(), values=values, by=cm, at=NOW)
        for kind, values in (
            (Insight, {"text": f"Appris de {brand.slug}", "area": "product"}),
            (Recommendation, {"text": f"À faire chez {brand.slug}", "owner": cm}),
            (DecisionAsked, {"text": f"Décider pour {brand.slug} ?"}),
        )
    ]
    quotation = quoting.pick(message=said, brand=brand, area="image", by=cm, at=NOW)
    tied = tie(brand=brand, persona=uuid4(), theme=f"Coupures de {brand.slug}", by=cm, at=NOW)
    return {
        **dict(zip(OF_A_REPORT, (*rows, quotation, tied), strict=True)),
        "reports/quote/<": said,
    }
