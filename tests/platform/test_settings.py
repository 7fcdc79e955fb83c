"""Production settings: what they refuse, and in which words; and Django finds nothing to say."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cmhub.embedded.layout import CHECKOUT
from cmhub.settings import services
from cmhub.settings.environment import Refusals

GOOD = {
    "SECRET_KEY": "kJ8" + "x9-Qv2_Lm4" * 7,
    "PUBLIC_URL": "https://hub.example.org",
    "DATABASE_URL": "postgresql://app:secret@db.internal:5432/cmhub",
    "REDIS_URL": "redis://broker.internal:6379/0",
    "EMAIL_URL": "smtp+tls://mailer:p%40ss@mail.example.org:587",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"]} | environment
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=bare, capture_output=True, text=True, check=False)


def test_check_deploy_has_no_warning():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "no issues (0 silenced)" in checked.stdout


def test_every_mistake_is_named_at_once_and_nothing_is_printed():
    refused = manage("check", DATABASE_URL="localhost", REDIS_URL="amqp://broker")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        assert f"  - {name}" in refused.stderr


@pytest.mark.parametrize("missing", ["DATABASE_URL", "REDIS_URL"])
def test_one_server_without_the_other_is_refused(missing):
    refused = manage("check", **{name: value for name, value in GOOD.items() if name != missing})
    assert refused.returncode == 2
    assert f"{missing} is not" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SECRET_KEY", "short", "too easy to guess"),
        ("SECRET_KEY", "a" * 80, "too easy to guess"),
        ("SECRET_KEY", "django-insecure-" + "kx9Qv2Lm4z" * 6, "no secret"),
        ("DEBUG", "true", "DEBUG is on while the public host hub.example.org"),
        ("DEBUG", "maybe", "DEBUG is 'maybe'"),
        ("PUBLIC_URL", "http://hub.example.org", "PUBLIC_URL is http:// on a public host"),
        ("PUBLIC_URL", "hub.example.org", "PUBLIC_URL is malformed"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS contains '*'"),
        ("ALLOWED_HOSTS", "https://hub.example.org", "ALLOWED_HOSTS contains"),
        ("DATABASE_URL", "mysql://app@db/cmhub", "DATABASE_URL is not the URL of a PostgreSQL"),
        ("DATABASE_URL", "postgresql://app@db:port/cmhub", "DATABASE_URL: the port"),
        ("DATABASE_URL", "postgresql://app@db", "DATABASE_URL names no database"),
        ("DATABASE_URL", "postgresql://app@db/cmhub?colour=blue", "DATABASE_URL is malformed"),
        ("REDIS_URL", "redis://", "REDIS_URL names no host"),
        ("REDIS_URL", "redis://broker:port/0", "REDIS_URL: the port"),
        ("REDIS_URL", "redis://broker/first", "REDIS_URL: the database"),
        ("EMAIL_URL", "mail.example.org", "EMAIL_URL is malformed"),
        ("EMAIL_URL", "smtp://mail:port", "EMAIL_URL is malformed"),
        ("VAPID_PRIVATE_KEY", "abc", "VAPID_PRIVATE_KEY is no key"),
        ("VAPID_PRIVATE_KEY", "é" * 43, "VAPID_PRIVATE_KEY is no key"),
        ("VAPID_PRIVATE_KEY", "A" * 43, "VAPID_PRIVATE_KEY is no key"),
        ("METRICS_TOKEN", "short", "METRICS_TOKEN is too easy to guess"),
        ("METRICS_TOKEN", "two words that are long enough to be one", "METRICS_TOKEN is too easy to guess"),
        ("SLOW_QUERY_MS", "fast", "SLOW_QUERY_MS is 'fast'"),
        ("SENTRY_DSN", "https://errors.example.org/1", "SENTRY_DSN is malformed"),
        ("SENTRY_DSN", "https://key@errors.example.org/", "SENTRY_DSN is malformed"),
        ("VAPID_SUBJECT", "somebody", "VAPID_SUBJECT is 'somebody'"),
        ("HSTS_SECONDS", "-1", "HSTS_SECONDS is '-1'"),
    ],
)
def test_nonsense_is_refused_naming_the_variable(name, value, words):
    """The same reading as production's settings, without a process for each case."""
    reasons = reasons_of(GOOD | {name: value})
    assert any(words in reason for reason in reasons), reasons


def test_what_makes_sense_is_not_refused():
    assert reasons_of(GOOD) == []
    assert reasons_of(GOOD | {"VAPID_PRIVATE_KEY": "B" * 43, "VAPID_SUBJECT": "mailto:a@example.org"}) == []
    assert reasons_of(GOOD | {"PUBLIC_URL": "http://localhost:8000", "DEBUG": "1"}) == []
    watched = {
        "METRICS_TOKEN": "t" * 32,
        "SENTRY_DSN": "https://key@errors.example.org/7",
        "SLOW_QUERY_MS": "0",
    }
    assert reasons_of(GOOD | watched) == []


def test_what_is_set_to_nothing_is_as_if_not_set():
    """As Docker Compose hands on what its file lets empty."""
    empty = dict.fromkeys(("ALLOWED_HOSTS", "DEFAULT_FROM_EMAIL", "CACHE_URL", "GOOGLE_CLIENT_ID"), "")
    told = "from django.conf import settings as s; print(s.ALLOWED_HOSTS, s.DEFAULT_FROM_EMAIL)"
    shown = manage("shell", "--no-imports", "-c", told, **GOOD, **empty)
    assert shown.stdout.strip() == "['hub.example.org'] CM Hub <cmhub@hub.example.org>", shown.stderr


@pytest.mark.parametrize(
    ("given", "kept"), [("", []), ("an-earlier-key,an-older-one", ["an-earlier-key", "an-older-one"])]
)
def test_earlier_keys_are_kept_while_secrets_are_still_under_them(given, kept):
    told = "from django.conf import settings as s; print(s.SECRET_KEY_FALLBACKS)"
    shown = manage("shell", "--no-imports", "-c", told, **GOOD, SECRET_KEY_FALLBACKS=given)
    assert shown.stdout.strip() == str(kept), shown.stderr


def reasons_of(environment: dict[str, str]) -> list[str]:
    refusals = Refusals(environment)
    refusals.secret("SECRET_KEY")
    hosts = refusals.hosts("ALLOWED_HOSTS", or_of="PUBLIC_URL")
    refusals.public_url("PUBLIC_URL", default="")
    refusals.no_debug_in_public(refusals.flag("DEBUG", default=False), hosts)
    refusals.number("HSTS_SECONDS", default=1)
    for name, read in (("DATABASE_URL", services.database), ("REDIS_URL", services.broker)):
        with refusals.collecting(name):
            read(name, environment[name])
    with refusals.collecting("EMAIL_URL"):
        refusals.email("EMAIL_URL")
    refusals.push_key("VAPID_PRIVATE_KEY")
    refusals.push_subject("VAPID_SUBJECT")
    refusals.number("SLOW_QUERY_MS", default=1)
    refusals.token("METRICS_TOKEN")
    refusals.dsn("SENTRY_DSN")
    return refusals.reasons


def test_addresses_are_read_as_given():
    database = services.database(
        "DATABASE_URL", "postgresql:///cmhub?host=/srv/été%20x/run&user=app&sslmode=disable"
    )
    assert (database["NAME"], database["USER"], database["HOST"]) == ("cmhub", "app", "/srv/été x/run")
    assert database["OPTIONS"] == {"sslmode": "disable"}
    pooled = services.database("DATABASE_URL", GOOD["DATABASE_URL"], pooled=True)
    assert pooled["CONN_MAX_AGE"] == 0
    assert "pool" in pooled["OPTIONS"]


@pytest.mark.parametrize(
    ("given", "broker", "cache"),
    [
        ("unix:///run/v.sock?db=3", "redis+socket:///run/v.sock?virtual_host=3", "unix:///run/v.sock?db=4"),
        ("redis://:pw@host:6380", "redis://:pw@host:6380", "redis://:pw@host:6380/1"),
        ("rediss://host/2?ssl_cert_reqs=none",) * 2 + ("rediss://host/3?ssl_cert_reqs=none",),
    ],
)
def test_the_cache_is_beside_the_queue(given, broker, cache):
    assert services.broker("REDIS_URL", given) == broker
    assert services.cache("REDIS_URL", given) == cache


def test_email_is_read_with_its_password():
    with pytest.raises(ImproperlyConfigured):
        Refusals({"EMAIL_URL": "ftp://mail"}).email("EMAIL_URL")
    read = Refusals(GOOD).email("EMAIL_URL")
    assert read["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)


BEHIND = GOOD | {"DATABASE_BOUNCER": "true"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"DATABASE_POOL": "true"}, "DATABASE_POOL is on beside DATABASE_BOUNCER"),
        ({"DATABASE_OWNER_URL": "postgresql://owner:secret@db.internal:5432/cmhub"}, "leads to the pooler"),
        ({"DATABASE_URL": GOOD["DATABASE_URL"] + "?options=-cjit%3Doff"}, "DATABASE_URL has options"),
        ({"DATABASE_REPLICA_URL": "mysql://db/cmhub"}, "DATABASE_REPLICA_URL is not the URL"),
    ],
)
def test_what_a_pooler_or_a_copy_cannot_be_is_refused(given, words):
    refused = manage("check", **(BEHIND | given))
    assert refused.returncode == 2
    assert words in refused.stderr


def test_a_pooler_and_a_copy_that_can_be_are_taken():
    given = {
        "DATABASE_OWNER_URL": "postgresql://owner:secret@db.internal:5433/cmhub",
        "DATABASE_REPLICA_URL": "postgresql://app:secret@copy.internal/cmhub",
    }
    told = "from django.conf import settings as s; print(sorted(s.DATABASES), s.DATABASES['replica']['HOST'])"
    shown = manage("shell", "--no-imports", "-c", told, **BEHIND, **given)
    assert shown.stdout.strip() == "['default', 'owner', 'replica'] copy.internal", shown.stderr
