from datetime import datetime

from accounts.models import Agency, Invitation, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.services import assignments, channels, invitations, leaving


def furnish_new_brand(*, brand: Brand, by: User | None, at: datetime, **_signal: object) -> None:
    channels.furnish_brand(brand=brand, by=by, at=at)


def end_what_they_held(*, agency: Agency, user: User, by: User, at: datetime, **_signal: object) -> None:
    leaving.end_all(agency=agency, user=user, by=by, at=at)


def close_what_lapsed(*, agency: Agency, user: User, at: datetime, **_signal: object) -> None:
    leaving.close_lapsed(agency=agency, user=user, at=at)


def give_what_was_offered(*, invitation: Invitation, user: User, at: datetime, **_signal: object) -> None:
    invitations.give_what_was_offered(invitation=invitation, user=user, at=at)


def refuse_fewer_hours(*, agency: Agency, user: User, hours: int, at: datetime, **_signal: object) -> None:
    assignments.refuse_fewer_hours(agency=agency, user=user, hours=hours, day=agency.day_of(at))
