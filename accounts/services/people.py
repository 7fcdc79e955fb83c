from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, Membership, User
from accounts.services.audit import record


def bring_in(
    *,
    agency: Agency,
    name: str,
    email: str,
    by: User | None,
    role: str = "",
    hours_per_week: int = 40,
    language: str = "fr",
    at: datetime | None = None,
) -> User:
    """Makes somebody a member of the agency without asking them: for setting up and for demonstrations.

    Who is known by this e-mail already is taken as they are, under the name they gave themselves.
    """
    now = at or timezone.now()
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(
                email, None, name=name, language=language, time_zone=agency.time_zone
            )
        membership = Membership(
            agency=agency,
            user=user,
            role=role,
            hours_per_week=hours_per_week,
            starts_on=agency.day_of(now),
        )
        membership.full_clean()
        membership.save()
        record(verb="person.brought_in", what=user, by=by, at=now, agency_id=agency.pk, role=role)
    return user
