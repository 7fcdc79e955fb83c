from datetime import datetime

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.services import channels


def furnish_new_brand(*, brand: Brand, by: User | None, at: datetime, **_signal: object) -> None:
    channels.furnish_brand(brand=brand, by=by, at=at)
