"""What a forgotten filter leaks: nothing, since the database looks as well.

The views of `tests.access.forgetful` ask for everything; the requests of all other tests run under the same
rules, so that a rule which hides too much fails there.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, models, transaction
from django.test import Client

from accounts.models import AuditEntry, Membership
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction, Message
from cmhub.lib.row_security import OPEN, UnprotectedError, condition_of, conditions
from cmhub.lib.scope import Scope, asking, everything, narrow_to
from cmhub.management.commands.grant_rights import LIBRARIES
from tests.access.test_walk import PEOPLE, roles_on
from tests.access.things import Things
from tests.cast import Cast

WITH_BRAND = [
    model
    for model in apps.get_models(include_auto_created=True)
    if any(f.name == "brand" and isinstance(f, models.ForeignKey) for f in model._meta.concrete_fields)
]
KNOWN_BEFORE_ANYBODY = {"accounts_user", "accounts_setuplink"}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def forgetful(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.access.forgetful"


@pytest.fixture
def things(db: None, furnished: dict[str, Things]) -> dict[str, Things]:
    """Something of everything on two brands that compete, and on one of another agency."""
    return {"own": furnished["wouri"], "competing": furnished["sanaga"], "rival": furnished["oasis"]}


def asked(client: Client, person: Any, path: str) -> Any:
    client.force_login(person)
    response = client.get(path)
    assert response.status_code == 200, response.content
    return response


def of_brands(cast: Cast, name: str) -> set[int]:
    user = getattr(cast, name)
    return {brand.pk for brand in Brand.objects.all() if roles_on(user, brand)}


def test_every_table_says_who_sees_its_rows(db: None) -> None:
    said = conditions(apps.get_models(include_auto_created=True), LIBRARIES)

    assert {table for table, condition in said.items() if condition == OPEN} == KNOWN_BEFORE_ANYBODY
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, array_agg(p.polname) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.relrowsecurity GROUP BY 1"
        )
        there = {table: set(policies) for table, policies in cursor.fetchall()}
    assert there == {table: {"everything", "scoped"} for table in said}


def test_a_model_of_which_nothing_says_it_is_refused() -> None:
    class Orphan(models.Model):
        class Meta:
            app_label = "brands"
            managed = True

        def __str__(self) -> str:
            return "nobody’s"

    try:
        with pytest.raises(UnprotectedError, match=r"brands\.Orphan"):
            condition_of(Orphan)
    finally:
        del apps.all_models["brands"]["orphan"]


def test_without_any_filter_everybody_sees_their_brands_and_no_other(
    cast: Cast, things: dict[str, Things]
) -> None:
    all_brands = set(Brand.objects.values_list("pk", flat=True))
    for name in PEOPLE:
        allowed = of_brands(cast, name)
        seen_somewhere = set()
        with asking(Scope(getattr(cast, name).pk)):
            assert set(Brand.objects.values_list("pk", flat=True)) == allowed, name
            for model in WITH_BRAND:
                seen = set(model._base_manager.values_list("brand", flat=True))
                assert seen <= allowed, (name, model)
                seen_somewhere |= seen
        assert seen_somewhere == allowed, name
        assert allowed != all_brands, name


def test_no_table_shows_a_row_of_another_agency(cast: Cast, things: dict[str, Things]) -> None:
    for name in PEOPLE:
        user = getattr(cast, name)
        own = {m.agency_id for m in Membership.objects.filter(user=user)}
        foreign = cast.agency.pk if name == "rival" else cast.rival_agency.pk
        with asking(Scope(user.pk)):
            seen = {agency_of(row) for row in every_row()}
        assert seen, name
        assert seen <= {*own, None}, name
        assert foreign not in seen, name


def every_row() -> Iterator[Any]:
    """All that the database shows of tables that are somebody's."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in LIBRARIES and condition_of(model) != OPEN:
            yield from model._base_manager.all()


PARENTS = (
    *("company", "department", "contact", "escalation", "adoptionquestion", "crisis", "item", "rule"),
    *("source", "entry", "statement", "lesson", "notice"),
    *("community", "ambassador", "event"),
)


def agency_of(row: Any) -> int | None:
    """The agency of a row, by whatever way leads there."""
    if row._meta.label == "accounts.Agency":
        return int(row.pk)
    for way in ("agency_id", "brand_id"):
        if (found := getattr(row, way, None)) is not None:
            with everything():
                return int(found if way == "agency_id" else Brand.objects.get(pk=found).agency_id)
    for parent in PARENTS:
        if getattr(row, f"{parent}_id", None) is not None:
            return agency_of(getattr(row, parent))
    return None


def test_nobody_sees_nothing(cast: Cast, things: dict[str, Things]) -> None:
    with asking(Scope()):
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label not in LIBRARIES and condition_of(model) != OPEN:
                assert not model._base_manager.exists(), model


@pytest.mark.parametrize("label", ["inbox.Message", "escalations.Escalation", "weekly.WeeklyReport"])
@pytest.mark.usefixtures("forgetful")
def test_a_list_without_its_filter_is_the_person_s_own(
    label: str, cast: Cast, things: dict[str, Things], client: Client
) -> None:
    model = apps.get_model(label)
    for name in ("cm", "other_cm", "rival", "manager", "colleague"):
        ids = asked(client, getattr(cast, name), f"/forgot/all/{label}/").json()["ids"]
        own = model.objects.filter(brand__in=of_brands(cast, name))
        assert ids == sorted(own.values_list("pk", flat=True))


@pytest.mark.usefixtures("forgetful")
def test_an_object_without_its_filter_is_not_found(
    cast: Cast, things: dict[str, Things], client: Client
) -> None:
    foreign = things["competing"].by_route["interactions/"]
    assert asked(client, cast.other_cm, f"/forgot/one/{foreign.pk}/").content

    client.force_login(cast.cm)
    there, nowhere = client.get(f"/forgot/one/{foreign.pk}/"), client.get("/forgot/one/987654/")
    assert there.status_code == nowhere.status_code == 404
    assert foreign.author not in there.text


@pytest.mark.usefixtures("forgetful")
def test_neither_sql_nor_search_nor_a_streamed_file_goes_further(
    cast: Cast, things: dict[str, Things], client: Client
) -> None:
    for name, own, foreign in (("cm", "wouri", "sanaga"), ("other_cm", "sanaga", "wouri")):
        user, brands = getattr(cast, name), of_brands(cast, name)
        (number, text) = asked(client, user, "/forgot/count/").json()["row"]
        assert number == Message.objects.filter(brand__in=brands).count() > 0
        assert own in text

        told = b"".join(asked(client, user, "/forgot/export/").streaming_content).decode()  # type: ignore[attr-defined]
        assert own in told
        assert foreign not in told

        for brand in Brand.objects.filter(slug__in=[own, foreign]):
            (found,) = asked(client, user, f"/forgot/search/{brand.pk}/").json()["row"]
            assert bool(found) == (brand.slug == own)


@pytest.mark.usefixtures("forgetful")
def test_a_page_of_one_brand_reads_of_no_other_that_the_person_has(
    cast: Cast, things: dict[str, Things], client: Client
) -> None:
    for brand in (cast.brand, cast.other_brand):
        found = asked(client, cast.manager, f"/forgot/b/{brand.slug}/").json()
        assert found == {"brands": [brand.slug]}


@pytest.mark.usefixtures("forgetful")
def test_nothing_of_others_is_changed_or_deleted(
    cast: Cast, things: dict[str, Things], client: Client
) -> None:
    foreign = things["competing"].by_route["interactions/"]
    answer = asked(client, cast.cm, f"/forgot/change/{foreign.pk}/").json()

    assert answer == {"changed": 0, "gone": 0}
    assert Interaction.objects.filter(pk=foreign.pk).exclude(theme="altered").exists()
    added = Interaction(
        brand=cast.other_brand,
        channel=foreign.channel,
        author="Awa",
        opened_at=foreign.opened_at,
        last_at=foreign.last_at,
    )
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with asking(Scope(cast.cm.pk)), refused, transaction.atomic():
        added.save()


@pytest.mark.usefixtures("forgetful")
def test_who_is_not_logged_in_is_told_of_nothing(things: dict[str, Things], client: Client) -> None:
    assert client.get("/forgot/anybody/").json() == {"messages": 0, "interactions": 0}


def test_it_follows_the_days_of_the_roles(cast: Cast, things: dict[str, Things]) -> None:
    cast.cm.brand_roles.update(ends_on=datetime(2026, 12, 1, tzinfo=UTC).date())
    # Midnight of the agency, in Douala, is 23:00 UTC.
    for at, sees in (("2026-11-30T22:59Z", True), ("2026-11-30T23:00Z", False)):
        with time_machine.travel(at, tick=False), asking(Scope(cast.cm.pk)):
            assert Interaction.objects.exists() is sees


def test_it_goes_with_each_statement_and_stays_with_none(cast: Cast, things: dict[str, Things]) -> None:
    def role() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return str(cursor.fetchone()[0])

    before = role()
    with asking(Scope(cast.cm.pk)):
        assert role() == settings.SCOPED_ROLE
        with pytest.raises(ProgrammingError), transaction.atomic():
            connection.cursor().execute("SELECT nonsense")
        assert role() == settings.SCOPED_ROLE
        with everything():
            assert role() == before
            assert Brand.objects.count() == 4
        assert Brand.objects.count() == 1
        narrow_to([cast.brand.pk])
        assert {brand for (brand,) in Interaction.objects.values_list("brand")} == {cast.brand.pk}
    assert role() == before


def test_no_cursor_of_the_server_s_outlives_its_scope(cast: Cast) -> None:
    assert connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]
    with (
        asking(Scope(cast.cm.pk)),
        pytest.raises(TypeError),
        transaction.atomic(),
        connection.chunked_cursor() as cursor,
    ):
        cursor.execute("SELECT 1")


def test_the_record_of_a_person_is_not_for_their_colleagues(cast: Cast, things: dict[str, Things]) -> None:
    AuditEntry.objects.create(
        verb="person.logged_in",
        object_type="accounts.user",
        object_id=cast.rival.pk,
        agency=cast.rival_agency,
        by=cast.rival,
        at=datetime(2026, 11, 18, tzinfo=UTC),
    )
    with asking(Scope(cast.manager.pk)):
        assert AuditEntry.objects.filter(agency=cast.agency).exists()
        assert not AuditEntry.objects.filter(agency=cast.rival_agency).exists()


def test_the_document_lists_who_reads_everything() -> None:
    """`everything()` is what an act does beyond what its person may see: and is told with its reason."""
    told = (ROOT / "docs" / "security.md").read_text()
    rooms = ("accounts", "channels_mgmt", "reporting", "cmhub")
    used = {
        str(file.relative_to(ROOT))
        for room in rooms
        for file in (ROOT / room).rglob("*.py")
        if "everything()" in file.read_text() and file != Path(inspect.getfile(everything))
    }
    assert used
    assert {path for path in used if f"`{path}`" not in told} == set()


@pytest.fixture(autouse=True)
def _quiet() -> Any:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
