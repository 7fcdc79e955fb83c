from __future__ import annotations

import time

import pytest
from django.core.cache import cache

from cmhub.heartbeat import MARKS


def test_healthz_needs_nothing(client):
    answer = client.get("/healthz", headers={"host": "whatever.invalid"})
    assert answer.status_code == 200
    assert answer.json() == {"alive": True}


@pytest.mark.usefixtures("celery_worker")
def test_readyz_when_all_answer(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": True,
        "broker": True,
        "worker": True,
        "silent": [],
        "unserved": [],
    }


@pytest.mark.django_db
def test_readyz_names_the_worker_that_is_not_there(client):
    cache.delete_many(MARKS.values())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["silent"] == ["worker"]
    assert answer.json()["unserved"] == ["clocks", "quick", "long", "pushes"]


@pytest.mark.django_db
def test_readyz_is_quick_when_the_broker_is_down(client, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock?db=0"
    started = time.monotonic()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["silent"] == ["broker", "worker"]
    assert time.monotonic() - started < 5


def test_other_methods_and_addresses_are_not_probes(client, db):
    assert client.post("/healthz").status_code == 404
    assert client.get("/healthz/").status_code == 404
