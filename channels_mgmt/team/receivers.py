from datetime import datetime

from accounts.models import Agency, Invitation, Leave, Membership, Territory, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.copying import Ground, Taken
from channels_mgmt.team.services import channels, copying, fitness, invitations, leaving, oncall, places


def furnish_new_brand(
    *, brand: Brand, by: User | None, at: datetime, usual_channel: bool, **_signal: object
) -> None:
    if usual_channel:
        channels.furnish_brand(brand=brand, by=by, at=at)


def copy_structure(*, ground: Ground, by: User, at: datetime, **_signal: object) -> list[Taken]:
    return copying.copy_team(ground, by=by, at=at)


def refuse_leaving_places(*, brand: Brand, territory: Territory, **_signal: object) -> None:
    places.refuse_leaving(brand, territory)


def end_what_they_held(*, agency: Agency, user: User, by: User, at: datetime, **_signal: object) -> None:
    leaving.end_all(agency=agency, user=user, by=by, at=at)


def close_what_lapsed(*, agency: Agency, user: User, at: datetime, **_signal: object) -> None:
    leaving.close_lapsed(agency=agency, user=user, at=at)


def give_what_was_offered(*, invitation: Invitation, user: User, at: datetime, **_signal: object) -> None:
    invitations.give_what_was_offered(invitation=invitation, user=user, at=at)


def refuse_fewer_hours(*, agency: Agency, user: User, hours: int, at: datetime, **_signal: object) -> None:
    fitness.refuse_fewer_hours(agency=agency, user=user, hours=hours, day=agency.day_of(at))


def forget_who_is_there(*, instance: BrandRole | Leave | Membership, **_signal: object) -> None:
    """Roles and leaves say who covers in their shifts."""
    if isinstance(instance, BrandRole):
        oncall.forget([instance.brand_id])
    else:
        oncall.forget_of([instance.user_id])
