"""One's own open sessions, and the power to end them."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.services.sessions import forget_sessions, open_sessions
from cmhub.lib.devices import device_of
from tests.cast import PASSWORD, Cast

ANDROID = "Mozilla/5.0 (Linux; Android 12; TECNO) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0"


def logged_in(cast: Cast, agent: str, address: str) -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    client.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    return client


def test_the_list_says_device_address_and_which_is_this_one(cast: Cast) -> None:
    telephone, laptop = logged_in(cast, ANDROID, "192.0.2.7"), logged_in(cast, LAPTOP, "192.0.2.8")
    other = Client(headers={"user-agent": "curl"})
    other.force_login(cast.junior)
    other.get("/")

    page = telephone.get("/account/sessions/").content.decode()

    assert "Chrome · Android" in page
    assert "192.0.2.7" in page
    assert "Edge · Windows" in page
    assert "192.0.2.8" in page
    assert page.count("cette session") == 1
    assert page.count("/end/") == 1
    assert laptop.get("/").status_code == 200


def test_one_is_ended_from_another_and_says_so_at_the_next_click(cast: Cast) -> None:
    telephone, laptop = logged_in(cast, ANDROID, "192.0.2.7"), logged_in(cast, LAPTOP, "192.0.2.8")
    lost = UserSession.objects.get(user_agent=ANDROID)

    laptop.post(f"/account/sessions/{lost.pk}/end/")

    page = telephone.get("/b/wouri/inbox/")
    assert page.status_code == 403
    assert "Cette session a été fermée" in page.content.decode()
    assert laptop.get("/b/wouri/inbox/").status_code == 200
    assert AuditEntry.objects.filter(verb="session.ended", by=cast.cm).count() == 1
    again = laptop.post(f"/account/sessions/{lost.pk}/end/", follow=True)
    assert "déjà" in again.content.decode()


def test_all_others_are_ended_at_once(cast: Cast) -> None:
    here = logged_in(cast, LAPTOP, "192.0.2.8")
    others = [logged_in(cast, ANDROID, f"192.0.2.{number}") for number in (1, 2, 3)]

    here.post("/account/sessions/end-others/")

    assert [client.get("/").status_code for client in others] == [403] * 3
    assert here.get("/").status_code == 200
    assert open_sessions(cast.cm).count() == 1


def test_nobody_ends_a_session_of_somebody_else(cast: Cast) -> None:
    telephone = logged_in(cast, ANDROID, "192.0.2.7")
    session = UserSession.objects.get()
    rival = Client()
    rival.force_login(cast.rival)
    rival.post(f"/account/sessions/{session.pk}/end/")
    rival.post("/account/sessions/end-others/")
    assert telephone.get("/").status_code == 200


def test_when_it_was_last_seen_is_kept_every_few_minutes(cast: Cast) -> None:
    telephone = logged_in(cast, ANDROID, "192.0.2.7")
    long_ago = timezone.now() - timedelta(days=3)
    UserSession.objects.update(last_seen_at=long_ago)
    cache.clear()
    telephone.get("/", REMOTE_ADDR="198.51.100.4")
    seen = UserSession.objects.get()
    assert seen.last_seen_at > long_ago
    assert seen.ip == "198.51.100.4"

    UserSession.objects.update(last_seen_at=long_ago)
    telephone.get("/")
    assert UserSession.objects.get().last_seen_at == long_ago, "not at every click"


def test_what_nobody_uses_any_more_is_forgotten(cast: Cast) -> None:
    logged_in(cast, ANDROID, "192.0.2.7")
    kept_for = timedelta(days=14)
    assert forget_sessions(kept_for=kept_for) == 0
    assert forget_sessions(kept_for=kept_for, at=timezone.now() + timedelta(days=15)) == 1


def test_devices_have_the_names_their_owners_know() -> None:
    assert device_of(ANDROID) == "Chrome · Android"
    assert (
        device_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1") == "Safari · iPhone"
    )
    assert device_of("curl/8") == ""


def test_a_session_that_somebody_laid_before_the_login_opens_nothing_after_it(cast: Cast) -> None:
    """Whoever knows the key of a browser's session before its owner logs in does not get in with it; nor
    with the one of the login, once its owner has logged out.
    """
    laid = Client()
    laid.session.save()
    before = laid.cookies["cmhub_session"].value
    laid.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    inside = laid.cookies["cmhub_session"].value
    assert laid.get("/b/wouri/inbox/").status_code == 200
    assert inside != before
    stolen = Client()
    stolen.cookies["cmhub_session"] = before
    assert stolen.get("/b/wouri/inbox/").status_code == 302
    laid.post("/logout/")
    stolen.cookies["cmhub_session"] = inside
    assert stolen.get("/b/wouri/inbox/").status_code == 302
