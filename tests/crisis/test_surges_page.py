"""The pages of surges: what they show, to whom, and the tap that says that it is none."""

from datetime import timedelta

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from channels_mgmt.crisis.choices import Level, SurgeState
from channels_mgmt.crisis.models import Crisis, Surge
from channels_mgmt.crisis.services.surges import detect
from tests.cast import Cast, client_of
from tests.crisis.test_surges import known, rush, write
from tests.inbox.making import HTMX

MARKUP = "<script>alert('honte')</script> escrocs, honte !"


def raised(cast: Cast) -> Surge:
    cache.clear()
    now = timezone.now()
    known(cast.brand, at=now)
    rush(cast.brand, 12, at=now)
    write(cast.brand, "Méchant", now - timedelta(minutes=1), text=MARKUP)
    (surge,) = detect(now)
    return surge


def test_the_page_shows_the_evidence_and_escapes_what_the_public_wrote(cast: Cast) -> None:
    surge = raised(cast)
    page = client_of(cast.cm).get(f"/surges/{surge.pk}/?lang=en").text
    for shown in ("Is it a crisis?", "The first message", "What people say", "Words that rise", "<svg"):
        assert shown in page, shown
    assert "Suggested by the machine" in page
    assert "<script>alert" not in page
    assert f"/surges/{surge.pk}/dismiss/" in page


def test_who_decides_on_crises_reads_it_without_the_inbox(cast: Cast) -> None:
    surge = raised(cast)
    page = client_of(cast.decider).get(f"/surges/{surge.pk}/?lang=en").text
    assert "What people say" in page
    assert "Open the interaction" not in page


def test_the_list_and_the_marks_of_the_brand_and_of_the_home(cast: Cast) -> None:
    surge = raised(cast)
    address = f"/surges/{surge.pk}/"
    cm = client_of(cast.cm)
    for page in ("/b/wouri/surges/", "/b/wouri/", "/"):
        assert address in cm.get(page).text, page
    assert address in client_of(cast.manager).get("/").text
    for stranger in (cast.other_cm, cast.contact, cast.rival):
        assert address not in client_of(stranger).get("/").text
    assert client_of(cast.contact).get(address).status_code == 404
    assert client_of(cast.other_cm).get(address).status_code == 404


def test_no_crisis_is_said_with_a_reason(cast: Cast) -> None:
    surge = raised(cast)
    cm, address = client_of(cast.cm), f"/surges/{surge.pk}/dismiss/"
    assert "<form" in cm.get(address).text
    assert cm.post(address, {"why": " "}).status_code == 422
    assert cm.post(address, {"why": "Match"}).status_code == 303
    surge.refresh_from_db()
    assert (surge.state, surge.why, surge.decided_by) == (SurgeState.DISMISSED, "Match", cast.cm)
    assert "Match" in cm.get(f"/surges/{surge.pk}/").text
    assert "Match" in cm.get("/b/wouri/surges/").text
    assert f"/surges/{surge.pk}/" not in cm.get("/").text
    assert client_of(cast.content).post(address, {"why": "Non"}).status_code == 403


def test_two_taps_from_a_surge(cast: Cast) -> None:
    surge = raised(cast)
    client, url = client_of(cast.service), f"/b/wouri/crises/open/?surge={surge.pk}"
    assert f'href="{url}"' in client.get(f"/surges/{surge.pk}/").text, "the first tap"
    form = client.get(url).context["form"]
    assert form.initial["title"].startswith("Afflux : ")
    filled_in = {name: form[name].value() for name in ("key", "title", "themes", "words")}
    answer = client.post(url, filled_in | {"level": "2"})  # the second: a level
    crisis = Crisis.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/crises/{crisis.pk}/")
    assert (crisis.surge, crisis.level, crisis.opened_by) == (surge, Level.SERIOUS, cast.service)
    assert crisis.words == form.initial["words"]
    surge.refresh_from_db()
    assert (surge.state, surge.decided_by) == (SurgeState.CRISIS, cast.service)
    assert client_of(cast.cm).get(url).url == answer.url, "who comes second is led to it"
    assert client_of(cast.other_cm).get(url).status_code == 404
    foreign = f"/b/{cast.other_brand.slug}/crises/open/?surge={surge.pk}"
    assert client_of(cast.other_cm).get(foreign).status_code == 404


def test_the_page_follows_the_rush_and_says_nothing_while_nothing_changes(cast: Cast, client: Client) -> None:
    surge = raised(cast)
    client.force_login(cast.cm)
    page = client.get(f"/surges/{surge.pk}/")
    seen = page.context["seen"]
    assert client.get(f"/surges/{surge.pk}/", {"seen": seen}, headers=HTMX).status_code == 204
    later = timezone.now() + timedelta(minutes=6)
    detect(later)
    piece = client.get(f"/surges/{surge.pk}/", {"seen": seen}, headers=HTMX)
    assert piece.status_code == 200
    assert "<html" not in piece.text
