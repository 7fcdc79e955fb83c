"""The page of the installation: who sees it, what it says, what can be done on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cmhub import __version__
from cmhub.celery import app
from cmhub.heartbeat import MARKS
from cmhub.lib.ticks import SWEEP, leave_tick
from cmhub.operations.failed_tasks import note_failure
from cmhub.operations.models import FailedTask
from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db
PAGE = "/operations/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def keeper(cast: Cast, embedded_servers: Any) -> Client:
    app.control.purge()
    cache.set_many(dict.fromkeys(MARKS.values(), True), timeout=60)
    leave_tick(SWEEP, timezone.now(), seconds=1, due=0, moved={}, failed={})
    return client_of(cast.manager)


@pytest.fixture
def failed() -> FailedTask:
    note_failure(
        task="reporting.weekly.tasks.compute_run",
        task_id="t1",
        request_id="abc123",
        args=(7,),
        kwargs={},
        error=RuntimeError("Mireille Ngo"),
    )
    return FailedTask.objects.latest("pk")


def shown(client: Client, **headers: str) -> str:
    answer = client.get(PAGE, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_for_who_runs_the_house_that_set_the_installation_up(cast: Cast, keeper: Client) -> None:
    assert keeper.get(PAGE).status_code == 200
    for other in (cast.strategist, cast.cm, cast.executive, cast.rival):
        assert client_of(other).get(PAGE).status_code == 403
    refused = client_of(cast.rival).get(PAGE).content.decode()
    assert "Seule l’organisation qui a mis en place cette installation" in refused
    assert client_of(cast.rival).post("/operations/failed/1/retry/").status_code == 403


def test_it_is_reached_from_the_page_of_the_house(cast: Cast, keeper: Client) -> None:
    assert f'href="{PAGE}"' in keeper.get("/house/").content.decode()
    assert f'href="{PAGE}"' not in client_of(cast.rival).get("/house/").content.decode()


def test_it_says_that_all_is_well_and_on_what_it_runs(keeper: Client) -> None:
    page = shown(keeper)
    assert "Tout fonctionne" in page
    for version in (__version__, "PostgreSQL", "Valkey", "Django"):
        assert version in page


def test_it_says_what_somebody_should_see_to(keeper: Client, failed: FailedTask) -> None:
    cache.delete(MARKS["long"])
    leave_tick(SWEEP, timezone.now() - timedelta(hours=1), seconds=1, due=0, moved={}, failed={})
    page = shown(keeper)
    assert "Tout fonctionne" not in page
    assert "Aucun processus ne traite cette file" in page
    assert "1 tâche a échoué" in page
    assert "compute_run" in page
    assert "abc123" in page
    assert "Mireille" not in page


def test_it_says_that_the_time_of_its_server_is_another(keeper: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert "L’heure de ce serveur n’est pas celle de la base de données." in shown(keeper)


def test_a_failed_task_is_done_again_once(cast: Cast, keeper: Client, failed: FailedTask) -> None:
    again = f"/operations/failed/{failed.pk}/retry/"
    assert again in shown(keeper)
    answer = keeper.post(again, follow=True)
    assert "de nouveau dans sa file" in answer.content.decode()
    assert again not in shown(keeper)
    assert FailedTask.objects.get(pk=failed.pk).retried_by == cast.manager
    assert keeper.get(again).status_code == 405
    assert keeper.post("/operations/failed/987654321/retry/").status_code == 404


def test_it_is_there_while_the_queue_is_not(
    keeper: Client, failed: FailedTask, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock?db=0"
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", f"redis+socket://{tmp_path}/nobody.sock")
    assert "La file ne répond pas" in shown(keeper)
    answer = keeper.post(f"/operations/failed/{failed.pk}/retry/", follow=True)
    assert "rien n’a été fait" in answer.content.decode()
    assert FailedTask.objects.open().filter(pk=failed.pk).exists()


def test_asked_again_it_answers_only_when_something_changed(keeper: Client) -> None:
    version = keeper.get(PAGE).context["told"].version
    assert keeper.get(f"{PAGE}?seen={version}", headers=HTMX).status_code == 204
    leave_tick(SWEEP, timezone.now() - timedelta(hours=1), seconds=1, due=0, moved={}, failed={})
    changed = keeper.get(f"{PAGE}?seen={version}", headers=HTMX)
    assert changed.status_code == 200
    assert changed.content.decode().lstrip().startswith('<div id="installation"')


def test_it_asks_a_handful_of_questions(
    keeper: Client, failed: FailedTask, django_assert_max_num_queries: Any
) -> None:
    shown(keeper)
    with django_assert_max_num_queries(32):
        shown(keeper)
