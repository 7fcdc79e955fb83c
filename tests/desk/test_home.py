from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains

from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.choices import Network, Purpose, SetupStep
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.brands.services.setup import do_without
from channels_mgmt.desk import board
from channels_mgmt.desk.setup_state import done_of, with_steps
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.acts import acknowledge
from channels_mgmt.escalations.services.acts import answer as answer_escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.team.choices import Mark
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.shifts import add_shift
from channels_mgmt.team.services.simulations import (
    SITUATIONS,
    Marked,
    hand_in,
    mark_simulation,
    save_answers,
    start_simulation,
)
from channels_mgmt.team.services.swaps import ask_swap
from tests.cast import BEGINNING, Cast, client_of
from tests.inbox.making import HTMX, NOON, logged, minutes, steady

SECTIONS = ("asked", "waiting", "day", "board", "read", "brands")


def home(client: Client, user: User) -> dict[str, Any]:
    """What the person's home shows, by section."""
    client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    return {name: response.context[name] for name in (*SECTIONS, "seen") if name in response.context}


def passed_on(cast: Cast, **values: object) -> Escalation:
    return open_escalation(
        interaction=logged(cast, **values),
        question="Quand ?",
        by=cast.cm,
        department=cast.department("customer_service"),
    )


def test_each_role_sees_its_own_sections(cast: Cast, client: Client) -> None:
    own = {
        "cm": {"day", "waiting"},
        "service": {"day", "waiting"},
        "manager": {"board"},
        "contact": {"asked"},
        "executive": {"read"},
        "strategist": {"brands"},
        "colleague": {"brands"},
    }
    for name, sections in own.items():
        assert home(client, getattr(cast, name)).keys() == {*sections, "seen"}


def waits(client: Client, user: User) -> list[tuple[str, int]]:
    """Why and about which interaction something waits for the person, in the order of the list."""
    return [(item.because, item.about) for item in home(client, user)["waiting"].items]


def test_the_day_holds_what_waits_for_this_person_and_for_nobody_else(cast: Cast, client: Client) -> None:
    mine = logged(cast, author="Mine")
    sorting.hold(interaction=mine, by=cast.cm)
    unheld = logged(cast, author="Unheld")
    of_service = logged(cast, author="Service", channel=cast.service_channel)
    done = logged(cast, author="Done")
    answer_interaction(interaction=done, text="Voilà.", by=cast.cm)
    escalation = passed_on(cast)
    answer_escalation(escalation=escalation, publishable="Ce soir", by=cast.contact)
    sanaga = cast.other_brand
    logged(cast, author="Sanaga", brand=sanaga, channel=sanaga.channels.first())

    own = [("mine", mine.pk), ("relay", escalation.interaction_id), ("unheld", unheld.pk)]
    assert sorted(waits(client, cast.cm)) == own
    assert [brand["slug"] for brand in client.get("/").context["day"]] == ["wouri"]
    assert set(waits(client, cast.service)) == {
        ("unheld", of_service.pk),
        ("relay", escalation.interaction_id),
    }


def test_a_person_of_several_channels_sees_the_longest_waiting_of_all(cast: Cast, client: Client) -> None:
    second = open_channel(
        brand=cast.brand, network=Network.INSTAGRAM, purpose=Purpose.OFFICIAL, by=None, at=BEGINNING
    )
    assign(
        brand=cast.brand,
        user=cast.cm,
        role=Role.COMMUNITY_MANAGER,
        channel=second,
        by=cast.manager,
        starts_on=BEGINNING.date(),
        at=BEGINNING,
    )
    for number in range(24):
        channel = second if number % 2 else cast.official
        logged(cast, author=f"a{number:02}", channel=channel, at=NOON + minutes(number))
    waiting = home(client, cast.cm)["waiting"]
    # Of those that are looked at, the one that is due last: on the official channel one answers sooner.
    shown = [number for number in range(21) if number != 19]
    assert sorted(row["author"] for row in waiting.rows) == [f"a{number:02}" for number in shown]
    assert waiting.more
    assert [item.due for item in waiting.items] == sorted(item.due for item in waiting.items)


def test_every_count_of_the_day_leads_to_as_many_rows(cast: Cast, client: Client) -> None:
    for author in ("a", "b", "c"):
        logged(cast, author=author)
    sorting.hold(interaction=logged(cast, author="d"), by=cast.cm)
    (brand,) = home(client, cast.cm)["day"]
    for query, name in (("state=to_answer", "to_answer"), ("state=to_answer&holder=me", "mine")):
        page = client.get(f"/b/wouri/inbox/?{query}").context["page"]
        assert len(page.rows) == brand[name].number


def test_the_board_shows_first_who_needs_somebody_and_why(cast: Cast, client: Client) -> None:
    logged(cast, at=timezone.now() - timedelta(days=2), author="Longue attente")
    logged(cast, at=timezone.now() - timedelta(hours=2), author="Attente")
    rows = home(client, cast.manager)["board"]
    assert {row.brand for row in rows} == {cast.brand, cast.other_brand, cast.third_brand}
    assert rows[0].brand == cast.brand
    late = rows[0].needs[0]
    assert late.late
    assert len(client.get(late.url).context["page"].rows) == 1
    needs = {row.brand: [need.url for need in row.needs] for row in rows}
    assert {"/b/teranga/team/", "/b/teranga/setup/"} <= set(needs[cast.third_brand])


def test_many_small_needs_do_not_outweigh_a_grave_one() -> None:
    def row(*weights: int) -> board.Row:
        return board.Row(Brand(), [board.Need(1, "", "", "", weight) for weight in weights])

    nobody_leads, notes_and_more = row(9), row(3, 3, 4, 2)
    assert nobody_leads.weight > notes_and_more.weight > row(4).weight > row().weight


def test_what_weighs_most_is_told_first(cast: Cast, client: Client) -> None:
    for row in home(client, cast.manager)["board"]:
        weights = [need.weight for need in row.needs]
        assert weights == sorted(weights, reverse=True)


def test_a_brand_without_a_rota_is_told_so_once_and_calmly(cast: Cast, client: Client) -> None:
    def told(brand: Brand) -> list[tuple[str, bool]]:
        needs = next(row.needs for row in home(client, cast.manager)["board"] if row.brand == brand)
        rota = (f"/b/{brand.slug}/team/rota/{page}/" for page in ("patterns", "gaps"))
        return [(need.url, need.late) for url in rota for need in needs if need.url == url]

    wouri, patterns, gaps = cast.brand, "/b/wouri/team/rota/patterns/", "/b/wouri/team/rota/gaps/"
    assert told(wouri) == [(patterns, False)]
    # Who has decided to do without is not asked again.
    url = "/b/sanaga/team/rota/patterns/"
    assert told(cast.other_brand) == [(url, False)]
    do_without(brand=cast.other_brand, step=SetupStep.COVER, reason="Heures de bureau", by=cast.manager)
    assert told(cast.other_brand) == []
    # With a first shift, far ahead, it is the weekend that is told.
    begins = timezone.now() + timedelta(days=40)
    add_shift(
        brand=wouri, user=cast.cm, kind="primary", starts_at=begins, ends_at=begins + timedelta(hours=4),
        by=cast.manager,
    )  # fmt: skip
    assert told(wouri) == [(gaps, False)]


def test_rooms_above_add_to_the_board(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def source(user: object, brands: dict, at: object) -> list[board.Need]:
        return [board.Need(cast.brand.pk, "a report to validate", "/b/wouri/reports/", "chart", 50)]

    monkeypatch.setattr(board, "sources", [source])
    (first, *_others) = home(client, cast.manager)["board"]
    assert "a report to validate" in [need.words for need in first.needs]


def test_the_board_of_many_brands_shows_the_first_and_leads_to_all(cast: Cast, client: Client) -> None:
    for number in range(21):
        create_brand(agency=cast.agency, name=f"Marque {number}", countries=["CM"], by=cast.manager)
    client.force_login(cast.manager)
    page = client.get("/")
    more = len(page.context["board"]) - 20
    assert more > 1
    assert page.content.decode().count("data-row") == 20
    assertContains(page, f'<a href="/dashboards/brands/">et {more} autres</a>', html=True)


def test_an_executive_sees_the_strategy_that_waits_for_them(cast: Cast, client: Client) -> None:
    home(client, cast.executive)
    assert "to_decide" not in client.get("/").context
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    life.submit(strategy=draft, by=cast.strategist)
    seen = client.get("/")
    assert seen.context["to_decide"] == [draft]
    assert "/b/wouri/strategy/validate/" in seen.content.decode()
    for name in ("manager", "strategist", "cm", "decider"):
        home(client, cast.people[name])
        assert "to_decide" not in client.get("/").context
    life.validate(strategy=draft, by=cast.executive)
    home(client, cast.executive)
    assert "to_decide" not in client.get("/").context


def test_a_strategy_that_waits_costs_its_executive_one_query(cast: Cast, client: Client) -> None:
    client.force_login(cast.executive)
    client.get("/")

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    before = count()
    life.submit(strategy=writing.begin(brand=cast.brand, by=cast.strategist), by=cast.strategist)
    assert count() == before + 1 <= 12


def test_a_brand_without_a_validated_strategy_shows_to_who_runs_and_who_writes_it(
    cast: Cast, client: Client
) -> None:
    rows = home(client, cast.manager)["board"]
    urls = {row.brand: [need.url for need in row.needs] for row in rows}
    lacking = {brand for brand, needs in urls.items() if f"/b/{brand.slug}/strategy/" in needs}
    assert lacking == {cast.third_brand}
    steps = [need for row in rows for need in row.needs if need.url == "/b/teranga/setup/"]
    done = done_of(with_steps(Brand.objects.filter(pk=cast.third_brand.pk)).get())
    others = len(done) - sum(done.values()) - 2
    assert [need.words.split()[0] for need in steps] == [str(others)], "strategy and rota are not told twice"

    home(client, cast.strategist)
    writing.begin(brand=cast.third_brand, by=cast.strategist)
    page = client.get("/")
    assert [(row, row.opened) for row in page.context["unplanned"].rows] == [(cast.third_brand, "draft")]
    assert "/b/teranga/strategy/" in page.content.decode()
    for name in ("manager", "cm", "executive", "colleague"):
        home(client, cast.people[name])
        assert "unplanned" not in client.get("/").context


def test_a_contact_sees_what_the_department_owes_until_it_has_answered(cast: Cast, client: Client) -> None:
    escalation = passed_on(cast)
    assert home(client, cast.contact)["asked"].rows == [escalation]
    assert home(client, cast.other_contact)["asked"].rows == []
    answer_escalation(escalation=escalation, publishable="Ce soir", by=cast.contact)
    assert home(client, cast.contact)["asked"].rows == []


def test_whose_turn_it_is_comes_first_and_the_deadline_is_the_next_one(cast: Cast, client: Client) -> None:
    due_first, second = passed_on(cast, author="a"), passed_on(cast, author="b")
    climbed = {**due_first.chain[0], "user": cast.other_contact.pk, "name": "Hermine"}
    due_first.chain = [climbed, *due_first.chain]
    due_first.save(update_fields=["chain"])
    assert home(client, cast.contact)["asked"].rows == [second, due_first]
    page = client.get("/").content.decode()
    assert page.count("Hermine") == 1
    assert [row.is_turn for row in client.get("/").context["asked"].rows] == [True, False]
    own, _heading, with_others = page.partition("<h3>Chez d’autres personnes de votre service</h3>")
    assert (f"/escalations/{second.pk}/" in own, f"/escalations/{due_first.pk}/" in own) == (True, False)
    assert f"/escalations/{due_first.pk}/" in with_others
    for escalation in (second, due_first):
        assert f'datetime="{escalation.acknowledge_by.isoformat(timespec="seconds")}"' in page
    acknowledge(escalation=second, by=cast.contact)
    page = client.get("/").content.decode()
    assert f'datetime="{second.answer_by.isoformat(timespec="seconds")}"' in page


def test_a_card_says_once_what_was_written_and_asked(cast: Cast, client: Client) -> None:
    words = "Mon forfait a disparu depuis hier soir."
    asked_as_said, asked_anew = logged(cast, author="a", text=words), logged(cast, author="b", text=words)
    for one, question in ((asked_as_said, words), (asked_anew, "Qui rétablit le forfait ?")):
        department = cast.department("customer_service")
        open_escalation(interaction=one, question=question, by=cast.cm, department=department)
    client.force_login(cast.contact)
    page = client.get("/").content.decode()
    assert (page.count(words), page.count("Qui rétablit le forfait ?")) == (2, 1)


def test_a_manager_sees_what_has_come_to_them(cast: Cast, client: Client) -> None:
    escalation = passed_on(cast)
    assert "asked" not in home(client, cast.manager)
    escalation.step = next(n for n, link in enumerate(escalation.chain) if link["user"] == cast.manager.pk)
    escalation.save(update_fields=["step"])
    assert home(client, cast.manager)["asked"].rows == [escalation]
    # Somebody who is there in the place of who was written down has the turn instead.
    escalation.stand_ins = {str(escalation.step): {**escalation.chain[0], "user": None, "name": "Deputy"}}
    escalation.save(update_fields=["stand_ins"])
    assert "asked" not in home(client, cast.manager)
    of_nobody = open_escalation(
        interaction=logged(cast, author="c"), question="Qui ?", by=cast.cm, to_manager=True
    )
    assert home(client, cast.manager)["asked"].rows == [of_nobody]
    answer_escalation(escalation=of_nobody, publishable="Moi", by=cast.manager)
    assert "asked" not in home(client, cast.manager)


def test_what_the_person_asked_comes_first_and_whose_the_rest_is_is_said(cast: Cast, client: Client) -> None:
    department = cast.department("customer_service")
    of_service, own = (
        open_escalation(
            interaction=logged(cast, author=by.name), question="Quand ?", by=by, department=department, at=at
        )
        for by, at in ((cast.service, NOON), (cast.cm, NOON + minutes(5)))
    )
    late = home(client, cast.cm)["waiting"].late.rows
    assert [item.told["target"] for item in late] == [own.pk, of_service.pk]
    assert cast.service.name in client.get("/").content.decode()
    for number, escalation in enumerate((of_service, own)):
        at = NOON + minutes(30 + number)
        answer_escalation(escalation=escalation, publishable="Ce soir", by=cast.contact, at=at)
    in_time = [("relay", of_service.interaction_id), ("relay", own.interaction_id)]
    assert waits(client, cast.cm) == waits(client, cast.service) == in_time
    (first, second) = client.get("/").context["waiting"].rows
    assert (first["asker"], second["asker"]) == ("", cast.cm.name)


def test_the_list_shows_five_and_unfolds(cast: Cast, client: Client) -> None:
    for number in range(7):
        logged(cast, author=f"Folded {number}", at=NOON + minutes(number))
    client.force_login(cast.cm)
    shown, unfolded = client.get("/").content.decode().split('<details class="disclosure">')
    assert [f"Folded {number}" in shown for number in range(7)] == [True] * 5 + [False] * 2
    assert "Folded 5" in unfolded
    assert "Folded 6" in unfolded


def test_a_shift_one_is_asked_to_take_stands_before_the_day(cast: Cast, client: Client) -> None:
    begins = timezone.now() + timedelta(days=3)
    shift = add_shift(
        brand=cast.brand, user=cast.cm, kind="primary", starts_at=begins, ends_at=begins + timedelta(hours=4),
        by=cast.manager,
    )  # fmt: skip
    seen = home(client, cast.service)["seen"]
    swap = ask_swap(shift=shift, by=cast.cm, asked=cast.service)
    assert client.get(f"/?seen={seen}", headers=HTMX).status_code == 200
    page = client.get("/")
    assert page.context["swaps"] == [swap]
    words = page.content.decode()
    assert words.index("/b/wouri/team/rota/swaps/") < words.index("/b/wouri/inbox/?state=to_answer")
    assert "swaps" not in client_of(cast.cm).get("/").context


def test_who_has_one_brand_goes_from_home_to_its_pages(cast: Cast) -> None:
    def places(name: str) -> set[str]:
        return {place["url"] for place in client_of(cast.people[name]).get("/").context["nav"]}

    assert {"/", "/b/wouri/reports/", "/b/wouri/strategy/", "/b/wouri/team/"} <= places("executive")
    decider = places("decider")
    assert {"/b/wouri/reports/", "/b/wouri/strategy/"} <= decider
    assert "/b/wouri/team/" not in decider
    assert not any("/b/" in url for url in places("manager"))


def test_a_simulation_waits_on_the_home_of_who_answers_then_of_who_marks(cast: Cast, client: Client) -> None:
    for number in range(SITUATIONS):
        write_entry(
            brand=cast.brand,
            by=cast.strategist,
            situation=f"Situation {number}",
            answer_fr=f"Réponse {number}",
            sensitivity=Sensitivity.ROUTINE,
            department=cast.department("customer_service"),
        )
    simulation = start_simulation(brand=cast.brand, user=cast.cm, by=cast.strategist)
    own = f"/b/wouri/team/simulations/{simulation.pk}/"

    def shown(user: User) -> bool:
        client.force_login(user)
        return own in client.get("/").content.decode()

    assert shown(cast.cm)
    assert not any(shown(user) for user in (cast.strategist, cast.manager, cast.service))
    seen = home(client, cast.cm)["seen"]
    save_answers(simulation=simulation, texts={n: f"Mes mots {n}" for n in range(1, 6)}, by=cast.cm)
    hand_in(simulation=simulation, by=cast.cm)
    assert client.get(f"/?seen={seen}", headers=HTMX).status_code == 200
    assert not shown(cast.cm)
    assert f"{own}mark/" in client_of(cast.strategist).get("/").content.decode()
    # Who only has this to do there still sees their brands.
    assert home(client, cast.strategist).keys() == {"brands", "seen"}
    marks = {position: Marked(Mark.MATCHES, "Bien dit.") for position in range(1, 6)}
    mark_simulation(simulation=simulation, marks=marks, by=cast.strategist)
    assert not shown(cast.strategist)


def test_a_poll_gets_nothing_while_nothing_changed(cast: Cast, client: Client) -> None:
    seen = home(client, cast.cm)["seen"]
    assert client.get(f"/?seen={seen}", headers=HTMX).status_code == 204
    logged(cast)
    changed = client.get(f"/?seen={seen}", headers=HTMX)
    assert changed.status_code == 200
    piece = steady(changed.text[: changed.text.index("<title>")])
    assert piece in steady(client.get("/").text)


def test_queries_do_not_grow_with_the_work(cast: Cast, client: Client) -> None:
    def count(name: str) -> int:
        client.force_login(getattr(cast, name))
        client.get("/")  # the first page of a session notes where it is opened
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    logged(cast)
    passed_on(cast)
    names = ("cm", "manager", "contact", "executive", "strategist")
    few = {name: count(name) for name in names}
    for number in range(12):
        interaction = logged(cast, author=f"a{number}")
        if number % 2:
            sorting.hold(interaction=interaction, by=cast.cm)
        passed_on(cast)
    assert {name: count(name) for name in names} == few
    assert few["manager"] <= 16, few  # what the brands of a whole house need is looked at kind by kind
    assert max(few[name] for name in names if name != "manager") <= 12, few
