"""The page: a file is given, looked at, confirmed, taken in by a worker, and its refused lines downloaded."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.models import AdoptionQuestion, ColumnMap, IntakeRun, Message
from channels_mgmt.inbox.services import intake_work
from channels_mgmt.inbox.services.logging import log_interaction
from tests.cast import Cast

FILE = """tweet_id,author_id,inbound,created_at,text,in_response_to_tweet_id
1,awa,True,Wed Oct 11 13:00:00 +0000 2017,<script>alert(1)</script> =1+1,
2,wouri,False,Wed Oct 11 14:00:00 +0000 2017,Voici,1
3,awa,True,2017-10-11,sans heure,2
"""
COLUMNS = {
    "message_id": "tweet_id", "direction": "inbound", "sent_at": "created_at", "author": "author_id",
    "text": "text", "in_reply_to": "in_response_to_tweet_id",
}  # fmt: skip


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.cm)
    return client


def give(client: Client, content: str | bytes = FILE, key: str = "") -> Any:
    upload = SimpleUploadedFile("export.csv", content.encode() if isinstance(content, str) else content)
    return client.post(page(), {"file": upload, "key": key or str(uuid4())})


def page(name: str = "import", *args: int) -> str:
    return reverse(f"inbox:{name}", args=["wouri", *args])


def test_from_the_file_to_the_interactions(client: Client, cast: Cast) -> None:
    given = give(client)
    assert given.status_code == 303
    check = client.get(given["Location"])
    assert [line.reason == "" for line in check.context["preview"].lines] == [True, True, False]
    assert b"<script>alert" not in check.content
    assert b"&lt;script&gt;alert(1)&lt;/script&gt; =1+1" in check.content
    confirmed = client.post(given["Location"], {**COLUMNS, "channel": cast.official.pk})
    assert confirmed.status_code == 303
    run = IntakeRun.objects.get()
    assert (run.state, run.columns) == (IntakeState.QUEUED, COLUMNS)
    assert not Message.objects.exists()
    assert "hx-trigger" in client.get(given["Location"]).content.decode()
    intake_work.work_off(run_id=run.pk)
    done = client.get(given["Location"]).content.decode()
    assert 'hx-trigger="every 2s"' not in done
    assert page("intake_refused", run.pk) in done
    refused = client.get(page("intake_refused", run.pk))
    assert "attachment" in refused["Content-Disposition"]
    assert b"".join(refused.streaming_content).decode().splitlines()[1].startswith("4,")  # type: ignore[attr-defined]
    assert Message.objects.filter(brand=cast.brand).count() == 2


@pytest.mark.parametrize(
    ("language", "name", "reason"),
    [
        ("en", "export, refused lines.csv", "is a date without a time."),
        ("fr", "export, lignes refusées.csv", "est une date sans heure."),
    ],
)
def test_what_is_refused_is_told_in_the_language_of_who_gave_the_file(
    client: Client, cast: Cast, language: str, name: str, reason: str
) -> None:
    client.get(f"{page()}?lang={language}")
    client.post(give(client)["Location"], {**COLUMNS, "channel": cast.official.pk})
    run = IntakeRun.objects.get()
    intake_work.work_off(run_id=run.pk)
    refused = client.get(page("intake_refused", run.pk))
    assert name in unquote(refused["Content-Disposition"])
    assert reason in b"".join(refused.streaming_content).decode()  # type: ignore[attr-defined]


def test_columns_are_remembered_for_the_brand_and_the_header(client: Client, cast: Cast) -> None:
    unusual = FILE.replace("author_id", "qui")
    first = give(client, unusual)
    assert "qui" not in IntakeRun.objects.get().columns.values()
    client.post(first["Location"], {**COLUMNS, "author": "qui", "channel": cast.official.pk})
    assert ColumnMap.objects.get().columns["author"] == "qui"
    give(client, unusual)
    assert IntakeRun.objects.latest("created_at").columns["author"] == "qui"


def test_the_preview_follows_the_columns_chosen_with_and_without_htmx(client: Client, cast: Cast) -> None:
    place = give(client)["Location"]
    chosen = {**COLUMNS, "text": "author_id", "channel": cast.official.pk}
    whole = client.get(place, chosen)
    piece = client.get(place, chosen, headers={"HX-Request": "true"})
    assert whole.context["preview"].lines[0].line.text == "awa"
    assert b"<html" in whole.content
    assert b"<html" not in piece.content
    assert b'id="preview"' in piece.content


def test_on_a_phone_each_line_of_the_preview_is_a_card_with_its_text_below_its_label(client: Client) -> None:
    shown = client.get(f"{give(client)['Location']}?lang=en").content.decode()
    assert '<span class="only-phone">Line </span>2' in shown
    assert '<td class="cell--text" data-label="Text">' in shown
    assert "Choose a channel…" in shown


def test_a_missing_column_or_channel_is_said_and_nothing_starts(client: Client, cast: Cast) -> None:
    place = give(client)["Location"]
    without = client.post(place, {**COLUMNS, "author": "", "channel": cast.official.pk})
    assert without.status_code == 422
    assert "author" in without.context["form"].errors
    assert client.post(place, COLUMNS).context["form"].errors.keys() == {"channel"}
    assert IntakeRun.objects.get().state == IntakeState.GIVEN


def test_a_file_given_twice_is_one_and_confirmed_twice_is_one(client: Client, cast: Cast) -> None:
    key = str(uuid4())
    assert give(client, key=key)["Location"] == give(client, key=key)["Location"]
    run = IntakeRun.objects.get()
    for _time in range(2):
        client.post(page("intake_run", run.pk), {**COLUMNS, "channel": cast.official.pk})
    assert intake_work.resume_runs() == 1


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"\n\n"], ids=["empty", "picture", "blank"]
)
def test_what_is_no_table_is_refused_on_the_page(client: Client, content: bytes) -> None:
    answer = give(client, content)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not IntakeRun.objects.exists()


def test_a_file_that_is_too_large_is_refused_on_the_page(client: Client, settings: object) -> None:
    settings.INTAKE_MAX_BYTES = 10  # type: ignore[attr-defined]
    assert give(client).status_code == 422


def test_unchanged_progress_is_not_sent_again(client: Client, cast: Cast) -> None:
    place = give(client)["Location"]
    client.post(place, {**COLUMNS, "channel": cast.official.pk})
    version = client.get(place).context["version"]
    assert client.get(place, {"seen": version}, headers={"HX-Request": "true"}).status_code == 204
    intake_work.note(IntakeRun.objects.get(), read=1)
    assert client.get(place, {"seen": version}, headers={"HX-Request": "true"}).status_code == 200


def test_a_failed_run_says_why(client: Client, cast: Cast) -> None:
    place = give(client)["Location"]
    client.post(place, {**COLUMNS, "channel": cast.official.pk})
    run = IntakeRun.objects.get()
    intake_work.note(run, columns={**COLUMNS, "author": "nobody"})
    intake_work.work_off(run_id=run.pk)
    assert "nobody" in client.get(place).content.decode()


def test_a_file_that_nobody_confirms_is_forgotten(client: Client) -> None:
    give(client)
    run = IntakeRun.objects.get()
    intake_work.note(run, created_at=run.created_at - intake_work.FORGOTTEN * 2)
    intake_work.resume_runs()
    assert not IntakeRun.objects.exists()


def test_a_person_decides_which_recorded_message_it_is(client: Client, cast: Cast) -> None:
    for name in ("Awa", "Binta"):
        log_interaction(brand=cast.brand, channel=cast.official, author=name, text="Merci", by=cast.cm)
    (one, _other) = Message.objects.order_by("pk")
    at = one.sent_at.isoformat()
    place = give(client, f"message_id,direction,sent_at,author,text\n7,in,{at},awa,merci\n")["Location"]
    names = {name: name for name in ("message_id", "direction", "sent_at", "author", "text")}
    client.post(place, {**names, "channel": cast.official.pk})
    intake_work.work_off(run_id=IntakeRun.objects.get().pk)
    question = AdoptionQuestion.objects.get()
    home = page("import")
    assert question in client.get(home).context["questions"]
    client.post(page("adoption", question.pk), {"adopted": one.pk})
    assert set(Message.objects.values_list("external_id", flat=True)) == {"7", None}
    assert client.get(home).context["questions"] == []


def test_who_may_not_take_in(client: Client, cast: Cast) -> None:
    place = give(client)["Location"]
    expected = {"service": 403, "executive": 403, "rival": 404, "other_cm": 404, "manager": 200}
    for who, status in expected.items():
        client.force_login(cast.people[who])
        assert [client.get(url).status_code for url in (place, page())] == [status, status], who
