from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import override_settings

from cmhub.lib.cache import ForgivingRedisCache

LOGIN = "/login/"


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user(
        "person@example.org", "a long password", name="Person", language="fr"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "asked", "expected"),
    [("", "", "fr"), ("en", "", "en"), ("de", "", "fr"), ("fr", "?lang=en", "en"), ("en", "?lang=xx", "en")],
)
def test_language_of_a_stranger(client, accepted, asked, expected):
    answer = client.get(LOGIN + asked, headers={"accept-language": accepted})
    assert answer["Content-Language"] == expected


@pytest.mark.django_db
def test_what_a_stranger_asked_is_remembered(client):
    client.get(LOGIN + "?lang=en")
    assert client.get(LOGIN, headers={"accept-language": "fr"})["Content-Language"] == "en"


def test_the_setting_of_a_person_wins_and_follows_what_is_asked(client, person):
    client.force_login(person)
    assert client.get("/password/change/", headers={"accept-language": "en"})["Content-Language"] == "fr"
    assert client.get("/password/change/?lang=en")["Content-Language"] == "en"
    person.refresh_from_db()
    assert person.language == "en"
    assert client.get("/password/change/", headers={"accept-language": "fr"})["Content-Language"] == "en"


def test_what_was_chosen_at_the_door_holds_until_another_is_chosen(client, person):
    client.get(LOGIN + "?lang=en")
    answer = client.post(LOGIN, {"login": person.email, "password": "a long password"})
    assert answer.status_code == 302
    assert client.get("/password/change/")["Content-Language"] == "en"
    person.refresh_from_db()
    assert person.language == "fr"
    assert client.get("/password/change/?lang=fr")["Content-Language"] == "fr"
    assert client.get("/password/change/")["Content-Language"] == "fr"


@pytest.mark.django_db
def test_pages_depend_on_htmx_and_forbid_what_is_inline(client):
    answer = client.get(LOGIN)
    assert "HX-Request" in answer["Vary"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_login_is_required_and_htmx_is_sent_there_whole(client):
    page = client.get("/password/change/")
    assert (page.status_code, page["Location"].split("?")[0]) == (302, LOGIN)
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/password/change/?a=1&b=2"}
    fragment = client.get("/password/change/", headers=headers)
    assert fragment["HX-Redirect"] == f"{LOGIN}?next=/password/change/%3Fa%3D1%26b%3D2"
    person = get_user_model().objects.create_user("back@example.org", "a long password", name="Back")
    answer = client.post(fragment["HX-Redirect"], {"login": person.email, "password": "a long password"})
    assert answer["Location"] == "/password/change/?a=1&b=2"


def test_a_cache_that_is_down_is_empty(tmp_path):
    down = ForgivingRedisCache(f"unix://{tmp_path}/nobody.sock?db=1", {})
    down.set("key", 1)
    assert down.get("key", "absent") == "absent"
    assert down.add("key", 1)
    assert down.incr("key") == 1
    assert down.get_many(["key"]) == {}
    assert not down.delete("key")
    assert "key" not in down


@pytest.mark.django_db
def test_a_person_logs_in_while_the_broker_is_down(client, person, tmp_path):
    backend = "cmhub.lib.cache.ForgivingRedisCache"
    down = {"default": {"BACKEND": backend, "LOCATION": f"unix://{tmp_path}/nobody.sock?db=1"}}
    with override_settings(CACHES=down):
        answer = client.post(LOGIN, {"login": person.email, "password": "a long password"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
