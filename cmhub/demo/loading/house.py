"""The agency's people; the brands with their channels, departments and assignments. Safe to run again."""

from datetime import datetime

from accounts.choices import Role
from accounts.models import Agency, User
from accounts.services.people import bring_in
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.brands.services.creation import create_brand, give_role
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.channels import open_channel
from cmhub.demo import cast as told
from cmhub.demo.loading import readiness, strategies
from cmhub.demo.loading.channels import tell_channels
from cmhub.lib.working_time import weekly_hours

MANAGER = "manager@demo.example"


def people_of(agency: Agency) -> dict[str, User]:
    """The agency's people by e-mail."""
    return {user.email: user for user in User.objects.filter(memberships__agency=agency).distinct()}


def bring_people_in(agency: Agency, *, at: datetime) -> None:
    """Everybody of the cast becomes a member. They are made first, so that no welcome is sent to them."""
    here = people_of(agency)
    for person in told.cast().people:
        if person.email in here:
            continue
        if not User.objects.filter(email=person.email).exists():
            User.objects.create_user(person.email, None, name=person.name, time_zone=person.zone)
        bring_in(
            agency=agency,
            name=person.name,
            email=person.email,
            by=None,
            role=person.role,
            hours_per_week=person.hours,
            at=at,
        )


def furnish(agency: Agency, brand_told: told.Brand, *, at: datetime) -> Brand:
    """The brand with its channels, departments, contacts and who is what on it."""
    people = people_of(agency)
    manager = people[MANAGER]
    brand = Brand.objects.filter(slug=brand_told.slug).first() or create_brand(
        agency=agency,
        name=brand_told.name,
        slug=brand_told.slug,
        countries=brand_told.countries,
        company_name=brand_told.company,
        sector=brand_told.label,
        white_label=brand_told.white_label,
        by=manager,
        at=at,
    )
    _add_contacts(brand, people, manager, at)
    for channel in brand_told.channels:
        _open(brand, brand_told, channel, manager, at)
    for person in told.cast().people:
        if brand.slug in person.executive_of:
            _give(brand, people[person.email], Role.EXECUTIVE, manager, at)
        if brand.slug in person.decides_for:
            _give(brand, people[person.email], Role.DECISION_MAKER, manager, at)
    strategies.write(brand, brand_told, people, at=at)
    readiness.agree(brand, brand_told, people, at=at)
    readiness.check_first(brand, people, at=at)
    _assign(brand, people, manager, at)
    tell_channels(brand, manager, at=at)
    return brand


def _add_contacts(brand: Brand, people: dict[str, User], by: User, at: datetime) -> None:
    departments = {department.kind: department for department in brand.company.departments.all()}
    present = set(
        brand.company.departments.filter(contacts__isnull=False).values_list("kind", "contacts__name")
    )
    for contact in told.cast().contacts:
        if contact.brand != brand.slug or (contact.department, contact.name) in present:
            continue
        add_contact(
            brand=brand,
            department=departments[contact.department],
            by=by,
            at=at,
            name=contact.name,
            email=contact.email,
            phone=contact.phone,
            whatsapp=contact.whatsapp,
            is_head=contact.is_head,
            user=people.get(contact.user),
        )


def _open(brand: Brand, brand_told: told.Brand, channel: told.Channel, by: User, at: datetime) -> None:
    if Channel.objects.filter(brand=brand, slug=channel.slug).exists():
        return
    days = [day for day in range(1, 8) if day not in brand_told.weekend]
    staffed = channel.purpose in (Purpose.CUSTOMER_SERVICE, Purpose.TECH_SUPPORT)
    open_channel(
        brand=brand,
        network=channel.network,
        purpose=channel.purpose,
        slug=channel.slug,
        handle=f"@{channel.slug.replace('-', '_')}",
        url=f"https://reseaux.example/{channel.network}/{channel.slug}",
        hours=weekly_hours("08:00", "18:00", days=days) if staffed else {},
        department=brand.company.departments.get(kind=channel.department) if channel.department else None,
        by=by,
        at=at,
    )


def _assign(brand: Brand, people: dict[str, User], by: User, at: datetime) -> None:
    channels = {channel.slug: channel for channel in brand.channels.all()}
    for place in told.cast().assignments:
        channel, user = channels.get(place.channel), people[place.person]
        if place.brand != brand.slug:
            continue
        if Assignment.objects.filter(brand=brand, channel=channel, user=user, role=place.role).exists():
            continue
        assign(
            brand=brand,
            user=user,
            role=place.role,
            by=by,
            channel=channel,
            is_lead=place.is_lead,
            under_supervision=place.under_supervision,
            hours_per_week=place.hours,
            at=at,
        )


def _give(brand: Brand, user: User, role: Role, by: User, at: datetime) -> None:
    if not BrandRole.objects.filter(brand=brand, user=user, role=role).exists():
        give_role(brand=brand, user=user, role=role, by=by, at=at)
