"""A small part of the demonstration, loaded for tests."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import Agency, AuditEntry
from cmhub.demo.loading.agency import load
from cmhub.demo.loading.story import BEGUN, WENT_ON
from cmhub.demo.plan import Plan, Telling
from cmhub.demo.traffic import tell as tell_story
from cmhub.lib.weeks import Week

OURS = {"brand__agency__slug": "demo"}
BRANDS = ("vina-assurances", "logone-voyages")
WEEKS = 3


def load_some(tell: Callable[[str], None] = str, at: datetime | None = None) -> Agency:
    return load(tell=tell, weeks=WEEKS, only=BRANDS, at=at)


def plans_of(agency: Agency) -> list[Plan]:
    """What was planned at each telling, the first one first."""
    entries = AuditEntry.objects.filter(agency=agency, verb__in=(BEGUN, WENT_ON)).order_by("pk")
    kept = [entry.details for entry in entries]
    tellings = [Telling(Week.parse(one["last_week"]), datetime.fromisoformat(one["until"])) for one in kept]
    return [
        tell_story(seed=kept[0]["seed"], tellings=tellings[:number], weeks=WEEKS, only=BRANDS)
        for number in range(1, len(tellings) + 1)
    ]


def plan_of(agency: Agency) -> Plan:
    return plans_of(agency)[0]
