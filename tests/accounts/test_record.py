"""What the record keeps of an act, and that nobody changes it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client

from accounts.models import AuditEntry, Contact
from accounts.services.audit import changes, record
from channels_mgmt.brands.services.contacts import part_with
from channels_mgmt.brands.services.creation import change_identity
from cmhub.lib.origin import Origin, coming_from
from tests.cast import PASSWORD, Cast

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
PHONE = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 10) Chrome/120.0 Mobile Safari/537.36",
    "REMOTE_ADDR": "198.51.100.7",
}


def told(verb: str, **where: Any) -> AuditEntry:
    return AuditEntry.objects.filter(verb=verb, **where).latest("pk")


def test_a_line_says_from_where(cast: Cast) -> None:
    with coming_from(Origin("2001:db8::1", "Firefox · Linux")):
        record(verb="brand.changed", what=cast.brand, by=cast.manager, at=NOON)
    line = told("brand.changed")
    assert (line.address, line.device, line.source) == ("2001:db8::1", "Firefox · Linux", "")
    assert (line.label, line.by, line.at) == ("Wouri Mobile", cast.manager, NOON)


def test_a_page_gives_its_address_and_device(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    client.post("/b/wouri/settings/", {"name": "Wouri Plus", "sector": "", "time_zone": "x"}, **PHONE)
    line = told("brand.changed")
    assert (line.address, line.device) == ("198.51.100.7", "Chrome · Android")
    assert (line.before["name"], line.after["name"]) == ("Wouri Mobile", "Wouri Plus")


def test_only_what_differs_is_told_before_and_after(cast: Cast) -> None:
    change_identity(brand=cast.brand, by=cast.manager, name="Wouri Mobile", white_label=True)
    line = told("brand.changed")
    assert (line.before, line.after) == ({"white_label": False}, {"white_label": True})


def test_a_form_saved_as_it_was_is_told_of_by_no_line(cast: Cast) -> None:
    change_identity(brand=cast.brand, by=cast.manager, name="Wouri Mobile")
    assert not AuditEntry.objects.filter(verb="brand.changed").exists()


def test_relations_and_days_are_told_as_json_has_them(cast: Cast) -> None:
    role = cast.cm.brand_roles.get(brand=cast.brand)
    role.user, role.ends_on = cast.junior, NOON.date()
    assert changes(role, ["user", "ends_on", "role"]) == {
        "before": {"user_id": cast.cm.pk, "ends_on": None},
        "after": {"user_id": cast.junior.pk, "ends_on": "2026-11-16"},
    }


@pytest.mark.parametrize("name", ["password", "new_token", "client_secret", "digest", "otp"])
def test_secrets_are_refused(name: str, cast: Cast) -> None:
    with pytest.raises(ValueError, match="secret"):
        record(verb="person.changed", what=cast.cm, by=None, **{name: "x"})
    with pytest.raises(ValueError, match="secret"):
        record(verb="person.changed", what=cast.cm, by=None, after={name: "x"})
    with pytest.raises(ValueError, match="secret"):
        changes(cast.cm, ["password"])


def test_what_is_recorded_once_is_recorded_once(cast: Cast) -> None:
    for _time in range(2):
        record(verb="brand.changed", what=cast.brand, by=None, once="a")
    record(verb="brand.changed", what=cast.brand, by=None, once="b")
    assert AuditEntry.objects.filter(once__in="ab").count() == 2


def test_an_interaction_is_told_in_the_agency_of_its_brand(cast: Cast) -> None:
    from tests.access.things import furnish

    furnish(cast.brand, cast.cm)
    line = told("interaction.logged")
    assert (line.agency, line.label) == (cast.agency, "")


def test_who_loses_an_access_is_told(cast: Cast) -> None:
    part_with(brand=cast.brand, contact=Contact.objects.get(user=cast.contact), by=cast.manager)
    line = told("role.ended")
    assert (line.label, line.details["role"]) == (cast.contact.name, "department_contact")


# --- Coming and going -----------------------------------------------------------------------------


def test_logging_in_and_out_is_told_with_the_address(cast: Cast, client: Client) -> None:
    client.post("/login/", {"login": cast.cm.email, "password": PASSWORD}, **PHONE)
    client.post("/logout/", **PHONE)
    for verb in ("person.logged_in", "person.logged_out"):
        line = told(verb)
        assert (line.by, line.object_id, line.agency) == (cast.cm, cast.cm.pk, cast.agency)
        assert (line.address, line.device) == ("198.51.100.7", "Chrome · Android")


def test_a_try_with_a_wrong_password_is_told_of_nobody(cast: Cast, client: Client) -> None:
    client.post("/login/", {"login": cast.cm.email, "password": "a wrong guess"}, **PHONE)
    line = told("person.login_failed")
    assert (line.by, line.object_id, line.address) == (None, cast.cm.pk, "198.51.100.7")
    assert "guess" not in str([line.details, line.before, line.after, line.label])


def test_a_try_under_an_unknown_address_belongs_to_no_agency(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    before = AuditEntry.objects.count()
    client.post("/login/", {"login": "my-password@example.com", "password": "a wrong guess"}, **PHONE)
    assert AuditEntry.objects.count() == before
    (warning,) = [r.getMessage() for r in caplog.records if r.name == "accounts.log_ins"]
    assert "198.51.100.7" not in warning
    assert "my-password" not in warning


def test_a_changed_password_is_told_without_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.cm)
    new = "another long sentence"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/password/change/", form, **PHONE)
    assert told("person.password_changed").by == cast.cm
    assert new not in str(list(AuditEntry.objects.values()))


# --- Append-only ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_auditentry SET label = 'x'", "DELETE FROM accounts_auditentry"]
)
def test_not_even_the_owner_rewrites_a_line_by_mistake(statement: str, cast: Cast) -> None:
    with pytest.raises((InternalError, ProgrammingError), match="append_only"), transaction.atomic():
        connection.cursor().execute(statement)
