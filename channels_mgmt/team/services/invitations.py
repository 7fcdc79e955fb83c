"""Inviting somebody onto one brand, and what they are there once they accept."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import BRAND_ROLES, Role
from accounts.models import Contact, Department, Invitation, User
from accounts.services.invitations import Offer, invite
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.team.services.roles import give_brand_role

WITH_DEPARTMENT = (Role.COMMUNITY_MANAGER, Role.DEPARTMENT_CONTACT)


def invite_to_brand(
    *,
    brand: Brand,
    name: str,
    email: str,
    role: str,
    by: User,
    department: Department | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    language: str = "fr",
    hours_per_week: int = 40,
    at: datetime | None = None,
) -> Invitation:
    """Asks somebody by e-mail to be something on the brand: a department's contact with the department.

    Raises ValidationError, in words, for a role that is none of a brand, a department of another company,
    and days that contradict.
    """
    if role not in BRAND_ROLES:
        raise ValidationError({"role": _("This role is given on the whole agency, not on one brand.")})
    if department is None and role == Role.DEPARTMENT_CONTACT:
        raise ValidationError({"department": _("A department contact belongs to a department.")})
    if department is not None and department.company_id != brand.company_id:
        raise ValidationError({"department": _("This department belongs to another company.")})
    if department is not None and role not in WITH_DEPARTMENT:
        raise ValidationError(
            {"department": _("Only a contact and a department’s own community manager have a department.")}
        )
    offer = Offer(
        brand_id=brand.pk,
        brand_name=brand.name,
        brand_role=role,
        department=department,
        starts_on=starts_on,
        ends_on=ends_on,
        in_name_of=brand.name if brand.white_label else "",
    )
    return invite(
        agency=brand.agency,
        name=name,
        email=email,
        by=by,
        language=language,
        hours_per_week=hours_per_week,
        offer=offer,
        at=at,
    )


def give_what_was_offered(*, invitation: Invitation, user: User, at: datetime) -> None:
    """Gives the role, from today or later; nothing of a brand that is gone or a role that is over by now."""
    brands = Brand.objects.select_related("agency").filter(pk__in=[invitation.brand_id], archived_at=None)
    brand = brands.first()
    today = invitation.agency.day_of(at)
    if brand is None or (invitation.ends_on and invitation.ends_on <= today):
        return
    is_contact = invitation.brand_role == Role.DEPARTMENT_CONTACT
    with transaction.atomic():
        if is_contact:
            _make_contact(brand, invitation, user, at)
        # A department answers for all brands of its company.
        sisters = Brand.objects.filter(company=brand.company_id, archived_at=None).exclude(pk=brand.pk)
        for place in [brand, *(sisters.select_related("agency") if is_contact else ())]:
            _give(place, invitation, user, max(invitation.starts_on or today, today), at)


def _give(brand: Brand, invitation: Invitation, user: User, first_day: date, at: datetime) -> None:
    try:
        with transaction.atomic():
            give_brand_role(
                brand=brand,
                user=user,
                role=invitation.brand_role,
                by=invitation.invited_by or user,
                starts_on=first_day,
                ends_on=invitation.ends_on,
                department=invitation.department,
                at=at,
            )
    except ValidationError:
        return  # they have the role by now


def _make_contact(brand: Brand, invitation: Invitation, user: User, at: datetime) -> None:
    """Whoever stands among the department's contacts already has a login from now on."""
    if invitation.department is None:
        return
    known = Contact.objects.filter(
        department=invitation.department, email__iexact=user.email, left_at=None, user=None
    )
    posts = Contact.objects.filter(department=invitation.department, user=user, left_at=None)
    if known.update(user=user) or posts.exists():
        return
    contact = add_contact(
        brand=brand,
        department=invitation.department,
        by=invitation.invited_by,
        at=at,
        name=user.name,
        email=user.email,
        language=user.language,
    )
    contact.user = user  # only now: the role is given with the days that were offered
    contact.save(update_fields=["user"])
