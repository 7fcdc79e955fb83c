"""Acts on several interactions at once, and their one undo."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from channels_mgmt.brands.access import rights_of
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import BulkAct, Interaction
from channels_mgmt.inbox.services import bulk, sorting, states
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.bulk import Outcome
from tests.cast import Cast, client_of
from tests.inbox.making import NOON, logged

BULK = "/b/wouri/inbox/bulk/"
STATE = ("state", "holder_id", "kind", "theme", "priority", "reopened", "closed_at", "reason")


def several(cast: Cast, number: int = 3) -> list[Interaction]:
    return [logged(cast, author=f"a{n}") for n in range(number)]


def do(cast: Cast, act: str, rows: list[Interaction], by: Any = None, **said: Any) -> Outcome:
    user = by or cast.cm
    return bulk.act_on(
        access=rights_of(user, cast.brand),
        interactions=[row.pk for row in rows],
        act=act,
        by=user,
        said=said,
    )


def how(rows: list[Interaction]) -> list[tuple[Any, ...]]:
    return [Interaction.objects.values_list(*STATE).get(pk=row.pk) for row in rows]


ACTS: list[tuple[str, dict[str, Any]]] = [
    ("take", {}),
    ("hand_over", {"to": "junior"}),
    ("classify", {"kind": "bug", "priority": 4, "theme": "Réseau"}),
    ("set_aside", {"reason": "Spam"}),
    ("close", {}),
]


@pytest.mark.parametrize(("act", "said"), ACTS, ids=[act for act, _said in ACTS])
def test_each_act_is_done_to_all_and_undone_at_once(act: str, said: dict[str, Any], cast: Cast) -> None:
    rows = several(cast)
    sorting.hold(interaction=rows[0], by=cast.junior if act in ("take", "hand_over") else cast.cm)
    before = how(rows)
    said = {name: cast.people[value] if name == "to" else value for name, value in said.items()}
    outcome = do(cast, act, rows, **said)
    changed = [one != was for one, was in zip(how(rows), before, strict=True)]
    refused = [row.pk in outcome.refused for row in rows]
    assert refused == [act == "take", False, False]
    assert changed == [act not in ("take", "hand_over"), True, True]
    assert outcome.act
    undone = bulk.undo_act(act=outcome.act, by=cast.cm)
    assert how(rows) == before
    assert not undone.refused
    assert rows[1].events.last().verb == "put_back"


def test_what_is_over_is_reopened_and_set_aside_again_with_its_reason(cast: Cast) -> None:
    aside, closed = several(cast, 2)
    sorting.set_aside(interaction=aside, by=cast.cm, reason="Spam")
    sorting.close(interaction=closed, by=cast.cm)
    before = how([aside, closed])
    outcome = do(cast, "reopen", [aside, closed])
    assert {row[0] for row in how([aside, closed])} == {State.REOPENED}
    assert outcome.act
    bulk.undo_act(act=outcome.act, by=cast.cm)
    assert how([aside, closed]) == before
    assert before[0][-1] == "Spam"


def test_some_are_refused_and_the_others_done(cast: Cast) -> None:
    rows = several(cast, 5)
    sorting.hold(interaction=rows[0], by=cast.junior)
    sorting.hold(interaction=rows[1], by=cast.junior)
    sorting.close(interaction=rows[2], by=cast.cm)
    outcome = do(cast, "take", rows)
    assert outcome.done == [rows[3].pk, rows[4].pk]
    (why, number), (_over, one) = outcome.reasons()
    assert (number, one) == (2, 1)
    assert cast.junior.name in why


def test_the_undo_leaves_alone_what_somebody_acted_on_since(cast: Cast) -> None:
    rows = several(cast)
    outcome = do(cast, "close", rows)
    sorting.reopen(interaction=rows[0], by=cast.junior)
    answer_interaction(interaction=rows[0], text="Voilà.", by=cast.junior)
    assert outcome.act
    undone = bulk.undo_act(act=outcome.act, by=cast.cm)
    assert list(undone.refused) == [rows[0].pk]
    assert [row[0] for row in how(rows)] == [State.ANSWERED, State.NEW, State.NEW]
    with pytest.raises(ValidationError) as again:
        bulk.undo_act(act=outcome.act, by=cast.cm)
    assert again.value.code == "undone"


def test_what_waited_for_somebody_is_not_put_back_to_waiting_for_nothing(cast: Cast) -> None:
    (row,) = several(cast, 1)
    states.move(interaction=row, to=State.WAITING_ESCALATED, by=cast.cm)
    outcome = do(cast, "close", [row])
    assert outcome.act
    assert list(bulk.undo_act(act=outcome.act, by=cast.cm).refused) == [row.pk]
    assert how([row])[0][0] == State.CLOSED


def test_the_undo_is_for_who_did_it_and_for_an_hour(cast: Cast) -> None:
    outcome = do(cast, "close", several(cast))
    assert outcome.act
    with pytest.raises(ValidationError):
        bulk.undo_act(act=outcome.act, by=cast.junior)
    late = timezone.now() + timedelta(hours=2)
    with pytest.raises(ValidationError) as refused:
        bulk.undo_act(act=outcome.act, by=cast.cm, at=late)
    assert refused.value.code == "too_late"
    with time_machine.travel(late):
        do(cast, "take", several(cast))
    assert not BulkAct.objects.filter(pk=outcome.act.pk).exists(), "what can no longer be undone is not kept"


def test_done_twice_changes_nothing_more_and_leaves_no_second_undo(cast: Cast) -> None:
    rows = several(cast)
    do(cast, "take", rows)
    again = do(cast, "take", rows)
    assert (again.done, again.act) == ([row.pk for row in rows], None)
    assert BulkAct.objects.count() == 1


def test_foreign_ones_are_as_good_as_gone(cast: Cast) -> None:
    foreign = logged(cast, brand=cast.other_brand, channel=cast.other_brand.channels.first())
    outcome = do(cast, "close", [foreign])
    assert list(outcome.refused) == [foreign.pk]
    assert how([foreign])[0][0] == State.NEW


@pytest.mark.parametrize("number", [0, bulk.MOST + 1])
def test_none_and_too_many_are_refused(number: int, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        bulk.refuse_number(number)


def test_each_is_on_record_once(cast: Cast) -> None:
    rows = several(cast)
    do(cast, "close", rows)
    told = AuditEntry.objects.filter(verb="interaction.closed")
    assert sorted(told.values_list("object_id", flat=True)) == [row.pk for row in rows]


def post(client: Client, act: str, rows: list[Interaction], **said: Any) -> Any:
    return client.post(BULK, {"act": act, "pick": [row.pk for row in rows], "list": "state=all", **said})


def test_the_list_offers_boxes_to_who_may_act(cast: Cast) -> None:
    (row,) = several(cast, 1)
    page = client_of(cast.cm).get("/b/wouri/inbox/").content.decode()
    assert f'name="pick" form="bulk" value="{row.pk}" aria-label=' in page
    assert 'id="bulk"' in page
    reader = client_of(cast.executive).get("/b/wouri/inbox/").content.decode()
    assert 'name="pick"' not in reader
    assert 'id="bulk"' not in reader
    whole = client_of(cast.cm).get("/b/wouri/inbox/?pick=all").content.decode()
    assert whole.count(" checked>") == 1


def test_a_form_of_the_list_says_what_came_of_it_and_keeps_the_refused_ticked(cast: Cast) -> None:
    rows = several(cast)
    sorting.hold(interaction=rows[0], by=cast.junior)
    client = client_of(cast.cm)
    answer = post(client, "take", rows)
    assert answer["Location"] == f"/b/wouri/inbox/?state=all&pick={rows[0].pk}"
    page = client.get(answer["Location"])
    told = [str(message) for message in page.context["messages"]]
    assert told[0] == "Prendre\xa0: 2 interactions."
    assert cast.junior.name in told[1]
    assert page.content.decode().count(" checked>") == 1
    act = BulkAct.objects.get()
    undo = f"{BULK}{act.pk}/undo/"
    assert undo in page.content.decode()
    client.post(undo)
    assert [row[1] for row in how(rows)] == [cast.junior.pk, None, None]


def test_what_must_be_said_is_asked_for_first(cast: Cast) -> None:
    rows = several(cast)
    client = client_of(cast.cm)
    for act, wrong, right in (
        ("set_aside", {}, {"reason": "Spam"}),
        ("classify", {"kind": "", "priority": "", "theme": ""}, {"theme": "Réseau"}),
        ("hand_over", {"to": cast.rival.pk}, {"to": cast.junior.pk}),
    ):
        asked = post(client, act, rows)
        assert asked.status_code == 200
        assert asked.content.decode().count('name="pick"') == len(rows)
        assert post(client, act, rows, said="1", **wrong).status_code == 422
        assert post(client, act, rows, said="1", **right).status_code == 303
        if act == "set_aside":
            post(client, "reopen", rows)
    assert {(row[1], row[3]) for row in how(rows)} == {(cast.junior.pk, "Réseau")}


@pytest.mark.parametrize(
    "sent", [{}, {"act": "nonsense"}, {"act": "take"}, {"act": "take", "pick": ["x", "-1", "9" * 30]}]
)
def test_nonsense_changes_nothing_and_is_told(sent: dict[str, Any], cast: Cast) -> None:
    rows = several(cast)
    client = client_of(cast.cm)
    answer = client.post(BULK, sent, follow=True)
    assert answer.status_code == 200
    assert list(answer.context["messages"])
    assert {row[1] for row in how(rows)} == {None}


def test_the_list_that_an_act_leads_back_to_is_one_of_ours(cast: Cast) -> None:
    answer = post(client_of(cast.cm), "take", several(cast), list="//evil.example/&state=all&x=y")
    assert answer["Location"] == "/b/wouri/inbox/?state=all"


def test_who_may_act(cast: Cast) -> None:
    rows = several(cast)
    statuses = {"executive": 403, "contact": 403, "other_cm": 404, "rival": 404, "junior": 303}
    for name, status in statuses.items():
        assert post(client_of(cast.people[name]), "take", rows).status_code == status, name
    assert {row[1] for row in how(rows)} == {cast.junior.pk}


def test_two_hundred_at_once(cast: Cast) -> None:
    now = NOON
    rows = Interaction.objects.bulk_create(
        Interaction(
            brand=cast.brand, channel=cast.official, author=f"a{n}", author_key=f"a{n}", opened_at=now,
            last_at=now, waiting_since=now,
        )
        for n in range(bulk.MOST)
    )  # fmt: skip
    outcome = do(cast, "close", list(rows))
    assert len(outcome.done) == bulk.MOST
    assert outcome.act
    assert len(bulk.undo_act(act=outcome.act, by=cast.cm).done) == bulk.MOST


def test_the_undo_leads_back_to_the_list_that_one_came_from(cast: Cast) -> None:
    rows, client = several(cast), client_of(cast.cm)
    sent = {"act": "close", "pick": [row.pk for row in rows], "list": "state=all&author=a", "said": "1"}
    page = client.post(BULK, sent, follow=True).text
    assert "Clôturer" in page
    assert "3 interactions." in page
    undo = re.search(r'action="(/b/wouri/inbox/bulk/[^"]+)"', page)
    assert undo
    back = client.post(unescape(undo[1]))["Location"]
    assert back.startswith("/b/wouri/inbox/?state=all&author=a")
