"""What somebody holds on an agency's brands ends, or goes to somebody else, when they leave."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Agency, Membership, User
from accounts.services.audit import record
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.brands.services.contacts import end_posts_of
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.assignments import end_assignment
from channels_mgmt.team.services.handovers import held_from


def end_all(*, agency: Agency, user: User, by: User, at: datetime | None = None) -> None:
    """Ends the person's assignments, then all their roles on the agency's brands, today."""
    now = at or timezone.now()
    with transaction.atomic():
        for assignment in held_from(agency, user, now).select_related("brand__agency", "brand_role"):
            end_assignment(assignment=assignment, by=by, on=agency.day_of(now), at=now)
        end_posts_of(agency=agency, user=user, by=by, at=now)


def close_lapsed(*, agency: Agency, user: User, at: datetime) -> None:
    """Whoever comes back after their place was over comes without what they had: what lapsed with it is
    written as ended.
    """
    over = Membership.objects.filter(agency=agency, user=user, ends_on__lte=agency.day_of(at))
    last = over.aggregate(day=Max("ends_on"))["day"]
    if last is None:
        return
    with transaction.atomic():
        begun = {"brand__agency": agency, "user": user, "starts_on__lt": last}
        Assignment.objects.lasting(last).filter(**begun).update(ends_on=last)
        for role in BrandRole.objects.lasting(last).filter(**begun):
            role.ends_on = last
            role.save(update_fields=["ends_on"])
            record(
                verb="role.ended",
                what=role,
                by=None,
                at=at,
                agency_id=agency.pk,
                brand_id=role.brand_id,
                user=user.pk,
                role=role.role,
            )
