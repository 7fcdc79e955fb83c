from datetime import datetime

from accounts.models import User
from channels_mgmt.brands.services.copying import Ground, Taken
from channels_mgmt.strategy.services.copying import copy_strategy


def copy_structure(*, ground: Ground, by: User, at: datetime, **_signal: object) -> list[Taken]:
    return copy_strategy(ground, by=by, at=at)
