"""Somebody is invited onto one brand, and has the role that was offered once they accept."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AuditEntry, Contact, Invitation, Membership, Notification, User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.team.services.invitations import invite_to_brand
from tests.cast import Cast, client_of

CHOSEN = {"name": "Nadia Essomba", "password": "une phrase bien à moi"}
FORM = {
    "name": "Nadia Essomba",
    "email": "nadia@example.com",
    "language": "fr",
    "role": Role.EXECUTIVE,
    "hours_per_week": 0,
}
INVITE = "/b/wouri/access/invite/"


def accept_by_mail() -> User:
    body = Notification.objects.filter(key__startswith="invitation:").latest("pk").body
    found = re.search(r"http://testserver(/invitations/\S+/)", body)
    assert found
    client = Client()
    page = client.get(found[1]).content.decode()
    assert "Wouri Mobile" in page
    client.post(found[1], CHOSEN)
    assert client.get("/b/wouri/").status_code in (200, 302, 403)
    return User.objects.get(email=FORM["email"])


def test_the_role_and_no_other_brand_are_theirs(cast: Cast) -> None:
    until = timezone.now().date() + timedelta(days=90)
    answer = client_of(cast.manager).post(INVITE, {**FORM, "ends_on": until.isoformat()}, follow=True)
    assert "nadia@example.com" in answer.content.decode()
    assert not BrandRole.objects.filter(user__email=FORM["email"]).exists()

    user = accept_by_mail()
    held = BrandRole.objects.get(user=user)
    assert (held.brand, held.role, held.ends_on) == (cast.brand, Role.EXECUTIVE, until)
    assert held.starts_on == cast.agency.day_of(timezone.now())
    assert list(Brand.objects.visible_to(user)) == [cast.brand]
    assert Membership.objects.get(user=user).role == ""
    given = AuditEntry.objects.get(verb="role.given", object_id=held.pk)
    assert (given.by, given.brand_id) == (cast.manager, cast.brand.pk)


def test_a_contact_answers_for_their_department_on_all_brands_of_the_company(cast: Cast) -> None:
    sister = create_brand(
        agency=cast.agency, name="Wouri Money", countries=["CM"], company_name="Wouri Mobile", by=None
    )
    technical = cast.department("technical")
    client_of(cast.manager).post(
        INVITE, {**FORM, "role": Role.DEPARTMENT_CONTACT, "department": technical.pk}
    )
    user = accept_by_mail()
    contact = Contact.objects.get(user=user)
    assert (contact.department, contact.email, contact.left_at) == (technical, FORM["email"], None)
    assert set(Brand.objects.visible_to(user)) == {cast.brand, sister}
    assert rights_of(user, cast.brand).roles == {Role.DEPARTMENT_CONTACT}
    assert set(user.brand_roles.values_list("department", flat=True)) == {technical.pk}


def test_somebody_who_is_asked_already_gets_their_login(cast: Cast) -> None:
    technical = cast.department("technical")
    known = Contact.objects.create(department=technical, name="Nadia", email="Nadia@example.com")
    invite_to_brand(
        brand=cast.brand,
        name="Nadia",
        email="nadia@example.com",
        role=Role.DEPARTMENT_CONTACT,
        department=technical,
        by=cast.manager,
    )
    user = accept_by_mail()
    known.refresh_from_db()
    assert known.user == user
    assert Contact.objects.filter(department=technical, user=user).count() == 1


def test_a_department_s_own_cm_is_bound_to_it(cast: Cast) -> None:
    hr = cast.department("hr")
    client_of(cast.manager).post(INVITE, {**FORM, "role": Role.COMMUNITY_MANAGER, "department": hr.pk})
    access = rights_of(accept_by_mail(), cast.brand)
    assert access.bound_to == {hr.pk}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": Role.MANAGER}, "role"),
        ({"role": Role.DEPARTMENT_CONTACT}, "department"),
        ({"role": Role.EXECUTIVE, "department": "wouri"}, "department"),
        ({"department": "sanaga", "role": Role.DEPARTMENT_CONTACT}, "department"),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "ends_on"),
        ({"email": "not an address"}, "email"),
        ({"hours_per_week": 400}, "hours_per_week"),
    ],
)
def test_what_contradicts_is_refused_in_words(change: dict[str, object], words: str, cast: Cast) -> None:
    companies = {"wouri": cast.brand, "sanaga": cast.other_brand}
    if "department" in change:
        change = {**change, "department": cast.department("hr", companies[str(change["department"])]).pk}
    answer = client_of(cast.manager).post(INVITE, {**FORM, **change})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not Invitation.objects.exists()


def test_a_department_of_another_company_is_refused_by_the_service_too(cast: Cast) -> None:
    for role, department in (
        (Role.DEPARTMENT_CONTACT, cast.department("hr", cast.rival_brand)),
        (Role.STRATEGIST, None),
    ):
        with pytest.raises(ValidationError):
            invite_to_brand(
                brand=cast.brand, name="N", email="n@example.com", role=role, department=department,
                by=cast.manager,
            )  # fmt: skip


def test_nobody_invites_onto_a_brand_of_another_agency_or_without_the_right(cast: Cast) -> None:
    for user, status in ((cast.rival, 404), (cast.cm, 403), (cast.executive, 403), (cast.other_cm, 404)):
        assert client_of(user).post(INVITE, FORM).status_code == status
    assert client_of(cast.manager).post("/b/oasis/access/invite/", FORM).status_code == 404
    assert not Invitation.objects.exists()


def test_the_lists_say_what_was_offered(cast: Cast) -> None:
    hr = cast.department("hr")
    invite_to_brand(
        brand=cast.brand,
        name="Nadia",
        email="nadia@example.com",
        role=Role.COMMUNITY_MANAGER,
        department=hr,
        starts_on=date(2031, 1, 1),
        ends_on=date(2031, 7, 1),
        by=cast.manager,
    )
    for page in ("/people/", "/b/wouri/access/"):
        words = client_of(cast.manager).get(page).content.decode()
        for said in ("nadia@example.com", "Wouri Mobile", hr.name, "1er juillet 2031", "Community manager"):
            assert said.lower() in words.lower(), said
    assert "nadia@example.com" not in client_of(cast.manager).get("/b/sanaga/access/").content.decode()
    assert "nadia@example.com" not in client_of(cast.strategist).get("/b/wouri/access/").content.decode()


def test_an_offer_that_is_over_gives_nothing_and_one_to_come_begins_on_its_day(cast: Cast) -> None:
    now = timezone.now()
    days = {"starts_on": now.date() + timedelta(days=2), "ends_on": now.date() + timedelta(days=4)}
    for email, accepted_in, begins in (("a@example.com", 0, True), ("b@example.com", 5, False)):
        invite_to_brand(brand=cast.brand, name="A", email=email, role=Role.EXECUTIVE, by=cast.manager, **days)
        body = Notification.objects.filter(email=email).latest("pk").body
        path = body.split("http://testserver")[1].split()[0]
        with time_machine.travel(now + timedelta(days=accepted_in)):
            Client().post(path, CHOSEN)
            held = BrandRole.objects.filter(user__email=email)
            assert list(held.values_list("starts_on", flat=True)) == ([days["starts_on"]] if begins else [])
            assert not Brand.objects.visible_to(User.objects.get(email=email)).exists()


def test_a_white_label_brand_invites_in_its_own_name(cast: Cast) -> None:
    Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
    client_of(cast.manager).post(INVITE, FORM)
    message = Notification.objects.filter(key__startswith="invitation:").get()
    assert "Kamer Com" not in message.subject + message.body + message.sender_name
    path = message.body.split("http://testserver")[1].split()[0]
    assert "Kamer Com" not in Client().get(path).content.decode()
    Invitation.objects.update(revoked_at=timezone.now())
    assert "Kamer Com" not in Client().get(path).content.decode()
