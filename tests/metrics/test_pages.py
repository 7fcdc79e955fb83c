"""The pages: an export is given, looked at, confirmed, taken in by a worker; figures are entered and told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from channels_mgmt.brands.choices import Network
from channels_mgmt.publishing.models import Post
from cmhub.lib.file_runs import FORGOTTEN, note
from reporting.metrics.choices import RunState
from reporting.metrics.models import ChosenColumns, Correction, MetricsRun, Snapshot
from reporting.metrics.services.work import RUNS
from reporting.metrics.stored import stored_figures
from tests.cast import Cast, client_of, named_at_length
from tests.metrics.conftest import open_account
from tests.metrics.files import export
from tests.publishing.posts.making import draft, published

UNKNOWN = "Jour,Lectures,Divers\n02/03/2026,10,x\n03/03/2026,12,y\n14/03/2026,0,z\nfin,1,\n"
COLUMNS = {"rows": "days", "c0": "day", "c1": "views", "c2": ""}


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.cm)
    return client


def page(name: str, *args: Any) -> str:
    return reverse(f"metrics:{name}", args=["wouri", *args])


def give(client: Client, content: str | bytes, name: str = "Reach.csv", key: str = "") -> Any:
    upload = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(page("give"), {"file": upload, "key": key or str(uuid4())})


def said(**answers: Any) -> dict[str, Any]:
    return {"as_of": timezone.localdate().isoformat(), **answers}


def words(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_file_to_the_figures(client: Client, cast: Cast) -> None:
    given = give(client, export("meta_days.en") + '"2025-01-05T00:00:00","many"\n')
    assert given.status_code == 303
    check = client.get(given["Location"] + "?lang=en")
    assert "Meta Business Suite: days of an account" in words(check)
    assert [line.reason == "" for line in check.context["lines"]] == [True, True, True, False]
    assert not Snapshot.objects.exists()
    assert client.post(given["Location"], said()).status_code == 303
    run = MetricsRun.objects.get()
    assert (run.state, run.by) == (RunState.QUEUED, cast.cm)
    assert 'hx-trigger="every 2s"' in words(client.get(given["Location"]))
    RUNS.work_off(run_id=run.pk)
    done = words(client.get(given["Location"]))
    assert 'hx-trigger="every 2s"' not in done
    assert page("refused", run.pk) in done
    assert sorted(Snapshot.objects.values_list("figures__reach", flat=True)) == [0, 5, 12]
    refused = client.get(page("refused", run.pk))
    assert "Reach" in unquote(refused["Content-Disposition"])
    lines = b"".join(refused.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[1].startswith("7,")


def test_what_the_file_does_not_say_is_asked(client: Client, cast: Cast) -> None:
    place = give(client, export("meta_days.en").replace("Facebook reach", "Views"))["Location"]
    check = client.get(place + "?lang=en")
    assert "does not say which network" in words(check)
    assert client.post(place, said()).status_code == 422
    assert MetricsRun.objects.get().state == RunState.GIVEN
    assert client.post(place, said(channel=cast.official.pk)).status_code == 303


def test_the_year_is_asked_and_shown_in_the_preview_at_once(client: Client, cast: Cast) -> None:
    open_account(cast.brand, Network.TIKTOK)
    place = give(client, export("tiktok_overview.en"), name="Overview.csv")["Location"]
    assert "year" in [field.name for field in client.get(place).context["asked"]]
    piece = client.get(place, said(year=2024), headers={"HX-Request": "true"})
    assert b"<html" not in piece.content
    assert "27 février 2024" in words(piece)
    assert client.get(place, said(year=2024)).context["lines"]


def test_a_file_of_another_network_is_refused_on_the_page(client: Client, cast: Cast) -> None:
    open_account(cast.brand, Network.INSTAGRAM)
    place = give(client, export("meta_instagram_posts.en"))["Location"]
    refused = client.post(place, said(channel=cast.official.pk))
    assert refused.status_code == 422
    assert "Instagram" in words(refused)
    assert MetricsRun.objects.get().state == RunState.GIVEN
    assert client.post(place, said()).status_code == 303
    RUNS.work_off(run_id=MetricsRun.objects.get().pk)
    assert Post.objects.filter(brand=cast.brand).count() == 2


def test_of_an_unknown_file_a_person_says_which_column_is_what(client: Client, cast: Cast) -> None:
    place = give(client, UNKNOWN, name="outil.csv")["Location"]
    check = client.get(place)
    assert [field.label for field in check.context["columns"].columns] == ["Jour", "Lectures", "Divers"]
    without = client.post(place, said(**{**COLUMNS, "c1": ""}, channel=cast.official.pk))
    assert without.status_code == 422
    assert client.post(place, said(**COLUMNS, channel=cast.official.pk)).status_code == 303
    run = RUNS.work_off(run_id=MetricsRun.objects.get().pk)
    assert run is not None
    assert (run.state, run.taken, run.refused, run.unused_columns) == ("done", 3, 1, ["Divers"])
    assert Snapshot.objects.get(day=date(2026, 3, 3)).figures == {"views": 12}


def test_and_it_is_remembered_for_the_next_file_of_that_header(client: Client, cast: Cast) -> None:
    client.post(give(client, UNKNOWN)["Location"], said(**COLUMNS, channel=cast.official.pk))
    assert ChosenColumns.objects.get().chosen["columns"] == {"day": "Jour", "views": "Lectures"}
    again = client.get(give(client, UNKNOWN.replace("10", "11"))["Location"])
    assert [field.value() for field in again.context["columns"].columns] == ["day", "views", ""]


@pytest.mark.parametrize("value", ["percent", ""])
def test_a_rate_of_an_unknown_file_is_a_percentage_where_that_is_said(
    client: Client, cast: Cast, value: str
) -> None:
    place = give(client, "Jour,Taux\n2026-03-02,0.5\n")["Location"]
    rate = f"engagement_rate:{value}" if value else "engagement_rate"
    client.post(place, said(rows="days", c0="day", c1=rate, channel=cast.official.pk))
    RUNS.work_off(run_id=MetricsRun.objects.get().pk)
    assert Snapshot.objects.get().figures == {"engagement_rate": 0.005 if value else 0.5}


def test_a_file_given_twice_is_one_and_confirmed_twice_is_one(client: Client) -> None:
    key = str(uuid4())
    first, second = (give(client, export("meta_days.en"), key=key)["Location"] for _time in range(2))
    assert first == second
    for _time in range(2):
        client.post(first, said())
    assert RUNS.resume() == 1
    assert RUNS.work_off(run_id=MetricsRun.objects.get().pk) is not None
    assert RUNS.work_off(run_id=MetricsRun.objects.get().pk) is None


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00"], ids=["empty", "picture"])
def test_what_is_no_table_is_refused_on_the_page(client: Client, content: bytes) -> None:
    answer = give(client, content)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not MetricsRun.objects.exists()


def test_a_file_that_is_too_large_is_refused_on_the_page(client: Client, settings: Any) -> None:
    settings.INTAKE_MAX_BYTES = 10
    assert give(client, export("meta_days.en")).status_code == 422


def test_a_file_that_nobody_confirms_is_forgotten(client: Client) -> None:
    give(client, export("meta_days.en"))
    run = MetricsRun.objects.get()
    note(run, created_at=run.created_at - FORGOTTEN * 2)
    RUNS.resume()
    assert not MetricsRun.objects.exists()


def test_unchanged_progress_is_not_sent_again(client: Client) -> None:
    place = give(client, export("meta_days.en"))["Location"]
    client.post(place, said())
    version = client.get(place).context["version"]
    assert client.get(place, {"seen": version}, headers={"HX-Request": "true"}).status_code == 204
    note(MetricsRun.objects.get(), read=1)
    assert client.get(place, {"seen": version}, headers={"HX-Request": "true"}).status_code == 200


def enter(client: Client, cast: Cast, day: date, source: str = "hand", **figures: Any) -> Any:
    form = {"channel": cast.official.pk, "day": day.isoformat(), "source": source, **figures}
    return client.post(page("enter"), form)


def test_figures_are_entered_changed_and_taken_back(client: Client, cast: Cast) -> None:
    day = timezone.localdate() - timedelta(days=1)
    assert enter(client, cast, day, followers=1200, reach=340).status_code == 303
    one = Snapshot.objects.get()
    assert (one.source, one.by, one.figures) == ("hand", cast.cm, {"followers": 1200, "reach": 340})
    enter(client, cast, day, followers=1250, reach="")
    one.refresh_from_db()
    assert one.figures == {"followers": 1250}
    assert Correction.objects.get().before == {"followers": 1200, "reach": 340}
    shown = client.get(page("enter"), {"of": "wouri-official", "day": day.isoformat()})
    assert shown.context["form"]["followers"].value() == 1250


@pytest.mark.parametrize("wrong", [{"followers": "many"}, {}, {"followers": 10**16}])
def test_what_is_no_figure_is_not_kept(client: Client, cast: Cast, wrong: dict[str, Any]) -> None:
    assert enter(client, cast, timezone.localdate(), **wrong).status_code == 422
    assert not Snapshot.objects.exists()


def test_nor_one_of_a_day_to_come(client: Client, cast: Cast) -> None:
    assert enter(client, cast, timezone.localdate() + timedelta(days=2), followers=1).status_code == 422


def take(client: Client, day: date, reach: int, name: str) -> None:
    place = give(client, f'"Facebook reach"\n"Date","Primary"\n"{day}","{reach}"\n', name=name)["Location"]
    client.post(place, said())
    RUNS.work_off(run_id=MetricsRun.objects.latest("pk").pk)


def test_the_day_shows_what_counts_and_the_history_all_that_was_said(client: Client, cast: Cast) -> None:
    day = timezone.localdate() - timedelta(days=2)
    enter(client, cast, day, "estimate", reach=300, followers=90)
    enter(client, cast, day, reach=310)
    take(client, day, 320, "first.csv")
    take(client, day, 325, "second.csv")
    shown = client.get(page("days", "wouri-official"))
    (row,) = shown.context["rows"]
    counting = {metric.name: (one.value, one.source) for metric, one in row["cells"]}
    assert counting == {"reach": (325, "export"), "followers": (90, "estimate")}
    standing = next(one for metric, one in row["cells"] if metric.name == "reach")
    history = client.get(page("history", standing.snapshot))
    (reach, _followers) = history.context["histories"]
    told = [(one.value, one.source, one.run and one.run.file_name, one.counts) for one in reach.said]
    assert told == [
        (325, "export", "second.csv", True),
        (320, "export", "first.csv", False),
        (310, "hand", None, False),
        (300, "estimate", None, False),
    ]
    assert "second.csv" in words(history)


def test_who_only_reads_sees_figures_but_neither_files_nor_people(client: Client, cast: Cast) -> None:
    named_at_length(cast.cm)
    day = timezone.localdate() - timedelta(days=2)
    take(client, day, 320, "secret-name.csv")
    reader = client_of(cast.executive)
    one = Snapshot.objects.get()
    assert "320" in words(reader.get(page("days", "wouri-official")))
    for place in (page("overview"), page("history", one.pk)):
        shown = words(reader.get(place))
        assert "secret-name" not in shown
        assert cast.cm.name not in shown
    assert reader.get(page("give")).status_code == 403
    assert reader.get(page("enter")).status_code == 403
    assert client_of(cast.other_cm).get(page("overview")).status_code == 404


def test_the_overview_says_until_when_and_which_days_are_missing(client: Client, cast: Cast) -> None:
    today = timezone.localdate()
    for back in (9, 8, 5, 2):
        enter(client, cast, today - timedelta(days=back), reach=back)
    shown = client.get(page("overview"))
    official = next(one for one in shown.context["coverage"] if one.channel == cast.official)
    assert [(metric.name, day) for metric, day in official.until] == [("reach", today - timedelta(days=2))]
    gaps = [(gap.first, gap.last) for gap in official.gaps]
    assert gaps == [
        (today - timedelta(days=7), today - timedelta(days=6)),
        (today - timedelta(days=4), today - timedelta(days=3)),
    ]


def test_days_are_shown_five_weeks_at_a_time(client: Client, cast: Cast) -> None:
    long_ago = timezone.localdate() - timedelta(days=50)
    enter(client, cast, long_ago, reach=7)
    first = client.get(page("days", "wouri-official"))
    assert first.context["rows"] == []
    earlier = first.context["earlier"].isoformat()
    assert (
        client.get(page("days", "wouri-official"), {"until": earlier}).context["rows"][0]["day"] == long_ago
    )
    assert client.get(page("days", "wouri-official"), {"until": "2026-99-99"}).status_code == 200


def test_the_figures_of_a_post_are_read_off_its_page_by_a_person(client: Client, cast: Cast) -> None:
    post = published(cast, at=timezone.now() - timedelta(days=3))
    place, day = f"/posts/{post.pk}/figures/", timezone.localdate()
    of_post = words(client.get(f"/posts/{post.pk}/"))
    assert place in of_post
    assert "Publiée" in of_post
    sent = {"day": day.isoformat(), "source": "hand", "reach": "340", "comments": "12"}
    assert client.post(f"{place}enter/", sent).status_code == 303
    assert client.post(f"{place}enter/", sent | {"reach": "350", "comments": ""}).status_code == 303
    one = Snapshot.objects.get()
    assert (one.post, one.scope, one.stands, one.figures) == (post, "lifetime", True, {"reach": 350})
    shown = client.get(place)
    assert [(metric.name, said.value) for metric, said in shown.context["figures"]] == [("reach", 350)]
    form = client.get(f"{place}enter/").context["form"]
    assert form["reach"].value() == 350
    assert not {"followers", "posts"} & form.fields.keys()
    assert client.post(f"{place}enter/", sent | {"reach": "x"}).status_code == 422
    assert client_of(cast.executive).get(place).status_code == 200
    assert client_of(cast.executive).get(f"{place}enter/").status_code == 403


def test_the_reach_of_seven_days_is_entered_beside_the_figures_of_the_day(client: Client, cast: Cast) -> None:
    day = timezone.localdate()
    sent = {"channel": cast.official.pk, "day": day.isoformat(), "source": "hand", "week_reach": "900"}
    assert client.post(page("enter"), sent).status_code == 303
    assert client.post(page("enter"), sent | {"week_reach": "950", "reach": "40"}).status_code == 303
    kept = dict(Snapshot.objects.filter(channel=cast.official).values_list("scope", "figures"))
    assert kept == {"day": {"reach": 40}, "week": {"reach": 950}}
    form = client.get(page("enter"), {"of": "wouri-official", "day": day.isoformat()}).context["form"]
    assert (form["reach"].value(), form["week_reach"].value()) == (40, 950)
    assert client.post(page("enter"), sent | {"week_reach": "", "reach": "40"}).status_code == 303
    assert Snapshot.objects.get(scope="week").figures == {}
    assert client.post(page("enter"), sent | {"week_reach": "-1"}).status_code == 422
    week = Snapshot.objects.get(scope="week")
    assert client.get(page("history", week.pk)).status_code == 200
    assert {one["scope"] for one in stored_figures(brand=cast.brand, first=day, last=day)} == {"day"}


def test_what_is_not_published_has_no_figures(client: Client, cast: Cast) -> None:
    post = draft(cast)
    sent = {"day": timezone.localdate().isoformat(), "source": "hand", "reach": "340"}
    assert client.post(f"/posts/{post.pk}/figures/enter/", sent).url == f"/posts/{post.pk}/"
    assert not Snapshot.objects.exists()
