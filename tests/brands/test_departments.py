"""What managers change of departments, contacts, absences and experts, and what is refused to them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.choices import Media
from accounts.models import Absence, AuditEntry, Contact, Department, Expert
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.brands.services.departments import chart_of, close_department
from tests.cast import Cast

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHERE = "/b/wouri/departments/customer-service/"


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


def form(**values: Any) -> dict[str, Any]:
    week = {f"day_{day}": "08:00–12:00, 13h-17h" if day < 6 else "" for day in range(1, 8)}
    return {
        "kind": "customer_service", "name": "Service clients", "subjects": "", "reports_to": "",
        "time_zone": "Africa/Douala", "country": "CM", "region": "", **week, **values,
    }  # fmt: skip


def verbs(what: Any) -> list[str]:
    kept = AuditEntry.objects.filter(object_type=what._meta.label_lower, object_id=what.pk)
    listed = kept.exclude(verb="department.added", by=None).order_by("pk")
    return list(listed.values_list("verb", flat=True))


def contacts(cast: Cast) -> list[Contact]:
    listed = Contact.objects.filter(department=cast.department("customer_service"), left_at=None)
    return list(listed.select_related("department").order_by("is_head", "position"))


def test_a_department_is_changed_and_the_record_says_what(cast: Cast, manager: Client) -> None:
    legal = cast.department("legal")
    sent = form(subjects="Factures,  cartes SIM\nfactures; Cartes SIM", reports_to=legal.pk)
    assert manager.post(WHERE, sent).status_code == 303
    department = cast.department("customer_service")
    assert department.subjects == ["Factures", "cartes SIM"]
    assert department.reports_to == legal
    assert department.hours["1"] == [["08:00", "12:00"], ["13:00", "17:00"]]
    assert "6" not in department.hours
    entry = AuditEntry.objects.get(verb="department.changed", object_id=department.pk)
    assert entry.before["hours"]["1"] == [["08:00", "17:00"]]
    assert (entry.by, entry.brand_id) == (cast.manager, cast.brand.pk)
    assert manager.post(WHERE, sent).status_code == 303
    assert verbs(department).count("department.changed") == 1  # nothing changed the second time


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day_1", "huit heures"),
        ("day_1", "08:00-08:00"),
        ("day_1", "08:00-12:00, 11:00-17:00"),
        ("time_zone", "Africa/Bonaberi"),
        ("country", "XX"),
        ("region", "57"),
        ("kind", "astrology"),
        ("name", ""),
        ("subjects", "x" * 81),
    ],
)
def test_what_means_nothing_is_refused_and_kept_in_the_form(manager: Client, field: str, value: str) -> None:
    answer = manager.post(WHERE, form(**{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert value in answer.content.decode()


def test_a_region_with_holidays_of_its_own(cast: Cast, manager: Client) -> None:
    assert manager.post(WHERE, form(country="FR", region="57", time_zone="Europe/Paris")).status_code == 303
    assert cast.department("customer_service").region == "57"


def test_a_circle_in_the_chart_is_refused(cast: Cast, manager: Client) -> None:
    service, legal, finance = map(cast.department, ("customer_service", "legal", "finance"))
    legal.reports_to, finance.reports_to = service, legal
    legal.save()
    finance.save()
    assert manager.post(WHERE, form(reports_to=finance.pk)).status_code == 422
    assert manager.post(WHERE, form(reports_to=service.pk)).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.filter(pk=legal.pk).update(reports_to=legal)
    page = manager.get("/b/wouri/directory/chart/").content.decode()
    assert page.index(">Service clients<") < page.index(">Juridique<") < page.index(">Finances<")
    (top,) = chart_of([service, legal, finance], {service.pk: "Ada"})
    assert (top.head, [one.department for one in top.below]) == ("Ada", [legal])


def test_a_closed_department_is_asked_no_more_and_what_reported_to_it_moves_up(
    cast: Cast, manager: Client
) -> None:
    service, legal, finance = map(cast.department, ("customer_service", "legal", "finance"))
    legal.reports_to, service.reports_to = service, finance
    legal.save()
    service.save()
    assert manager.post(f"{WHERE}close/").status_code == 303
    service.refresh_from_db()
    legal.refresh_from_db()
    assert service.closed_at
    assert legal.reports_to == finance
    assert "Head of Contact" not in manager.get("/b/wouri/directory/").content.decode()
    assert manager.post(f"{WHERE}reopen/").status_code == 303
    assert verbs(service) == ["department.closed", "department.reopened"]


def test_a_department_is_added_with_hours_of_where_the_brand_is(cast: Cast, manager: Client) -> None:
    page = manager.get("/b/wouri/departments/new/").content.decode()
    assert "08:00–17:00" in page
    assert manager.post("/b/wouri/departments/new/", form(name="Réseau mobile")).status_code == 303
    made = Department.objects.get(name="Réseau mobile")
    assert (made.slug, made.company) == ("customer-service-2", cast.brand.company)
    assert verbs(made) == ["department.added"]


@pytest.mark.parametrize(
    "address",
    [
        "departments/{foreign_department}/", "departments/{foreign_department}/close/",
        "departments/{foreign_department}/reopen/", "departments/{foreign_department}/contacts/new/",
        "contacts/{contact}/", "contacts/{contact}/move/", "contacts/{contact}/leave/",
        "contacts/{contact}/reached/", "contacts/{contact}/absences/new/", "absences/{absence}/cancel/",
        "experts/{expert}/", "experts/{expert}/leave/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("brand", ["other_brand", "rival_brand"])
def test_nothing_of_another_company_is_reached_through_ones_own_brand(
    cast: Cast, manager: Client, address: str, brand: str
) -> None:
    foreign = getattr(cast, brand)
    department = cast.department("it", foreign)
    Department.objects.filter(pk=department.pk).update(slug="elsewhere")
    contact = add_contact(brand=foreign, department=department, name="X", email="x@example.com", by=None)
    absence = record_absence(
        brand=foreign, contact=contact, starts_on=AT.date(), ends_on=None, deputy=None, by=None
    )
    expert = Expert.objects.create(
        company=foreign.company, name="E", subjects=["a"], media=["press"], languages=["fr"], phone="1234567"
    )
    ids = {"contact": contact.pk, "absence": absence.pk, "expert": expert.pk}
    url = "/b/wouri/" + address.format(foreign_department="elsewhere", **ids)
    assert manager.post(url, form(line="phone")).status_code == 404
    contact.refresh_from_db()
    assert (contact.left_at, Absence.objects.get(pk=absence.pk).cancelled_at) == (None, None)


def test_foreign_ids_in_fields_are_refused(cast: Cast, manager: Client) -> None:
    foreign = cast.department("legal", cast.other_brand)
    stranger = Contact.objects.filter(department__company=cast.other_brand.company).first()
    mine = contacts(cast)[0]
    assert manager.post(WHERE, form(reports_to=foreign.pk)).status_code == 422
    absence = {"starts_on": "2026-03-02", "ends_on": "", "deputy": stranger.pk}
    assert manager.post(f"/b/wouri/contacts/{mine.pk}/absences/new/", absence).status_code == 422
    expert = {
        "name": "E", "subjects": "a", "media": ["press"], "languages": ["fr"], "phone": "6 00 00 00 00",
        "department": foreign.pk,
    }  # fmt: skip
    assert manager.post("/b/wouri/experts/new/", expert).status_code == 422
    check = {"contact": stranger.pk}
    assert manager.post("/b/wouri/directory/check/", check).status_code == 404
    with pytest.raises(ValidationError):
        record_absence(
            brand=cast.brand, contact=mine, starts_on=AT.date(), ends_on=None, deputy=stranger, by=None
        )
    assert not Absence.objects.exists()
    assert not Expert.objects.exists()


def test_an_expert_is_added_changed_and_taken_out(cast: Cast, manager: Client) -> None:
    sent = {
        "name": "Odile Ekambi", "subjects": "5G, antennes", "media": [Media.RADIO, Media.TELEVISION],
        "languages": ["fr", "en"], "whatsapp": "6 00 00 00 04", "conditions": "après accord",
    }  # fmt: skip
    assert manager.post("/b/wouri/experts/new/", {**sent, "whatsapp": ""}).status_code == 422
    assert manager.post("/b/wouri/experts/new/", {**sent, "media": []}).status_code == 422
    assert manager.post("/b/wouri/experts/new/", sent).status_code == 303
    expert = Expert.objects.get()
    assert (expert.subjects, expert.media) == (["5G", "antennes"], ["radio", "television"])
    assert manager.post(f"/b/wouri/experts/{expert.pk}/", {**sent, "name": "Odile E."}).status_code == 303
    assert "Odile E." in manager.get("/b/wouri/directory/").content.decode()
    assert manager.post(f"/b/wouri/experts/{expert.pk}/leave/").status_code == 303
    assert manager.get("/b/wouri/directory/").context["experts"] == []
    assert verbs(expert) == ["expert.added", "expert.changed", "expert.left"]


def test_holidays_to_be_confirmed_lead_to_where_people_confirm_them(cast: Cast, manager: Client) -> None:
    territory = cast.brand.territories.get()
    page = manager.get(WHERE)
    assert f"/house/territories/{territory.pk}/" in page.content.decode()
    assert page.context["holidays"]


def test_closing_twice_is_closing_once(cast: Cast) -> None:
    department = cast.department("it")
    for _time in range(2):
        close_department(brand=cast.brand, department=department, by=cast.manager)
    assert verbs(department) == ["department.closed"]
