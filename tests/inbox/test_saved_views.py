"""Lists of the inbox under a name."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from channels_mgmt.inbox.models import SavedView
from channels_mgmt.inbox.services import erasure, views
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast, client_of
from tests.inbox.making import HTMX, NOON, logged

INBOX = "/b/wouri/inbox/"


def saved(cast: Cast, name: str = "Plaintes", **values: Any) -> SavedView:
    values = {
        "brand": cast.brand,
        "by": cast.cm,
        "query": "state=all&kind=complaint",
        "key": uuid4(),
    } | values
    return views.save_view(name=name, **values)


def page(view: SavedView, name: str) -> str:
    return reverse(f"inbox:{name}", args=["wouri", view.pk])


def names(client: Client) -> list[str]:
    return [view["name"] for view in client.get(INBOX).context["views"]]


def test_a_list_is_saved_under_a_name_and_opens_as_it_was(cast: Cast) -> None:
    logged(cast, author="Awa", kind="complaint")
    logged(cast, author="Boris", kind="question")
    client = client_of(cast.cm)
    form = client.get(f"{INBOX}views/new/?kind=complaint&state=all&holder=&nonsense=1").context["form"]
    assert form.initial["query"] == "state=all&kind=complaint"
    given = {"name": " Mes  plaintes ", "query": form.initial["query"], "key": str(uuid4())}
    for _twice in range(2):
        answer = client.post(f"{INBOX}views/new/", given)
        assert (answer.status_code, answer["Location"]) == (303, f"{INBOX}?state=all&kind=complaint")
    view = SavedView.objects.get()
    assert (view.name, view.owner, view.shared) == ("Mes plaintes", cast.cm, False)
    shown = client.get(f"{INBOX}?{view.query}")
    assert [row["author"] for row in shown.context["rows"]] == ["Awa"]
    assert [each["current"] for each in shown.context["views"]] == [True]


def test_the_query_is_written_in_one_way(cast: Cast) -> None:
    client = client_of(cast.cm)
    asked = "sort=latest&q=%20 facture&kind=complaint&state=all&holder=me&cursor=x&pick=1&period=2026-W99"
    client.post(f"{INBOX}views/new/", {"name": "A", "query": asked, "key": str(uuid4())})
    assert SavedView.objects.get().query == "state=all&q=facture&kind=complaint&holder=me"


def test_mine_come_before_the_teams_and_those_of_others_stay_theirs(cast: Cast) -> None:
    saved(cast, "Équipe", shared=True, by=cast.junior)
    saved(cast, "À junior", by=cast.junior)
    saved(cast, "La mienne")
    assert names(client_of(cast.cm)) == ["La mienne", "Équipe"]
    assert names(client_of(cast.executive)) == ["Équipe"]
    shown = client_of(cast.cm).get(f"{INBOX}views/").content.decode()
    assert "Équipe" in shown
    assert "À junior" not in shown


def test_the_bar_counts_in_one_query_what_each_view_holds(cast: Cast) -> None:
    for author in ("Awa", "Boris"):
        logged(cast, author=author, kind="complaint")
    logged(cast, author="Carine", kind="question")
    client = client_of(cast.cm)
    assert 'hx-trigger="load"' not in client.get(INBOX).content.decode()
    saved(cast)
    assert 'hx-trigger="load"' in client.get(INBOX).content.decode()

    def counted() -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as asked:
            found = client.get(f"{INBOX}views/counts/", headers=HTMX)
        return [str(view["count"]) for view in found.context["views"]], len(asked)

    counts, few = counted()
    assert counts == ["2"]
    for number in range(8):
        saved(cast, f"Vue {number}", query=f"state=all&theme=t{number}")
    assert counted() == (["2", *["0"] * 8], few)
    seen = client.get(f"{INBOX}views/counts/", headers=HTMX).context["seen"]
    assert client.get(f"{INBOX}views/counts/?seen={seen}", headers=HTMX).status_code == 204


def test_of_a_long_view_it_is_told_that_there_are_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels_mgmt.inbox.views.saved.COUNTED", 1)
    for author in ("Awa", "Boris"):
        logged(cast, author=author, kind="complaint")
    saved(cast)
    (view,) = client_of(cast.cm).get(f"{INBOX}views/counts/", headers=HTMX).context["views"]
    assert str(view["count"]) == "plus de 1"


def test_views_add_one_query_to_the_inbox_however_many_they_are(cast: Cast) -> None:
    client = client_of(cast.cm)
    client.get(INBOX)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(INBOX)
        return len(asked)

    few = queries()
    for number in range(20):
        saved(cast, f"Vue {number}")
    assert queries() == few <= 12


def test_a_view_is_renamed_shared_and_ordered(cast: Cast) -> None:
    first, second = saved(cast, "Un"), saved(cast, "Deux")
    client = client_of(cast.cm)
    client.post(page(second, "view_move"), {"to": "earlier"})
    assert names(client) == ["Deux", "Un"]
    client.post(page(second, "view_move"), {"to": "earlier"})
    assert names(client) == ["Deux", "Un"]
    client.post(page(second, "view_move"), {"to": "later"})
    assert names(client) == ["Un", "Deux"]
    answer = client.post(page(first, "view"), {"name": "Premier", "shared": "on", "edition": 1})
    assert answer.status_code == 303
    first.refresh_from_db()
    assert (first.name, first.shared, first.edition) == ("Premier", True, 2)


def test_the_second_of_two_who_change_a_view_is_told(cast: Cast) -> None:
    view = saved(cast, shared=True)
    views.change_view(view=view, by=cast.manager, name="Autre", shared=True, edition=1)
    with pytest.raises(ChangedMeanwhileError):
        views.change_view(view=view, by=cast.cm, name="Encore", shared=True, edition=1)
    again = client_of(cast.cm).post(page(view, "view"), {"name": "Encore", "shared": "on", "edition": 1})
    assert again.status_code == 422
    assert again.context["form"].data["edition"] == 2


def test_a_deleted_view_comes_back(cast: Cast) -> None:
    view = saved(cast)
    client = client_of(cast.cm)
    answer = client.post(page(view, "view_delete"), follow=True)
    undo = page(view, "view_restore")
    assert undo in answer.content.decode()
    assert names(client) == []
    client.post(undo)
    assert names(client) == ["Plaintes"]
    views.delete_view(view=view, by=cast.cm, at=NOON)
    saved(cast, "Autre", at=NOON + timedelta(days=2))
    assert not SavedView.objects.filter(pk=view.pk).exists(), "what was deleted long ago is gone"


def test_a_view_whose_name_was_taken_meanwhile_does_not_come_back_under_it(cast: Cast) -> None:
    view = saved(cast)
    views.delete_view(view=view, by=cast.cm)
    saved(cast)
    with pytest.raises(ValidationError):
        views.restore_view(view=view, by=cast.cm)


@pytest.mark.parametrize("name", ["", "   ", "a" * 61])
def test_a_name_must_be_one(name: str, cast: Cast) -> None:
    client = client_of(cast.cm)
    given = {"name": name, "query": "", "key": str(uuid4())}
    assert client.post(f"{INBOX}views/new/", given).status_code == 422
    assert not SavedView.objects.exists()


def test_nobody_has_two_of_a_name_nor_too_many(cast: Cast) -> None:
    saved(cast)
    with pytest.raises(ValidationError):
        saved(cast)
    saved(cast, by=cast.junior)
    for number in range(views.MOST - 1):
        saved(cast, f"Vue {number}")
    with pytest.raises(ValidationError) as refused:
        saved(cast, "Une de trop")
    assert refused.value.code == "too_many"


def test_a_key_of_somebody_else_saves_nothing(cast: Cast) -> None:
    key = uuid4()
    saved(cast, key=key)
    with pytest.raises(ValidationError):
        saved(cast, key=key, by=cast.junior)


def test_who_may_do_what_with_a_view(cast: Cast) -> None:
    view = saved(cast, shared=True)
    with pytest.raises(ValidationError):
        saved(cast, by=cast.executive, shared=True)
    for stranger in (cast.junior, cast.executive):
        with pytest.raises(ValidationError):
            views.change_view(view=view, by=stranger, name="Autre", shared=True)
        with pytest.raises(ValidationError):
            views.delete_view(view=view, by=stranger)
    views.change_view(view=view, by=cast.manager, name="De la gérance", shared=True)
    own = saved(cast, "La mienne")
    statuses = {"junior": 404, "executive": 404, "contact": 403, "other_cm": 404, "rival": 404}
    for name, status in statuses.items():
        assert client_of(cast.people[name]).get(page(own, "view")).status_code == status, name
    assert "shared" not in client_of(cast.executive).get(f"{INBOX}views/new/").context["form"].fields


def test_each_act_on_a_view_is_on_record_without_its_name(cast: Cast) -> None:
    view = saved(cast, "Suivi de Awa Fotso")
    views.change_view(view=view, by=cast.cm, name="Suivi de Awa", shared=True)
    views.delete_view(view=view, by=cast.cm)
    views.restore_view(view=view, by=cast.cm)
    told = AuditEntry.objects.filter(verb__startswith="view.").order_by("pk")
    assert [line.verb for line in told] == ["view.saved", "view.changed", "view.deleted", "view.put_back"]
    assert not [line for line in told if "Awa" in f"{line.label}{line.before}{line.after}{line.details}"]


def test_views_that_name_a_person_go_with_what_is_held_of_them(cast: Cast) -> None:
    logged(cast, author="Awa Fotso")
    by_author = saved(cast, "Une auteure", query="state=all&author=Awa+Fotso")
    by_word = saved(cast, "Une recherche", query="q=AWA+FOTSO+facture", by=cast.junior)
    by_name = saved(cast, "Suivi Awa Fotso", query="")
    other = saved(cast, "Awatif", query="author=Awatif")
    erasure.erase_person(cast.brand, "Awa Fotso")
    assert not SavedView.objects.filter(pk__in=[by_author.pk, by_word.pk, by_name.pk]).exists()
    assert SavedView.objects.filter(pk=other.pk).exists()
