import random
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, ProgrammingError, transaction
from django.test import Client

from accounts.models import Notification
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.team.choices import Mark
from channels_mgmt.team.models import SimulatedAnswer, Simulation
from channels_mgmt.team.services.readiness import check_readiness
from channels_mgmt.team.services.simulations import (
    Marked,
    give_up_simulation,
    hand_in,
    mark_simulation,
    save_answers,
    start_simulation,
)
from tests.cast import Cast, client_of
from tests.team.test_readiness import all_yes

MARKS = {position: Marked(Mark.MATCHES, "Bien dit.") for position in range(1, 6)}


def write(brand: Brand, number: int, cast: Cast, sensitivity: str = Sensitivity.ROUTINE) -> None:
    write_entry(
        brand=brand,
        by=cast.strategist,
        situation=f"Situation {number}",
        answer_fr=f"Réponse convenue {number}",
        sensitivity=sensitivity,
        department=brand.company.departments.first(),
    )


@pytest.fixture
def protocol(cast: Cast) -> None:
    for number, sensitivity in enumerate([*Sensitivity] * 2 + [Sensitivity.ROUTINE] * 2):
        write(cast.brand, number, cast, sensitivity)


@pytest.fixture
def simulation(cast: Cast, protocol: None) -> Simulation:
    return start_simulation(brand=cast.brand, user=cast.cm, by=cast.strategist, chance=random.Random(7))


def answered(simulation: Simulation, cast: Cast) -> Simulation:
    save_answers(simulation=simulation, texts={n: f"Mes mots {n}" for n in range(1, 6)}, by=cast.cm)
    hand_in(simulation=simulation, by=cast.cm)
    return simulation


def test_five_situations_are_drawn_of_each_sensitivity(cast: Cast, simulation: Simulation) -> None:
    drawn = Counter(simulation.answers.values_list("entry__sensitivity", flat=True))
    assert drawn.total() == 5
    assert set(drawn) == set(Sensitivity.values)
    assert max(drawn.values()) == 2


def test_the_person_is_told_once_without_the_situations(cast: Cast, simulation: Simulation) -> None:
    (told,) = Notification.objects.filter(user=cast.cm)
    assert f"/b/wouri/team/simulations/{simulation.pk}/" in told.body
    assert "Situation" not in told.body + told.subject
    assert told.sender_name == "Wouri Mobile"


def test_fewer_than_five_situations_are_said_so(cast: Cast) -> None:
    for number in range(4):
        write(cast.brand, number, cast)
    with pytest.raises(ValidationError, match="4"):
        start_simulation(brand=cast.brand, user=cast.cm, by=cast.strategist)
    page = client_of(cast.strategist).get("/b/wouri/team/readiness/")
    assert page.context["too_few"]
    assert "simulations/start/" not in page.content.decode()


def test_one_at_a_time_by_somebody_else_for_who_can_open_it(cast: Cast, simulation: Simulation) -> None:
    for user in (cast.cm, cast.strategist, cast.colleague):
        with pytest.raises(ValidationError):
            start_simulation(brand=cast.brand, user=user, by=cast.strategist)
    give_up_simulation(simulation=simulation, by=cast.manager)
    assert start_simulation(brand=cast.brand, user=cast.cm, by=cast.strategist)
    with pytest.raises(IntegrityError), transaction.atomic():
        Simulation.objects.create(
            brand=cast.brand, user=cast.cm, started_by=cast.manager, started_at=simulation.started_at
        )


def test_answers_are_kept_as_they_come_and_handed_in_whole(cast: Cast, simulation: Simulation) -> None:
    client = client_of(cast.cm)
    url = f"/b/wouri/team/simulations/{simulation.pk}/answer/"
    kept = client.post(url, {"answer_2": "Bonjour, nous regardons."}, headers={"HX-Request": "true"})
    assert kept.status_code == 204
    assert simulation.answers.get(position=2).text == "Bonjour, nous regardons."
    refused = client.post(url, {"act": "hand_in"})
    assert refused.status_code == 422
    assert "Bonjour, nous regardons." in refused.content.decode()
    every = {f"answer_{n}": f"Mes mots {n}" for n in range(1, 6)} | {"act": "hand_in"}
    assert client.post(url, every).status_code == 303
    simulation.refresh_from_db()
    assert simulation.handed_in_at
    with pytest.raises(ValidationError):
        save_answers(simulation=simulation, texts={1: "Autre chose"}, by=cast.cm)
    assert client.post(url, {"answer_1": "Autre chose"}).status_code == 303
    assert simulation.answers.get(position=1).text == "Mes mots 1"


def test_the_person_sees_the_agreed_answers_once_marked(cast: Cast, simulation: Simulation) -> None:
    page, client = f"/b/wouri/team/simulations/{simulation.pk}/", client_of(cast.cm)
    assert "Réponse convenue" not in client.get(page).content.decode()
    answered(simulation, cast)
    assert "Réponse convenue" not in client.get(page).content.decode()
    assert "Réponse convenue" in client_of(cast.strategist).get(page).content.decode()
    mark_simulation(simulation=simulation, marks=MARKS, by=cast.strategist)
    assert "Réponse convenue" in client.get(page).content.decode()


def test_somebody_else_marks_all_five_in_words(cast: Cast, simulation: Simulation) -> None:
    with pytest.raises(ValidationError):
        mark_simulation(simulation=simulation, marks=MARKS, by=cast.strategist)
    answered(simulation, cast)
    with pytest.raises(ValidationError):
        mark_simulation(simulation=simulation, marks=MARKS, by=cast.cm)
    page = f"/b/wouri/team/simulations/{simulation.pk}/mark/"
    marks = {f"mark_{n}": "partly" for n in range(1, 6)} | {f"words_{n}": "Presque." for n in range(1, 5)}
    client = client_of(cast.strategist)
    refused = client.post(page, marks)
    assert refused.status_code == 422
    assert "Presque." in refused.content.decode()
    assert "Réponse convenue" in refused.content.decode()
    assert client.post(page, marks | {"words_5": "Trop sec."}).status_code == 303
    simulation.refresh_from_db()
    assert simulation.marked_by == cast.strategist
    assert client_of(cast.cm).post(page, marks).status_code == 403


def test_what_is_marked_stays(cast: Cast, simulation: Simulation) -> None:
    answered(simulation, cast)
    mark_simulation(simulation=simulation, marks=MARKS, by=cast.strategist)
    for rows in (Simulation.objects.filter(pk=simulation.pk), SimulatedAnswer.objects.all()):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            rows.delete()
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        SimulatedAnswer.objects.update(words="Autre chose")
    with pytest.raises(ValidationError):
        give_up_simulation(simulation=simulation, by=cast.manager)


def test_a_marked_simulation_is_evidence_of_one_check(cast: Cast, simulation: Simulation) -> None:
    usual = {
        "brand": cast.brand,
        "user": cast.cm,
        "by": cast.strategist,
        "answers": all_yes(),
        "latitude": "Tout",
    }
    with pytest.raises(ValidationError):
        check_readiness(**usual, simulation=simulation)
    answered(simulation, cast)
    simulation = mark_simulation(simulation=simulation, marks=MARKS, by=cast.strategist)
    with pytest.raises(ValidationError):
        check_readiness(**{**usual, "user": cast.junior}, simulation=simulation)
    made = check_readiness(**usual, simulation=simulation)
    shown = client_of(cast.cm).get(f"/b/wouri/team/readiness/{made.pk}/").content.decode()
    assert f"/team/simulations/{simulation.pk}/" in shown


def test_others_do_not_see_it(cast: Cast, simulation: Simulation, client: Client) -> None:
    page = f"/b/wouri/team/simulations/{simulation.pk}/"
    for name in ("junior", "service", "executive", "other_cm", "rival"):
        assert client_of(cast.people[name]).get(page).status_code == 404
        assert client_of(cast.people[name]).post(f"{page}answer/", {"answer_1": "x"}).status_code == 404
    assert client_of(cast.manager).post(f"{page}answer/", {"answer_1": "x"}).status_code == 303
    assert not simulation.answers.exclude(text="").exists()
