from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.board import Need
from cmhub.lib.weeks import Week
from reporting.diagnoses.judging import RULES
from reporting.diagnoses.rules import overloaded, unsupported
from reporting.diagnoses.services.diagnosing import kept_last

WEIGHT = 8
OF_A_DIAGNOSIS = 4
TOLD_ELSEWHERE = (overloaded.CODE, unsupported.CODE)
"""The board has words of its own for these."""


def found_with_reports(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """What the manager's board says of teams that are not enough and of the other diagnoses, as kept with the
    last weekly reports.
    """
    for row in kept_last(user, list(brands)):
        slug = brands[row.brand_id].slug
        week = Week.parse(row.week).short_label()
        if row.is_overloaded:
            words = _("Overloaded in %(week)s") % {"week": week}
            url = reverse("diagnoses:staffing", args=[slug])
            yield Need(row.brand_id, words, url, "alert", WEIGHT)
        raised = row.raised or ()
        names = [str(RULES[code].label) for code in RULES if code in raised and code not in TOLD_ELSEWHERE]
        if names:
            words = _("Diagnoses of %(week)s: %(names)s") % {"names": ", ".join(names), "week": week}
            yield Need(
                row.brand_id, words, reverse("diagnoses:diagnoses", args=[slug]), "alert", OF_A_DIAGNOSIS
            )
