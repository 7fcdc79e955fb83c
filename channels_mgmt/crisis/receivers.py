"""What the room does when it hears of others."""

from datetime import datetime
from typing import Any

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.services.alerts import tell_of_arrivals, tell_of_signal
from channels_mgmt.crisis.services.merging import follow_merge
from channels_mgmt.crisis.services.rhythms import doubt_rhythm
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.signals import classified, interactions_merged, interactions_taken_in


def connect() -> None:
    classified.connect(tell_who_decides, dispatch_uid="crisis.tell_of_signal")
    interactions_taken_in.connect(tell_of_what_came, dispatch_uid="crisis.tell_of_arrivals")
    interactions_merged.connect(follow_survivors, dispatch_uid="crisis.follow_survivors")


def tell_who_decides(*, interaction: Interaction, by: User, at: datetime, **_signal: Any) -> None:
    tell_of_signal(interaction=interaction, by=by, at=at)


def tell_of_what_came(*, brand: Brand, interactions: list[int], at: datetime, **_signal: Any) -> None:
    tell_of_arrivals(brand=brand, interactions=interactions, at=at)
    doubt_rhythm(brand, len(interactions))


def follow_survivors(*, survivors: dict[int, int], **_signal: Any) -> None:
    follow_merge(survivors)
