from datetime import datetime

from accounts.models import Agency, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.services import channels, leaving


def furnish_new_brand(*, brand: Brand, by: User | None, at: datetime, **_signal: object) -> None:
    channels.furnish_brand(brand=brand, by=by, at=at)


def end_what_they_held(*, agency: Agency, user: User, by: User, at: datetime, **_signal: object) -> None:
    leaving.end_all(agency=agency, user=user, by=by, at=at)
