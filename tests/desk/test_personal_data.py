"""What concerns a member of the public: found, handed out, erased everywhere, and let go in time."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import AuditEntry, Notification
from channels_mgmt.desk import personal_data
from channels_mgmt.escalations.services.acts import answer as answer_escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction, InteractionEvent, Message
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.erasure import traces_of
from channels_mgmt.inbox.services.intake import take_in
from cmhub.lib.erased import ERASED
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import quantitative_of_week
from tests.cast import Cast
from tests.inbox.making import NOON, logged, minutes
from tests.intake.reference import Said
from tests.intake.stories import write_file

HANDLE = "@Ndolé_Queen"
SECRETS = ("ndolé_queen", "zanzibar")
"""What must be found nowhere: the handle, and a word of all that was written to, by and of the person."""

PAGE = "/b/wouri/personal-data/"


@pytest.fixture
def told(cast: Cast) -> Interaction:
    """Somebody wrote, was noted, passed on, answered by the department and by the brand."""
    interaction = logged(cast, author=HANDLE, text="Mon argent est à Zanzibar")
    sorting.note(interaction=interaction, by=cast.cm, text="Cliente de Zanzibar", at=NOON + minutes(1))
    asked = open_escalation(
        interaction=interaction,
        question="Que dire de Zanzibar ?",
        by=cast.cm,
        department=cast.department("customer_service"),
        at=NOON + minutes(2),
    )
    answer_escalation(
        escalation=asked,
        publishable="Zanzibar : ce soir",
        internal="Zanzibar!",
        by=cast.contact,
        at=NOON + minutes(3),
    )
    answer_interaction(interaction=interaction, text="À Zanzibar ce soir", by=cast.cm, at=NOON + minutes(4))
    return interaction


def everything() -> str:
    """All that the database holds in words, but the names of things that are no rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.tables"
            " where table_schema = 'public' and table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f"select coalesce(string_agg(t::text, chr(10)), '') from \"{table}\" t")
            rows.append(cursor.fetchone()[0])
    return "\n".join(rows).casefold()


def test_a_person_is_found_under_any_spelling_and_in_this_brand_only(cast: Cast, told: Interaction) -> None:
    for spelling in (HANDLE, "ndolé_queen", " @NDOLÉ_QUEEN "):
        found = traces_of(cast.brand, spelling)
        assert (found.messages, found.interactions, found.first) == (1, 1, NOON)
    assert not traces_of(cast.other_brand, HANDLE)
    assert not traces_of(cast.brand, "somebody else")


def test_the_copy_holds_all_of_theirs_and_nothing_of_others(cast: Cast, told: Interaction) -> None:
    Message.objects.create(
        brand=cast.brand,
        channel=told.channel,
        interaction=told,
        network="facebook",
        direction="in",
        sent_at=NOON + minutes(5),
        author="Voisin",
        author_key="voisin",
        text="Moi aussi",
    )
    held = personal_data.copy_for(brand=cast.brand, handle=HANDLE, by=cast.manager)

    (interaction,) = held["interactions"]
    assert [message["text"] for message in interaction["messages"]] == [
        "Mon argent est à Zanzibar",
        "À Zanzibar ce soir",
    ]
    assert interaction["notes"] == ["Cliente de Zanzibar"]
    assert interaction["escalations"][0]["publishable"] == "Zanzibar : ce soir"
    entry = AuditEntry.objects.get(verb="personal_data.copied")
    assert (entry.by, entry.details["interactions"]) == (cast.manager, [told.pk])


def test_after_an_erasure_nothing_of_the_person_is_anywhere(cast: Cast, told: Interaction) -> None:
    assert all(secret in everything() for secret in SECRETS)

    assert personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager) == 1

    left = everything()
    assert [secret for secret in SECRETS if secret in left] == []
    assert not traces_of(cast.brand, HANDLE)
    assert AuditEntry.objects.get(verb="personal_data.erased").details == {"interactions": [told.pk]}
    assert Notification.objects.exclude(body="").exclude(key__startswith="welcome").count() == 0


def test_why_it_was_set_aside_is_erased_as_well(cast: Cast) -> None:
    aside = logged(cast, author=HANDLE, text="Publicité")
    sorting.set_aside(interaction=aside, by=cast.cm, reason="Publicité pour Zanzibar", at=NOON + minutes(1))
    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager)
    assert "zanzibar" not in everything()


def test_others_in_the_same_interaction_keep_their_words(cast: Cast, told: Interaction) -> None:
    other = logged(cast, author="Voisin", text="Chez moi ça marche")
    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager)

    other.refresh_from_db()
    assert (other.author, other.excerpt) == ("Voisin", "Chez moi ça marche")


def test_no_figure_changes_with_an_erasure(cast: Cast, told: Interaction) -> None:
    logged(cast, author="Voisin")
    week = Week.of(NOON.date())
    before = quantitative_of_week(cast.brand, week, at=NOON + timedelta(days=9))

    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager)

    assert before["interactions"]["people"] == 2
    assert quantitative_of_week(cast.brand, week, at=NOON + timedelta(days=9)) == before


def test_a_file_that_is_given_again_does_not_bring_the_person_back(cast: Cast, tmp_path: Path) -> None:
    said = Said("17", False, NOON, HANDLE, "Zanzibar encore", reply="")
    path = write_file(tmp_path / "messages.csv", [said])
    take_in(brand=cast.brand, path=path, channel=cast.official, at=NOON)
    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager)

    again = take_in(brand=cast.brand, path=path, channel=cast.official, at=NOON)

    assert (again.taken, again.known) == (0, 1)
    assert [secret for secret in SECRETS if secret in everything()] == []


def test_what_is_over_for_long_goes_by_itself_and_can_be_seen_before(cast: Cast, told: Interaction) -> None:
    young = logged(cast, author="Voisin", at=NOON + timedelta(days=100))
    still_open = logged(cast, author="Awa")
    for one in (told, young):
        sorting.close(interaction=one, by=cast.cm, at=one.last_at)
    night = NOON + timedelta(days=100)
    assert not personal_data.due(cast.brand, night)
    assert personal_data.let_go(at=night) == 0

    personal_data.set_retention(brand=cast.brand, months=3, by=cast.manager)

    assert list(personal_data.due(cast.brand, night)) == [told]
    assert personal_data.let_go(at=night) == 1
    assert personal_data.let_go(at=night) == 0
    assert [secret for secret in SECRETS if secret in everything()] == []
    for kept, author in ((young, "Voisin"), (still_open, "Awa")):
        kept.refresh_from_db()
        assert kept.author == author
    assert AuditEntry.objects.get(verb="personal_data.let_go").details == {"interactions": [told.pk]}


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2028-03-31", 1, "2028-02-29"),
        ("2026-01-15", 3, "2025-10-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-12-31", 24, "2024-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, earlier: str) -> None:
    assert personal_data.months_before(datetime.fromisoformat(day), months) == datetime.fromisoformat(earlier)


def test_a_note_can_be_erased_and_never_rewritten(cast: Cast, told: Interaction) -> None:
    notes = InteractionEvent.objects.filter(interaction=told).exclude(note="")
    with pytest.raises(DatabaseError), transaction.atomic():
        notes.update(note="Autre chose")
    assert notes.update(note="") == 1


def test_a_manager_finds_copies_and_erases_on_the_page(cast: Cast, told: Interaction, client: Client) -> None:
    client.force_login(cast.manager)
    assert "Zanzibar" not in client.get(PAGE).content.decode()
    assert client.get(PAGE, {"handle": HANDLE}).context["traces"].messages == 1
    copy = client.post(f"{PAGE}copy/", {"handle": HANDLE})
    assert copy["Content-Disposition"] == 'attachment; filename="wouri.json"'
    assert json.loads(copy.content)["interactions"][0]["id"] == told.pk

    unsure = client.post(f"{PAGE}erase/", {"handle": HANDLE}, follow=True)
    assert traces_of(cast.brand, HANDLE)
    assert "ne revient pas" in unsure.content.decode()
    client.post(f"{PAGE}erase/", {"handle": HANDLE, "sure": "on"})
    assert not traces_of(cast.brand, HANDLE)


@pytest.mark.parametrize(("months", "kept"), [("24", 24), ("", None), ("2", 36), ("121", 36), ("x", 36)])
def test_the_page_sets_for_how_long(cast: Cast, client: Client, months: str, kept: Any) -> None:
    personal_data.set_retention(brand=cast.brand, months=36, by=cast.manager)
    client.force_login(cast.manager)
    assert client.post(f"{PAGE}retention/", {"months": months}).status_code == 303
    cast.brand.refresh_from_db()
    assert cast.brand.retention_months == kept


def test_those_who_answer_the_public_do_not_erase_it(cast: Cast, told: Interaction, client: Client) -> None:
    client.force_login(cast.cm)
    for address in (PAGE, f"{PAGE}copy/", f"{PAGE}erase/"):
        assert client.post(address, {"handle": HANDLE, "sure": "on"}).status_code in {403, 405}
    assert traces_of(cast.brand, HANDLE)


def test_people_are_counted_once_however_often_they_wrote(cast: Cast, client: Client) -> None:
    night = NOON + timedelta(days=200)
    for author, words in (("Awa", "Un"), ("@AWA ", "Deux"), ("Voisin", "Trois")):
        one = logged(cast, author=author, text=words)
        sorting.close(interaction=one, by=cast.cm, at=one.last_at)
    personal_data.set_retention(brand=cast.brand, months=3, by=cast.manager)
    assert personal_data.due(cast.brand, night).count() == 3
    assert personal_data.people_due(cast.brand, night) == 2
    assert personal_data.people_due(cast.other_brand, night) == 0
    client.force_login(cast.manager)
    with time_machine.travel(night, tick=False):
        words = client.get(PAGE).content.decode()
    assert "2 personnes y ont écrit" in words


@pytest.mark.parametrize(
    ("language", "person", "words"),
    [("fr", "personne effacée", "paroles sont effacées"), ("en", "erased person", "words are erased")],
)
def test_who_is_erased_is_told_in_words_wherever_they_were(
    language: str, person: str, words: str, cast: Cast, told: Interaction, client: Client
) -> None:
    asked = told.escalations.get()
    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager)
    shown = {}
    for user, address in (
        (cast.cm, "/b/wouri/inbox/?state=all"),
        (cast.cm, f"/interactions/{told.pk}/"),
        (cast.cm, f"/interactions/{told.pk}/note/"),
        (cast.cm, f"/interactions/{told.pk}/answer/"),
        (cast.cm, "/b/wouri/escalations/?state=all"),
        (cast.cm, f"/escalations/{asked.pk}/"),
        (cast.cm, "/"),
        (cast.contact, f"/escalations/{asked.pk}/"),
        (cast.manager, f"/people/{cast.cm.pk}/leaving/"),
        (cast.manager, PAGE),
    ):
        client.force_login(user)
        page = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        if page.status_code == 200:
            shown[address] = page.content.decode()
    assert len(shown) >= 8
    assert not [address for address, page in shown.items() if ERASED in page]
    for address in ("/b/wouri/inbox/?state=all", f"/interactions/{told.pk}/"):
        assert person in shown[address], address
        assert words in shown[address], address
    assert person in shown["/b/wouri/escalations/?state=all"]
    assert words in shown[f"/escalations/{asked.pk}/"]


def test_another_language_asks_for_nobody(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    assert not client.get(PAGE, {"lang": "en"}).context["asked"].errors
