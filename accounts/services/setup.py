"""The one-time link by which the first administrator of a fresh installation is made."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.choices import HouseKind, Role
from accounts.models import Agency, Membership, SetupLink, User
from accounts.services.audit import record
from accounts.services.places import country_named, territory_of
from cmhub.lib.links import digest_of, new_token
from cmhub.lib.scope import everything

VALID_FOR = timedelta(days=2)


def issue_setup_link(*, at: datetime | None = None) -> str | None:
    """A fresh token, or None once there is an administrator. Earlier unused tokens stop working."""
    now = at or timezone.now()
    if Membership.objects.filter(role=Role.ADMINISTRATOR).exists():
        return None
    token = new_token()
    with transaction.atomic():
        SetupLink.objects.filter(used_at=None).delete()
        SetupLink.objects.create(digest=digest_of(token), created_at=now, expires_at=now + VALID_FOR)
    return token


def find_setup_link(token: str, *, at: datetime | None = None) -> SetupLink | None:
    now = at or timezone.now()
    return SetupLink.objects.filter(digest=digest_of(token), used_at=None, expires_at__gt=now).first()


def set_up_agency(
    *,
    link: SetupLink,
    agency_name: str,
    name: str,
    email: str,
    password: str,
    kind: str = HouseKind.AGENCY,
    country: str = "CM",
    at: datetime | None = None,
) -> User:
    """Makes the agency and its first administrator, and uses the link up."""
    now = at or timezone.now()
    with everything(), transaction.atomic():
        if not SetupLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
            raise ValidationError(_("This link has already been used."))
        if Membership.objects.filter(role=Role.ADMINISTRATOR).exists():
            raise ValidationError(_("This installation has an administrator already: log in."))
        zone = country_named(country).time_zone
        slug = free_slug(agency_name)
        agency = Agency.objects.create(slug=slug, name=agency_name, kind=kind, time_zone=zone)
        territory_of(agency=agency, country=country)
        user = User.objects.create_user(email, password, name=name, time_zone=zone)
        Membership.objects.create(
            agency=agency, user=user, role=Role.ADMINISTRATOR, starts_on=agency.day_of(now)
        )
        record(verb="agency.set_up", what=agency, by=user, at=now, agency_id=agency.pk)
    return user


def free_slug(name: str) -> str:
    """A slug for the agency that no other has."""
    stem = slugify(name)[:50] or "agence"
    slug, number = stem, 2
    while Agency.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug
