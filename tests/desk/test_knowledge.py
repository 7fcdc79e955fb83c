"""The knowledge of the house: on one page, searched together, each part only for who has its right."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry, Department, User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.desk.knowledge import house_of
from channels_mgmt.desk.knowledge_search import Hit, search
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.strategy.choices import Confidentiality, Duty, Post
from channels_mgmt.strategy.models import Briefing
from channels_mgmt.strategy.services.briefings import confirm_reading, withdraw_briefing, write_briefing
from channels_mgmt.strategy.services.charter import decide
from channels_mgmt.strategy.services.reading import confirm_reading as confirm_strategy
from channels_mgmt.strategy.services.reading import in_force
from channels_mgmt.team.models import ReadinessCheck, Shift
from tests.cast import Cast, client_of

URL = "/b/wouri/knowledge/"


def agree(cast: Cast, situation: str, answer: str = "Voici la réponse.", **more: Any) -> EntryVersion:
    values = {"sensitivity": next(iter(Sensitivity)), "department": cast.department(DepartmentKind.SALES)}
    return write_entry(
        brand=cast.brand, by=cast.manager, situation=situation, answer_fr=answer, **values | more
    )


def brief(cast: Cast, title: str, text: str = "Détails.", **more: Any) -> Briefing:
    values: dict[str, Any] = {
        "confidentiality": Confidentiality.INTERNAL,
        "due_at": timezone.now() + timedelta(days=1),
    }
    return write_briefing(brand=cast.brand, by=cast.manager, title=title, text=text, **values | more)


def found(cast: Cast, user: User, question: str, at: datetime | None = None) -> dict[str, list[Hit]]:
    """What the person finds, by the icon of the part."""
    house = house_of(rights_of(user, cast.brand), user, at or timezone.now(), searched=True)
    return {group.icon: group.hits for group in search(house, question)}


def test_a_cm_opens_all_of_it_in_one_tap(cast: Cast) -> None:
    agree(cast, "Coupure de réseau à Bonabéri")
    brief(cast, "Nouveaux tarifs de nuit")
    now = timezone.now()
    Shift.objects.create(
        brand=cast.brand,
        user=cast.cm,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=5),
        changed_at=now,
    )
    client = client_of(cast.cm)
    page = client.get(URL)
    text = page.content.decode()
    for words in ("Coupure de réseau à Bonabéri", "Nouveaux tarifs de nuit", "Aider et informer.", "Cm"):
        assert words in text
    # The first four places of the navigation are the phone's bottom bar.
    assert f'href="{URL}"' in [f'href="{place["url"]}"' for place in page.context["nav"][:4]]
    people = client.get(URL, {"part": "people"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in people
    assert cast.contact.name in people


def test_the_page_asks_few_statements_however_much_there_is(cast: Cast) -> None:
    client = client_of(cast.cm)
    counts = []
    for number in range(2):
        for n in range(3):
            agree(cast, f"Situation {number} {n}")
            brief(cast, f"Nouvelle {number} {n}")
        client.get(URL)
        asked = []
        for query in ({}, {"part": "people"}, {"q": "nouvelle situation"}):
            # A search is a piece of the page, as the page asks for it.
            headers = {"HX-Request": "true"} if "q" in query else {}
            with CaptureQueriesContext(connection) as statements:
                assert client.get(URL, query, headers=headers).status_code == 200
            asked.append(len(statements))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12, counts


def test_each_part_is_for_who_has_its_right(cast: Cast, client: Client) -> None:
    agree(cast, "Coupure de réseau")
    statuses = {"manager": 200, "cm": 200, "decider": 200, "contact": 403, "other_cm": 404, "rival": 404}
    for name, status in statuses.items():
        client.force_login(getattr(cast, name))
        assert client.get(URL).status_code == status
    client.force_login(cast.decider)
    page = client.get(URL).content.decode()
    assert "Aider et informer." in page
    assert 'id="protocol"' not in page
    assert 'id="rota"' not in page
    assert "shield" not in found(cast, cast.decider, "coupure réseau")
    assert "shield" in found(cast, cast.cm, "coupure réseau")


def test_what_is_agreed_is_found_without_accents_and_in_both_languages(cast: Cast) -> None:
    agree(cast, "Délai de remboursement", "Sous dix jours.", answer_en="Refunds take ten days.")
    agree(cast, "Horaires des agences", "De 8 h à 17 h.", kind="question")
    for question in ("delai remboursements", "refund", "DÉLAI"):
        (hit,) = found(cast, cast.cm, question)["shield"]
        assert hit.title == "Délai de remboursement"
        assert hit.why
    (hit,) = found(cast, cast.cm, "refund")["shield"]
    assert "Refunds take ten days." in hit.snippet
    assert hit.url.startswith("/b/wouri/protocol/")


def test_the_best_of_each_part_has_most_of_the_words(cast: Cast) -> None:
    agree(cast, "Remboursement d’un forfait")
    agree(cast, "Remboursement d’un téléphone")
    hits = found(cast, cast.cm, "remboursement téléphone")["shield"]
    assert [hit.title for hit in hits] == ["Remboursement d’un téléphone"]
    assert len(found(cast, cast.cm, "remboursement")["shield"]) == 2


def test_the_strategy_is_found_by_its_words_and_by_what_its_parts_are_called(cast: Cast) -> None:
    titles = [hit.title for hit in found(cast, cast.cm, "politique")["flag"]]
    assert len(titles) == 1
    assert found(cast, cast.cm, "mission")["flag"]
    assert found(cast, cast.cm, "coupures")["flag"], "what frustrates a persona"
    assert "flag" not in found(cast, cast.cm, "zzzzzz")


@pytest.mark.parametrize("question", ["graphisme", "logo", "logos", "design"])
def test_whose_a_duty_is_is_found_by_what_people_call_it(cast: Cast, question: str) -> None:
    (hit,) = found(cast, cast.cm, question)["checks"]
    assert hit.url == "/b/wouri/strategy/charter/#design"
    assert str(Post.DESIGNER.label) in hit.title


def test_the_charter_and_ones_own_latitude_are_on_the_page(cast: Cast) -> None:
    told = "Répondre seul sur les tarifs publiés, jamais sur le rachat."
    now = timezone.now()
    for user, latitude in ((cast.cm, told), (cast.junior, "Rien seul.")):
        ReadinessCheck.objects.create(
            brand=cast.brand,
            user=user,
            evaluator=cast.manager,
            strategy=in_force(cast.brand),
            latitude=latitude,
            done_at=now,
            lapses_on=(now + timedelta(days=90)).date(),
        )
    decide(brand=cast.brand, duty=Duty.SITE, posts=[], words="Personne ne fait le site.", by=cast.manager)
    client = client_of(cast.cm)
    page = client.get(URL).content.decode()
    assert 'id="charter"' in page
    assert told in page
    assert "Rien seul." not in page
    (hit,) = found(cast, cast.cm, "construction du site")["checks"]
    assert hit.snippet == "Personne ne fait le site."


def test_who_deals_with_what_is_found_with_a_direct_line(cast: Cast) -> None:
    department = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    Department.objects.filter(pk=department.pk).update(subjects=["remboursements"])
    (hit, *_more) = found(cast, cast.cm, "remboursement")["phone"]
    assert hit.title == department.name
    contact, lines = hit.lines[0]
    assert contact.name == cast.contact.name
    assert lines


def test_only_what_is_valid_and_holds_is_shown(cast: Cast) -> None:
    today = cast.agency.day_of(timezone.now())
    agree(cast, "Promotion passée", valid_from=today - timedelta(days=9), valid_until=today)
    withdraw_briefing(briefing=brief(cast, "Inondation démentie"), by=cast.manager)
    page = client_of(cast.cm).get(URL).content.decode()
    assert "Promotion passée" not in page
    assert "Inondation démentie" not in page
    assert not found(cast, cast.cm, "promotion inondation")


def test_briefings_to_be_read_come_first(cast: Cast) -> None:
    read = brief(cast, "Lue")
    confirm_reading(briefing=read, by=cast.cm)
    later = brief(cast, "Plus tard", due_at=timezone.now() + timedelta(days=5))
    soon = brief(cast, "Bientôt")
    brief(cast, "Lue aussi par moi")
    house = house_of(rights_of(cast.cm, cast.brand), cast.cm, timezone.now())
    assert [one.title for one in house.briefings[:3]] == ["Bientôt", "Lue aussi par moi", "Plus tard"]
    assert house.briefings[-1] == read
    assert house.to_read == 3
    assert {soon.pk, later.pk} < {one.pk for one in house.briefings}


def test_a_confidential_briefing_never_leaks(cast: Cast) -> None:
    brief(
        cast,
        "Rachat d’Eneo",
        "Le rachat sera annoncé lundi par Ngassa.",
        confidentiality=Confidentiality.CONFIDENTIAL,
        people=[cast.executive],
    )
    for user in (cast.cm, cast.junior, cast.strategist, cast.decider):
        client = client_of(user)
        seen_by_writers = user == cast.strategist
        for query in ({}, {"q": "rachat"}, {"q": "Ngassa lundi"}):
            page = client.get(URL, query, headers={"HX-Request": "true"}).content.decode()
            assert "Ngassa" not in page
            assert ("Rachat d’Eneo" in page) == (seen_by_writers and query.get("q") != "Ngassa lundi")
    # Whom it is for finds it by its title; its text is on its own page, where opening it is on record.
    (hit,) = found(cast, cast.executive, "rachat")["news"]
    assert hit.snippet == ""
    assert "news" not in found(cast, cast.executive, "Ngassa")
    assert not AuditEntry.objects.filter(verb="briefing.opened").exists()


def test_what_is_public_or_internal_is_found_by_its_text(cast: Cast) -> None:
    brief(cast, "Tarifs", "À partir de lundi, le forfait de nuit passe à 500 francs.")
    (hit,) = found(cast, cast.cm, "forfait nuit")["news"]
    assert "forfait de nuit" in hit.snippet


def test_reading_the_strategy_is_confirmed_or_not(cast: Cast) -> None:
    strategy = in_force(cast.brand)
    assert strategy is not None
    house = house_of(rights_of(cast.cm, cast.brand), cast.cm, timezone.now())
    assert house.strategy
    assert not house.strategy.strategy.is_read  # type: ignore[attr-defined]
    confirm_strategy(strategy=strategy, by=cast.cm)
    house = house_of(rights_of(cast.cm, cast.brand), cast.cm, timezone.now())
    assert house.strategy
    assert house.strategy.strategy.is_read  # type: ignore[attr-defined]


def test_another_brand_is_never_found(cast: Cast) -> None:
    agree(cast, "Coupure de réseau")
    brief(cast, "Coupure prévue")
    house = house_of(rights_of(cast.other_cm, cast.other_brand), cast.other_cm, timezone.now(), searched=True)
    assert {group.icon for group in search(house, "coupure")} <= {"flag", "phone"}


def test_a_search_is_a_piece_of_the_page_and_an_address(cast: Cast) -> None:
    agree(cast, "Coupure de réseau")
    client = client_of(cast.cm)
    piece = client.get(URL, {"q": "coupure"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "Coupure de réseau" in piece
    nothing = client.get(URL, {"q": "zzzzzz"}).content.decode()
    assert 'value="zzzzzz"' in nothing
    assert f'href="{URL}"' in nothing


@pytest.mark.parametrize("question", ["   ", "de la", "<script>", "é" * 500, "a " * 300])
def test_no_question_breaks_the_page(cast: Cast, question: str) -> None:
    page = client_of(cast.cm).get(URL, {"q": question})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().split("<main")[1].split("</main")[0]
