"""Reports and portfolios are read on a copy that follows, and on the first database where it does not."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, InternalError, connection, connections, transaction
from django.test import Client

from channels_mgmt.brands.models import Brand
from cmhub.lib import replica
from cmhub.lib.replica import REPLICA, from_replica, knows_all
from cmhub.settings import services
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report, figures_of_week
from tests.beside import Standby, ended_with
from tests.cast import Cast
from tests.waiting import wait_until
from tests.weekly.making import MONDAY, WEEK, arrived

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def copied(django_db_setup: object) -> Iterator[Standby]:
    with tempfile.TemporaryDirectory(prefix="cmhub-standby-") as name:
        Path(name).chmod(0o755)
        standby = Standby(Path(name, "follows"))
        standby.make()
        with ended_with(standby):
            yield standby


@pytest.fixture
def standby(copied: Standby, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Standby]:
    if copied.process is None or copied.process.poll() is not None:
        copied.start()
    entry = services.replica("DATABASE_REPLICA_URL", copied.url())
    told = connections.configure_settings({"default": connections.settings["default"], REPLICA: entry})
    monkeypatch.setattr(replica, "LEFT_IN_PEACE", 0.0)
    connections.settings[REPLICA] = told[REPLICA]
    connections[REPLICA].alias = DEFAULT_DB_ALIAS  # Django's tests know no other one
    wait_until(knows_all, what="the copy")
    yield copied
    connections[REPLICA].close()
    del connections[REPLICA], connections.settings[REPLICA]


def is_copy() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_is_in_recovery()")
        (said,) = cursor.fetchone()
    return bool(said)


def follow() -> None:
    wait_until(knows_all, what="the copy to follow")


def a_week_of(cast: Cast) -> None:
    for number in range(5):
        arrived(cast, f"somebody {number}", hours=10 + number, answered_after=10 + number)


def test_the_same_report_from_both(standby: Standby, cast: Cast) -> None:
    a_week_of(cast)
    follow()
    there = from_replica(lambda: (is_copy(), figures_of_week(cast.brand, WEEK, at=MONDAY)))
    here = figures_of_week(cast.brand, WEEK, at=MONDAY)
    assert there == (True, here)
    assert here["interactions"]["opened"] == 5
    stored = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    assert json.loads(json.dumps(stored.quantitative))["interactions"] == here["interactions"]
    assert not is_copy()


def test_a_report_is_read_on_the_copy_and_stored_on_the_first(standby: Standby, cast: Cast) -> None:
    a_week_of(cast)
    follow()
    connections[REPLICA].force_debug_cursor = True
    connections[REPLICA].queries_log.clear()
    compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    asked = [one["sql"] for one in connections[REPLICA].queries_log]
    assert len(asked) > 30
    assert not [one for one in asked if one.lstrip().lower().startswith(("insert", "update", "delete"))]
    assert WeeklyReport.objects.filter(brand=cast.brand, week=str(WEEK)).exists()


def test_a_page_is_read_there_in_the_name_of_its_person(standby: Standby, cast: Cast) -> None:
    follow()
    client = Client()
    client.force_login(cast.manager)
    follow()
    connections[REPLICA].force_debug_cursor = True
    connections[REPLICA].queries_log.clear()
    page = client.get("/portfolio/")
    assert page.status_code == 200
    assert cast.brand.name in page.content.decode()
    assert cast.rival_brand.name not in page.content.decode()
    asked = [one["sql"] for one in connections[REPLICA].queries_log if "brands_brand" in one["sql"]]
    assert asked
    assert all("set_config('role'" in one for one in asked)


def test_rows_of_others_are_not_there_for_a_person_whatever_is_asked(standby: Standby, cast: Cast) -> None:
    from cmhub.lib.scope import Scope, asking

    follow()
    with asking(Scope(cast.cm.pk)):
        seen = from_replica(lambda: (is_copy(), set(Brand.objects.values_list("slug", flat=True))))
    assert seen[0]
    assert cast.rival_brand.slug not in seen[1]
    assert cast.brand.slug in seen[1]


def test_what_was_just_written_is_read(standby: Standby, cast: Cast) -> None:
    for number in range(20):
        Brand.objects.filter(pk=cast.brand.pk).update(name=f"Wouri {number}")
        assert from_replica(lambda: Brand.objects.get(pk=cast.brand.pk).name) == f"Wouri {number}"
    with transaction.atomic():
        Brand.objects.filter(pk=cast.brand.pk).update(name="Not committed")
        said = from_replica(lambda: (is_copy(), Brand.objects.get(pk=cast.brand.pk).name))
        assert said == (False, "Not committed")


def test_a_copy_that_lags_is_not_asked(standby: Standby, cast: Cast) -> None:
    standby.ask("select pg_wal_replay_pause()")
    wait_until(lambda: standby.ask("select pg_get_wal_replay_pause_state()") == "paused", what="the pause")
    Brand.objects.filter(pk=cast.brand.pk).update(name="Renamed")
    said = from_replica(lambda: (is_copy(), Brand.objects.get(pk=cast.brand.pk).name))
    assert said == (False, "Renamed")
    assert replica.behind()
    standby.ask("select pg_wal_replay_resume()")
    follow()
    said = from_replica(lambda: (is_copy(), Brand.objects.get(pk=cast.brand.pk).name))
    assert said == (True, "Renamed")


def test_where_it_dies_amid_a_report_the_first_one_is_asked(standby: Standby, cast: Cast) -> None:
    a_week_of(cast)
    follow()
    told = figures_of_week(cast.brand, WEEK, at=MONDAY)
    asked = []

    def read() -> object:
        asked.append(is_copy())
        if asked == [True]:
            standby.die()
        return figures_of_week(cast.brand, WEEK, at=MONDAY)

    assert from_replica(read) == told
    assert asked == [True, False]
    assert replica.behind() is None
    assert compute_report(brand=cast.brand, week=WEEK, at=MONDAY).quantitative["interactions"]
    standby.start()
    follow()
    assert from_replica(is_copy)


def test_nothing_is_written_there_unawares(standby: Standby, cast: Cast) -> None:
    follow()
    with pytest.raises(InternalError):
        from_replica(lambda: Brand.objects.filter(pk=cast.brand.pk).update(name="Lost"))
    assert not is_copy()
    assert Brand.objects.get(pk=cast.brand.pk).name != "Lost"
