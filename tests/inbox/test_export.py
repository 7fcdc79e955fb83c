"""The list as a file."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from accounts.models import AuditEntry
from channels_mgmt.inbox import exports
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.erasure import erase_person
from channels_mgmt.inbox.views import exports as views
from cmhub.lib.paging import every_row
from tests.cast import Cast, client_of
from tests.inbox.making import NOON, logged, minutes

INBOX = "/b/wouri/inbox/"


def csv_of(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"{INBOX}export/csv/?{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="')
    return list(csv.reader(StringIO(response.getvalue().decode().removeprefix("\ufeff"))))


def xlsx_of(client: Client, query: str = "") -> list[list[Any]]:
    response = client.get(f"{INBOX}export/xlsx/?{query}")
    assert response.status_code == 200
    return CalamineWorkbook.from_filelike(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()


@pytest.fixture
def filled(cast: Cast) -> Client:
    logged(cast, author="Awa", kind="complaint", text="=1+1", at=NOON)
    taken = logged(cast, author="Boris", kind="complaint", at=NOON + minutes(5))
    sorting.hold(interaction=taken, by=cast.cm)
    logged(cast, author="Carine", kind="question", at=NOON + minutes(9))
    return client_of(cast.cm)


def test_columns_say_the_zone_the_account_and_the_language_in_words(filled: Client) -> None:
    Interaction.objects.update(language="fr")
    header, first, *_others = csv_of(filled, "state=all")
    assert header[1] == "Ouverte le (heures de Africa/Douala)"
    assert first[3].endswith(" · officiel")
    assert first[9] == "Français"


def test_the_file_holds_exactly_what_the_list_shows_in_its_order(filled: Client) -> None:
    for query in ("", "state=all&kind=complaint", "holder=me", "sort=latest", "state=closed"):
        shown = [row["author"] for row in filled.get(f"{INBOX}?{query}").context["rows"]]
        for rows in (csv_of(filled, query), xlsx_of(filled, query)):
            assert [row[5] for row in rows[1:]] == shown, query


def test_times_are_those_of_the_brand_and_nothing_is_run(filled: Client) -> None:
    header, first, *_others = csv_of(filled)
    assert len(header) == len(first) == 20
    assert first[1] == "2026-03-04 13:00:00+01:00"
    assert first[-1] == "'=1+1"
    _header, first, *_others = xlsx_of(filled)
    assert str(first[1]) == "2026-03-04 13:00:00"
    assert first[-1] == "'=1+1"


def test_rows_longer_than_a_page_are_all_there(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(23):
        logged(cast, author=f"a{number:02}", at=NOON + minutes(number // 3))

    def small(*args: Any, **kwargs: Any) -> Any:
        return every_row(*args, **kwargs, size=5)

    monkeypatch.setattr(exports, "every_row", small)
    assert [row[5] for row in csv_of(client_of(cast.cm))[1:]] == [f"a{number:02}" for number in range(23)]


def test_queries_do_not_grow_with_the_rows(cast: Cast) -> None:
    client = client_of(cast.cm)
    client.get(INBOX)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            csv_of(client)
        return len(asked)

    logged(cast)
    few = queries()
    rows = [
        Interaction(
            brand=cast.brand,
            channel=cast.official,
            author=f"a{n}",
            author_key=f"a{n}",
            opened_at=NOON,
            last_at=NOON,
            waiting_since=NOON,
        )
        for n in range(300)
    ]
    Interaction.objects.bulk_create(rows)
    assert queries() == few <= 15


def test_a_list_too_long_for_a_file_says_so(
    cast: Cast, filled: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 2)
    answer = filled.get(f"{INBOX}export/csv/?state=all", follow=True)
    assert answer.redirect_chain == [(f"{INBOX}?state=all", 303)]
    assert list(answer.context["messages"])
    assert not AuditEntry.objects.filter(verb="interactions.exported").exists()


def test_who_was_erased_is_not_named(cast: Cast, filled: Client) -> None:
    erase_person(cast.brand, "Awa")
    rows = csv_of(filled, "state=all&sort=oldest")
    assert not [row for row in rows if "Awa" in row or "∅" in row]
    assert len(rows) == 4


def test_the_record_tells_which_filters_and_never_what_was_searched(cast: Cast, filled: Client) -> None:
    csv_of(filled, "state=all&q=Awa&author=Boris&kind=complaint")
    line = AuditEntry.objects.get(verb="interactions.exported")
    assert (line.by, line.brand_id) == (cast.cm, cast.brand.pk)
    assert line.details["file"] == "csv"
    assert set(line.details["filters"]) == {"q", "author", "kind"}
    assert "Awa" not in str(line.details)
    assert "Boris" not in str(line.details)


def test_who_may_take_the_list(cast: Cast, filled: Client) -> None:
    statuses = {"executive": 200, "contact": 403, "other_cm": 404, "rival": 404}
    for name, status in statuses.items():
        for kind in ("csv", "xlsx"):
            found = client_of(cast.people[name]).get(f"{INBOX}export/{kind}/")
            assert found.status_code == status, name
