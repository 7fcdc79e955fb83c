"""A second factor: set up, asked for at login, and required by role before anything else."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from accounts.choices import Role
from accounts.models import Agency, AuditEntry, User
from accounts.services.security import require_second_factor
from tests.cast import PASSWORD, Cast

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _codes_unused() -> None:
    cache.clear()


def code_of(secret: str, *, ahead: bool = False) -> str:
    """What an application shows now, or half a minute from now."""
    counters = sorted(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[-1 if ahead else len(counters) // 2]))


def set_up(user: User) -> Authenticator:
    return TOTP.activate(user, SECRET).instance


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def require(cast: Cast, *roles: str) -> Agency:
    return require_second_factor(agency=cast.agency, roles=roles, by=cast.manager)


def test_the_secret_is_not_readable_in_the_database(cast: Cast) -> None:
    kept = str(set_up(cast.cm).data)
    assert SECRET not in kept
    assert Authenticator.objects.get().wrap().validate_code(code_of(SECRET))


def test_the_login_asks_for_it_and_opens_nothing_before(cast: Cast) -> None:
    set_up(cast.cm)
    client = Client()
    response = client.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    assert response["Location"] == "/login/code/"
    assert client.get("/b/wouri/inbox/").status_code == 302
    assert client.post("/login/code/", {"code": "000000"}).status_code == 200
    assert client.get("/b/wouri/inbox/").status_code == 302

    client.post("/login/code/", {"code": code_of(SECRET)})
    assert client.get("/b/wouri/inbox/").status_code == 200


def test_it_is_set_up_on_the_page_with_recovery_codes_and_ends_other_sessions(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    stolen, client = Client(), Client()
    for one in (stolen, client):
        one.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    asked = client.get("/account/security/app/")
    assert asked["Location"].startswith("/reauthenticate/"), "the password again, also within a session"
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get("/account/security/app/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/account/security/app/", {"code": code_of(secret)})

    assert response["Location"] == "/account/security/codes/"
    codes = client.get(response["Location"]).context["unused_codes"]
    assert len(codes) == 10
    assert stolen.get("/").status_code == 403, "opened with a password alone"
    assert client.get("/").status_code == 200
    assert AuditEntry.objects.filter(verb="second_factor.added", by=cast.cm).count() >= 1

    back = Client()
    back.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    back.post("/login/code/", {"code": codes[0]})
    assert back.get("/").status_code == 200
    again = Client()
    again.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    again.post("/login/code/", {"code": codes[0]})
    assert again.get("/").status_code == 302, "a recovery code works once"


@pytest.mark.parametrize(
    ("name", "role"),
    [("cm", Role.COMMUNITY_MANAGER), ("manager", Role.MANAGER), ("contact", Role.DEPARTMENT_CONTACT)],
)
def test_who_holds_such_a_role_is_led_there_and_others_are_not(name: str, role: str, cast: Cast) -> None:
    require(cast, role)
    client = logged_in(cast.people[name])
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/account/security/")
    page = client.get("/account/security/").content.decode()
    assert "Votre rôle demande un second facteur" in page
    assert logged_in(cast.executive).get("/").status_code == 200
    assert logged_in(cast.rival).get("/").status_code == 200, "another agency decides for itself"


@pytest.mark.parametrize(
    "url", ["/b/wouri/inbox/", "/b/wouri/reports/", "/people/", "/account/sessions/", "/password/change/"]
)
def test_until_then_nothing_else_opens_by_any_kind_of_request(url: str, cast: Cast) -> None:
    require(cast, Role.MANAGER)
    client = logged_in(cast.manager)
    assert client.get(url)["Location"] == "/account/security/"
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/account/security/"
    refused = client.post(url, {"roles": ""})
    assert refused.status_code == 403
    assert "n’a pas été fait" in refused.content.decode()
    assert client.post(url, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/account/security/"


def test_every_address_of_the_product_is_closed_until_then(cast: Cast) -> None:
    from cmhub.checks import every_url

    require(cast, Role.MANAGER)
    client = logged_in(cast.manager)
    closed = 0
    for route, entry in every_url():
        if "<" in route or not getattr(entry.callback, "login_required", True):
            continue
        response = client.get(f"/{route}")
        if route.startswith(("account/security/", "reauthenticate/", "logout/")):
            continue
        assert (response.status_code, response.get("Location")) == (302, "/account/security/"), route
        closed += 1
    assert closed > 5


def test_it_opens_at_the_next_click_once_it_is_set_up_and_closes_when_removed(cast: Cast) -> None:
    require(cast, Role.COMMUNITY_MANAGER)
    client = logged_in(cast.cm)
    assert client.get("/b/wouri/inbox/").status_code == 302
    factor = set_up(cast.cm)
    assert client.get("/b/wouri/inbox/").status_code == 200
    factor.delete()
    assert client.get("/b/wouri/inbox/").status_code == 302


def test_it_cannot_be_given_up_while_the_role_asks_for_it(cast: Cast) -> None:
    set_up(cast.cm)
    client = Client()
    client.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    client.post("/login/code/", {"code": code_of(SECRET)})
    client.post("/reauthenticate/", {"password": PASSWORD})
    require(cast, Role.COMMUNITY_MANAGER)
    client.post("/account/security/app/remove/")
    assert Authenticator.objects.filter(user=cast.cm, type=Authenticator.Type.TOTP).exists()

    require(cast)
    client.post("/account/security/app/remove/")
    assert not Authenticator.objects.filter(user=cast.cm, type=Authenticator.Type.TOTP).exists()


def test_managers_decide_it_on_a_page_and_it_is_recorded(cast: Cast) -> None:
    client = logged_in(cast.strategist)
    assert client.post("/people/second-factor/", {"roles": [Role.MANAGER]}).status_code == 403
    client = logged_in(cast.manager)
    assert cast.cm.name in client.get("/people/second-factor/").content.decode()
    assert client.post("/people/second-factor/", {"roles": ["emperor"]}).status_code == 422
    client.post("/people/second-factor/", {"roles": [Role.EXECUTIVE, Role.COMMUNITY_MANAGER]})
    cast.agency.refresh_from_db()
    assert cast.agency.second_factor_roles == [Role.COMMUNITY_MANAGER, Role.EXECUTIVE]
    entry = AuditEntry.objects.get(verb="agency.second_factor_required")
    assert (entry.by, entry.after) == (
        cast.manager,
        {"second_factor_roles": ["community_manager", "executive"]},
    )


def test_the_person_and_the_duty_are_read_in_one_statement(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    from accounts.second_factor import Backend

    require(cast, Role.COMMUNITY_MANAGER)
    with django_assert_num_queries(1):
        user = Backend().get_user(cast.cm.pk)
    assert user == cast.cm
    assert user.needs_second_factor
