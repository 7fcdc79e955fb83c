"""Others at the same interaction, and two replies at once."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis.exceptions import ConnectionError as RedisConnectionError

from channels_mgmt.inbox.choices import ApprovalState, Direction
from channels_mgmt.inbox.models import Approval, Interaction
from cmhub.lib import presence
from cmhub.lib.presence import ANSWERING, Other
from tests.cast import Cast, client_of
from tests.inbox.making import HTMX, logged


@pytest.fixture(autouse=True)
def _nobody() -> Iterator[None]:
    """Rows of another test had the same numbers."""
    cache.clear()
    yield
    cache.clear()


def address(interaction: Interaction, query: str = "") -> str:
    return f"/interactions/{interaction.pk}/presence/?{query}"


def look(client: Client, interaction: Interaction) -> list[Other]:
    return list(client.get(f"/interactions/{interaction.pk}/").context["others_here"])


def test_two_at_one_interaction_see_each_other(cast: Cast) -> None:
    interaction, other = logged(cast), logged(cast)
    cm, service = client_of(cast.cm), client_of(cast.service)
    assert look(cm, interaction) == []
    assert [one.name for one in look(service, interaction)] == [cast.cm.name]
    assert look(service, other) == []
    shown = cm.get(address(interaction), headers=HTMX)
    assert [one.name for one in shown.context["others_here"]] == [cast.service.name]
    assert f"{cast.service.name}" in shown.content.decode()
    assert "<html" not in shown.content.decode()
    seen = shown.context["presence_seen"]
    assert cm.get(address(interaction, f"seen={seen}"), headers=HTMX).status_code == 204


def test_who_types_is_shown_as_answering(cast: Cast) -> None:
    interaction = logged(cast)
    cm, service = client_of(cast.cm), client_of(cast.service)
    assert service.get(address(interaction, "doing=answering"), headers=HTMX).status_code == 204
    assert look(cm, interaction) == [Other(cast.service.pk, cast.service.name, ANSWERING)]
    reader = client_of(cast.executive)
    reader.get(address(interaction, "doing=answering"), headers=HTMX)
    assert Other(cast.executive.pk, cast.executive.name) in look(cm, interaction)
    assert cm.get(f"/interactions/{interaction.pk}/answer/").context["others_here"]


def test_the_form_to_reply_tells_while_somebody_types(cast: Cast) -> None:
    interaction = logged(cast)
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/").content.decode()
    assert f'hx-get="{address(interaction, "doing=answering")}" hx-trigger="input from:closest form' in page
    assert 'id="presence" role="status"' in page
    assert 'hx-trigger="every 10s"' in page


def test_the_list_marks_what_others_have_open(cast: Cast) -> None:
    looked, written, mine = logged(cast, author="A"), logged(cast, author="B"), logged(cast, author="C")
    cm, service = client_of(cast.cm), client_of(cast.service)
    look(service, looked)
    service.get(address(written, "doing=answering"), headers=HTMX)
    look(cm, mine)
    rows = {row["author"]: row for row in cm.get("/b/wouri/inbox/").context["rows"]}
    assert rows["A"]["watching"] == rows["B"]["answering"] == cast.service.name
    assert not {"watching", "answering"} & rows["C"].keys()
    seen = cm.get("/b/wouri/inbox/").context["seen"]
    assert cm.get(f"/b/wouri/inbox/?seen={seen}", headers=HTMX).status_code == 204
    look(service, mine)
    assert cm.get(f"/b/wouri/inbox/?seen={seen}", headers=HTMX).status_code == 200


def test_it_costs_the_database_nothing_but_the_look_at_the_rights(cast: Cast) -> None:
    interaction = logged(cast)
    client = client_of(cast.cm)
    client.get(address(interaction), headers=HTMX)
    with CaptureQueriesContext(connection) as asked:
        client.get(address(interaction), headers=HTMX)
    assert len(asked) <= 5


def test_without_the_cache_server_pages_show_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    interaction = logged(cast)
    look(client_of(cast.service), interaction)

    def down() -> Any:
        raise RedisConnectionError("down")

    monkeypatch.setattr(presence, "server", down)
    cm = client_of(cast.cm)
    assert look(cm, interaction) == []
    assert cm.get("/b/wouri/inbox/").status_code == 200
    assert cm.get(address(interaction), headers=HTMX).status_code == 200


def test_who_may_be_here(cast: Cast) -> None:
    interaction = logged(cast)
    statuses = {"executive": 200, "contact": 404, "other_cm": 404, "rival": 404}
    for name, status in statuses.items():
        found = client_of(cast.people[name]).get(address(interaction), headers=HTMX)
        assert found.status_code == status, name
    assert [one.name for one in look(client_of(cast.cm), interaction)] == [cast.executive.name]
    plain = client_of(cast.cm).get(address(interaction))
    assert plain["Location"] == f"/interactions/{interaction.pk}/"


def form_of(client: Client, interaction: Interaction) -> dict[str, Any]:
    form = client.get(f"/interactions/{interaction.pk}/").context["answer_form"]
    return {"seen": form["seen"].value(), "key": str(uuid4())}


def test_two_replies_at_once_the_second_is_told_and_sends_knowingly(cast: Cast) -> None:
    interaction = logged(cast)
    cm, service = client_of(cast.cm), client_of(cast.service)
    first, second = form_of(cm, interaction), form_of(service, interaction)
    page = f"/interactions/{interaction.pk}/answer/"
    assert cm.post(page, first | {"text": "Le réseau revient."}).status_code == 303
    told = service.post(page, second | {"text": "Nous regardons."})
    assert told.status_code == 422
    assert cast.cm.name in told.content.decode()
    assert "Nous regardons." in told.content.decode()
    assert interaction.messages.filter(direction=Direction.OUT).count() == 1
    again = second | {"text": "Nous regardons.", "seen": told.context["answer_form"]["seen"].value()}
    assert service.post(page, again).status_code == 303
    assert interaction.messages.filter(direction=Direction.OUT).count() == 2


def test_a_reply_beside_one_that_waits_for_approval_is_told(cast: Cast) -> None:
    interaction = logged(cast)
    cm, service = client_of(cast.cm), client_of(cast.service)
    first, second = form_of(cm, interaction), form_of(service, interaction)
    page = f"/interactions/{interaction.pk}/answer/"
    in_doubt = {"text": "Remboursé demain.", "in_doubt": "on", "doubt": "Le montant"}
    assert cm.post(page, first | in_doubt).status_code == 303
    told = service.post(page, second | {"text": "Jamais.", "in_doubt": "on", "doubt": "Le ton"})
    assert told.status_code == 422
    told = service.post(page, second | {"text": "Jamais."})
    assert told.status_code == 422
    assert cast.cm.name in told.content.decode()
    assert Approval.objects.get().state == ApprovalState.ASKED
    assert not interaction.messages.filter(direction=Direction.OUT).exists()
