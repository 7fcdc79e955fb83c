"""In whose hours an escalation's deadlines are counted."""

from datetime import datetime

from accounts.models import Department, Territory
from accounts.services.holidays import corrections_of
from accounts.services.hours import built, calendar_of
from accounts.services.leaves import leaves_of
from accounts.services.places import working_days
from channels_mgmt.brands.models import Brand
from cmhub.lib.working_time import Calendar, weekly_hours


def calendar_for(
    brand: Brand, department: Department | None, *, at: datetime, around_the_clock: bool = False
) -> Calendar:
    """The department's hours in its time zone, with its exceptional days, without its country's public
    holidays, as the agency corrects them, and without the days on which nobody there answers; or day and
    night.

    Without a department, or for one without hours, 08:00–17:00 on the working days of the brand's
    first territory.
    """
    if around_the_clock:
        return Calendar.around_the_clock(department.time_zone if department else brand.time_zone)
    leaves = leaves_of([department.pk], at).get(department.pk, ()) if department else ()
    if department and department.hours:
        return calendar_of(department, agency=brand.agency_id, at=at, leaves=leaves)
    territory = first_territory(brand)
    days = working_days(territory) if territory else (1, 2, 3, 4, 5)
    place = (territory.country, territory.region) if territory else ("", "")
    said = corrections_of(brand.agency_id, *place)
    return built(
        weekly_hours(days=days),
        brand.time_zone,
        place,
        at=at,
        corrections=said,
        exceptions=department.exceptions if department else {},
        leaves=leaves,
    )


def first_territory(brand: Brand) -> Territory | None:
    presence = brand.presences.select_related("territory").first()
    return presence.territory if presence else None
