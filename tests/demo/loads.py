"""A small part of the demonstration, loaded for tests."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import Agency, AuditEntry
from cmhub.demo.loading.agency import BEGUN, load
from cmhub.demo.plan import Plan
from cmhub.demo.traffic import build
from cmhub.lib.weeks import Week

OURS = {"brand__agency__slug": "demo"}
BRANDS = ("vina-assurances", "logone-voyages")


def load_some(tell: Callable[[str], None] = str) -> Agency:
    return load(tell=tell, weeks=3, only=BRANDS)


def plan_of(agency: Agency) -> Plan:
    begun = AuditEntry.objects.get(agency=agency, verb=BEGUN).details
    return build(
        seed=begun["seed"],
        last_week=Week.parse(begun["last_week"]),
        weeks=3,
        until=datetime.fromisoformat(begun["until"]),
        only=BRANDS,
    )
