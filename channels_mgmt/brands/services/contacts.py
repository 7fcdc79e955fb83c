from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Agency, Contact, Department, User
from accounts.services import places
from accounts.services.audit import changes, record
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.creation import give_role
from cmhub.lib.editions import locked


def add_contact(
    *, brand: Brand, department: Department, by: User | None, at: datetime | None = None, **details: Any
) -> Contact:
    """Adds somebody who answers for a department; with a login, also the access to what is asked of it."""
    now = at or timezone.now()
    if department.company_id != brand.company_id:
        raise ValidationError(_("This department belongs to another company."))
    with transaction.atomic():
        contact = places.add_contact(department=department, **details)
        if contact.user is not None:
            _let_in(brand, contact, by, now)
        record(
            verb="contact.added",
            what=contact,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            department=department.pk,
        )
    return contact


def change_contact(
    *,
    brand: Brand,
    contact: Contact,
    by: User,
    is_head: bool | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Contact:
    """Changes a name, a line or a language; whoever is made head takes the place of who was.

    A line that changes is unconfirmed again. Raises ValidationError, in words, for nobody to be reached.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _held(brand, contact)
        for name, value in values.items():
            setattr(held, name, value)
        names = list(values)
        if is_head is not None and is_head != held.is_head:
            if is_head:
                _stand_down(brand, held.department, by, now)
            held.is_head = is_head
            names.append("is_head")
        held.full_clean()
        changed = changes(held, names)
        held.save(update_fields=names)
        if changed["before"]:
            _tell("contact.changed", held, brand, by, now, **changed)
    return held


def move_contact(
    *, brand: Brand, contact: Contact, up: bool, by: User, at: datetime | None = None
) -> Contact:
    """The contact changes places with the one asked just before, or just after; the head stays last."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _held(brand, contact)
        order = list(
            Contact.objects.select_for_update()
            .filter(department=held.department_id, left_at=None, is_head=False)
            .order_by("position", "pk")
        )
        place = next((n for n, other in enumerate(order) if other.pk == held.pk), None)
        aim = None if place is None else place + (-1 if up else 1)
        if place is None or aim is None or not 0 <= aim < len(order):
            return held
        order[place], order[aim] = order[aim], order[place]
        for position, other in enumerate(order, start=1):
            other.position = position
        Contact.objects.bulk_update(order, ["position"])
        _tell("contact.moved", held, brand, by, now, position=aim + 1)
    return held


def part_with(*, brand: Brand, contact: Contact, by: User, at: datetime | None = None) -> None:
    """The contact is asked no more and loses the access; what they answered keeps their name. Gone already is
    as good.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _there(brand, contact).first()
        if held is None:
            return
        held.left_at = now
        held.save(update_fields=["left_at"])
        today = brand.agency.day_of(now)
        for role in _roles_as_contact(held, today):
            _let_out(role, by, today, now)
        record(verb="contact.left", what=held, by=by, at=now, agency_id=brand.agency_id, brand_id=brand.pk)


def end_posts_of(*, agency: Agency, user: User, by: User, at: datetime | None = None) -> None:
    """Ends all that the person is on the agency's brands, and as a contact of its clients' departments."""
    now = at or timezone.now()
    today = agency.day_of(now)
    with transaction.atomic():
        for role in BrandRole.objects.lasting(today).filter(brand__agency=agency, user=user):
            role.end(today)
            record(
                verb="role.ended",
                what=user,
                by=by,
                at=now,
                agency_id=agency.pk,
                brand_id=role.brand_id,
                role=role.role,
            )
        posts = Contact.objects.filter(department__company__agency=agency, user=user, left_at=None)
        for contact in posts:
            contact.left_at = now
            contact.save(update_fields=["left_at"])
            record(verb="contact.left", what=contact, by=by, at=now, agency_id=agency.pk)


def _held(brand: Brand, contact: Contact) -> Contact:
    """The contact as they stand; raises GoneMeanwhileError for one who left."""
    return locked(_there(brand, contact), contact.pk)


def _there(brand: Brand, contact: Contact) -> QuerySet[Contact]:
    """The contact as they stand, with the department kept from others until the transaction ends."""
    Department.objects.select_for_update().get(pk=contact.department_id, company=brand.company_id)
    return Contact.objects.select_related("department").filter(pk=contact.pk, left_at=None)


def _stand_down(brand: Brand, department: Department, by: User, now: datetime) -> None:
    """The head becomes the contact who is asked last."""
    for head in department.contacts.filter(is_head=True, left_at=None):
        head.is_head, head.position = False, department.contacts.count() + 1
        changed = changes(head, ["is_head", "position"])
        head.save(update_fields=["is_head", "position"])
        _tell("contact.changed", head, brand, by, now, **changed)


def _tell(verb: str, contact: Contact, brand: Brand, by: User, at: datetime, **more: Any) -> None:
    record(verb=verb, what=contact, by=by, at=at, agency_id=brand.agency_id, brand_id=brand.pk, **more)


def _roles_as_contact(contact: Contact, today: date) -> list[BrandRole]:
    if contact.user is None:
        return []
    lasting = BrandRole.objects.lasting(today).filter(
        user=contact.user, department=contact.department, role=Role.DEPARTMENT_CONTACT
    )
    return list(lasting.select_related("brand", "user"))


def _let_out(role: BrandRole, by: User, today: date, now: datetime) -> None:
    """Ends the access today; one that has not begun is taken back whole."""
    record(
        verb="role.taken_back" if role.starts_on >= today else "role.ended",
        what=role,
        by=by,
        at=now,
        agency_id=role.brand.agency_id,
        brand_id=role.brand_id,
        role=role.role,
        user=role.user_id,
    )
    role.end(today)


def _let_in(brand: Brand, contact: Contact, by: User | None, now: datetime) -> None:
    """Gives the access on every brand of the company, since a department answers for all of them."""
    held = set(
        BrandRole.objects.current(now)
        .filter(user=contact.user, department=contact.department, role=Role.DEPARTMENT_CONTACT)
        .values_list("brand_id", flat=True)
    )
    for sister in Brand.objects.filter(company=brand.company_id).exclude(pk__in=held):
        give_role(
            brand=sister,
            user=contact.user,  # type: ignore[arg-type]
            role=Role.DEPARTMENT_CONTACT,
            department=contact.department,
            by=by,
            at=now,
        )
