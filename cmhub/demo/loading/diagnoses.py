"""From when diagnoses are raised, for brands whose client has agreed on other thresholds than the usual."""

from datetime import datetime

from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.demo.loading.house import MANAGER
from reporting.diagnoses.services.thresholds import change_thresholds, thresholds_set

AGREED: dict[str, dict[str, float]] = {
    "nyongtel": {"deaf.share": 0.2},
    "kajoor-banque": {"uncovered.share": 0.1, "usurped_post.share": 0.15},
}


def agree(brand: Brand, people: dict[str, User], *, at: datetime) -> None:
    """Once: what people changed since stays."""
    held = thresholds_set(brand)
    if brand.slug in AGREED and not held.edition:
        change_thresholds(brand=brand, values=AGREED[brand.slug], edition=0, by=people[MANAGER], at=at)
