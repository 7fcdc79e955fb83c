from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.board import Need
from cmhub.lib.weeks import Week
from reporting.diagnoses.judging import RULES
from reporting.diagnoses.rules import overloaded as overloaded_rule
from reporting.diagnoses.rules import unsupported
from reporting.diagnoses.services.diagnosing import raised_of
from reporting.diagnoses.services.staffing import overloaded_needs

WEIGHT = 8
OF_A_DIAGNOSIS = 4
TOLD_ELSEWHERE = (overloaded_rule.CODE, unsupported.CODE)
"""The board has words of its own for these."""


def overloaded(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """What the manager's board says of teams that are not enough, as kept with the last weekly reports."""
    for brand, week in overloaded_needs(user, brands):
        yield Need(
            brand_id=brand,
            words=_("Overloaded in %(week)s") % {"week": Week.parse(week).short_label()},
            url=reverse("diagnoses:staffing", args=[brands[brand].slug]),
            icon="alert",
            weight=WEIGHT,
        )


def diagnosed(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """The other diagnoses of each brand, as kept with its last weekly report, in one line."""
    for brand, week, raised in raised_of(user, brands):
        codes = [code for code in RULES if code in raised and code not in TOLD_ELSEWHERE]
        if codes:
            names = ", ".join(str(RULES[code].label) for code in codes)
            told = {"names": names, "week": Week.parse(week).short_label()}
            yield Need(
                brand_id=brand,
                words=_("Diagnoses of %(week)s: %(names)s") % told,
                url=reverse("diagnoses:diagnoses", args=[brands[brand].slug]),
                icon="alert",
                weight=OF_A_DIAGNOSIS,
            )
