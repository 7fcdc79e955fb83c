"""What the page of a crisis says: to whom the alarm is, what is asked, what is left, and what it is about."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.crisis.choices import Ground, Level, State, Verb
from channels_mgmt.crisis.forms.acts import DecisionForm
from channels_mgmt.crisis.models import Crisis, Decision
from channels_mgmt.crisis.services.numbers import numbers_of
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.crisis.services.silence import silent_sides
from channels_mgmt.crisis.services.statements import approve_statement, write_statement
from channels_mgmt.crisis.services.tasks import (
    ask_decision,
    decide,
    finish_task,
    give_task,
    withdraw_decision,
)
from channels_mgmt.crisis.services.telling import acknowledge
from channels_mgmt.crisis.services.timeline import durations_of, timeline_of
from cmhub.lib.titles import title_of
from tests.cast import Cast, client_of
from tests.crisis.making import logged, on_call_now, opened
from tests.watch.making import seen

pytestmark = pytest.mark.django_db
LINK = "https://example.com/2026/11/une-tres-longue-adresse-qui-ne-dit-rien"


def silent(crisis: Crisis) -> dict[str, int]:
    return {one.side: one.missing for one in silent_sides(crisis, crisis.tellings.all())}


def test_an_executive_does_not_silence_the_alarm_for_the_decision_makers(cast: Cast) -> None:
    on_call_now(cast)
    crisis = opened(cast)
    named = crisis.tellings.filter(ground=Ground.DECISION_MAKER)
    assert named.exists()
    acknowledge(crisis=crisis, by=cast.service)
    executive = crisis.tellings.get(user=cast.executive)
    crisis.tellings.filter(pk=executive.pk).update(ground=Ground.EXECUTIVE)
    assert acknowledge(crisis=crisis, by=cast.executive)
    missing = named.exclude(pk=executive.pk).count()
    assert silent(crisis) == {"deciding": missing}
    page = client_of(cast.manager).get(f"/crises/{crisis.pk}/?lang=en").text
    assert f"{missing} decision-maker of {missing} has not acknowledged" in page
    acknowledge(crisis=crisis, by=cast.decider)
    assert silent(crisis) == {}


def test_a_drill_raises_no_alarm_and_does_not_say_that_replies_wait(cast: Cast) -> None:
    drill = opened(cast, drill=True, by=cast.manager)
    page = client_of(cast.manager).get(f"/crises/{drill.pk}/?lang=en").text
    assert "acknowledged the drill" in page
    assert "Nobody has acknowledged yet among" not in page
    assert "Replies on the matter wait" not in page
    assert "No reply waits" in page


def test_who_is_on_call_without_a_telephone_is_marked(cast: Cast) -> None:
    on_call_now(cast)
    crisis = opened(cast)
    page = client_of(cast.manager).get(f"/crises/{crisis.pk}/")
    marked = {row["telling"].user_id for row in page.context["tellings"] if row["unreached"]}
    assert marked == {cast.service.pk}
    User.objects.filter(pk=cast.service.pk).update(phone="+237 6 70 00 00 03")
    page = client_of(cast.manager).get(f"/crises/{crisis.pk}/")
    assert not any(row["unreached"] for row in page.context["tellings"])
    assert "tel:+237670000003" in page.text


def test_an_answer_keeps_its_commas(cast: Cast) -> None:
    form = DecisionForm(
        {"key": uuid4(), "question": "Tout couper ?", "answers": "Oui, toutes\nNon, une seule"}
    )
    assert form.is_valid()
    assert form.cleaned_data["answers"] == ["Oui, toutes", "Non, une seule"]


def test_the_buttons_of_a_decision_are_seen_before_it_is_asked(cast: Cast) -> None:
    crisis = opened(cast)
    client, url = client_of(cast.manager), f"/crises/{crisis.pk}/decision/"
    said = {"key": uuid4(), "question": "Tout couper ?", "answers": "Oui, toutes\nNon, une seule"}
    shown = client.post(url, said | {"preview": "1"})
    assert shown.context["preview"] == ["Oui, toutes", "Non, une seule"]
    assert not crisis.decisions.exists()
    assert client.post(url, said).status_code == 303
    assert crisis.decisions.get().answers == ["Oui, toutes", "Non, une seule"]


def test_a_decision_is_withdrawn_until_somebody_has_taken_it(cast: Cast) -> None:
    crisis = opened(cast)
    wrong = ask_decision(crisis=crisis, question="Tout couper ?", by=cast.manager)
    url = f"/crises/decisions/{wrong.pk}/withdraw/"
    assert client_of(cast.cm).post(url).status_code == 403
    assert client_of(cast.manager).post(url).status_code == 303
    assert not crisis.decisions.exists()
    withdraw_decision(decision=wrong, by=cast.manager)
    (entry,) = crisis.events.filter(verb=Verb.ENTRY)
    assert "Tout couper ?" in entry.text
    asked = ask_decision(crisis=crisis, question="Prolonger ?", by=cast.manager)
    decide(decision=asked, answer=asked.answers[0], by=cast.executive)
    with pytest.raises(ValidationError):
        withdraw_decision(decision=asked, by=cast.manager)
    assert Decision.objects.filter(pk=asked.pk).exists()


def test_nothing_is_counted_as_long_as_the_matter_is_not_defined(cast: Cast) -> None:
    logged(cast, author="a", text="bonjour")
    later = timezone.now() + timedelta(seconds=5)
    crisis = opened(cast, themes=[])
    assert numbers_of(crisis, later) is None
    page = client_of(cast.manager).get(f"/crises/{crisis.pk}/?lang=en").text
    assert "The matter is not defined yet" in page
    # A major one holds the whole brand: what is counted is on its matter all the same.
    major = numbers_of(opened(cast, title="Autre", level=Level.MAJOR, themes=["réseau"]), later)
    assert major is not None
    assert major.total == 0


def test_a_title_is_made_of_words_and_changed_while_it_runs(cast: Cast) -> None:
    assert title_of(f"{LINK} On accuse la marque", longest=80) == "On accuse la marque"
    assert title_of(LINK, longest=200) == LINK
    cut = title_of("Une rumeur " * 20, longest=30)
    assert cut == "Une rumeur Une rumeur Une…"
    item = seen(cast, f"{LINK} On accuse la marque")
    form = client_of(cast.cm).get(f"/b/wouri/crises/open/?item={item.pk}").context["form"]
    assert form["title"].value() == "On accuse la marque"
    crisis = opened(cast, title="faute")
    sent = {"edition": "1", "title": "Fuite de données", "themes": "réseau"}
    assert client_of(cast.manager).post(f"/crises/{crisis.pk}/matter/", sent).status_code == 303
    crisis.refresh_from_db()
    assert (crisis.title, crisis.themes) == ("Fuite de données", ["réseau"])


def test_what_is_not_finished_is_said_before_it_is_ended(cast: Cast) -> None:
    crisis = opened(cast)
    give_task(
        crisis=crisis, what="Appeler", who=cast.cm, until=timezone.now() + timedelta(hours=1), by=cast.manager
    )
    write_statement(crisis=crisis, text_fr="Nous cherchons.", by=cast.manager)
    client, url = client_of(cast.manager), f"/crises/{crisis.pk}/end/"
    said = {"why": "Réparé.", "owner": cast.cm.pk}
    refused = client.post(url, said)
    assert refused.status_code == 422
    assert len(refused.context["end_form"].left) == 2
    assert "Appeler" in refused.context["end_form"].left[0]
    crisis.refresh_from_db()
    assert crisis.state == State.OPEN
    assert client.post(url, said | {"anyway": "on"}).status_code == 303
    crisis.refresh_from_db()
    assert crisis.state == State.ENDED


def test_what_is_not_known_is_not_measured(cast: Cast) -> None:
    on_call_now(cast, cast.cm)
    crisis = opened(cast)
    opening = crisis.opened_at
    assert crisis.tellings.get(user=cast.cm).acknowledged_at == opening
    acknowledge(crisis=crisis, by=cast.executive, at=opening + timedelta(minutes=4))
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager, at=opening + timedelta(hours=2))
    crisis = Crisis.objects.get(pk=crisis.pk)
    found = durations_of(crisis, timeline_of(crisis), list(crisis.events.all()))
    assert found[0].seconds is None, "nothing is known of what came before"
    assert found[1].seconds == 240, "who opens it is not the first to acknowledge"


def test_the_questions_of_a_lesson_are_not_optional_and_a_draft_leaves_some_open(cast: Cast) -> None:
    crisis = opened(cast)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager, owner=cast.cm)
    client, url = client_of(cast.cm), f"/crises/{crisis.pk}/lesson/"
    page = client.get(f"{url}?lang=en").text
    assert "(optional)" not in page
    assert "---------" not in page
    draft = {"edition": "1", "happened": "a"}
    refused = client.post(f"{url}?lang=en", draft | {"finish": "1"})
    assert refused.status_code == 422
    assert "?: " not in refused.text
    assert set(refused.context["form"].errors) == {"known", "worked", "failed", "changes"}
    assert client.post(url, draft).status_code == 303


def test_who_only_decides_reads_how_it_stands_and_finds_the_rest_folded(cast: Cast) -> None:
    crisis = opened(cast)
    BrandRole.objects.filter(brand=cast.brand, user=cast.executive).exclude(role="executive").delete()
    assert client_of(cast.executive).get(f"/crises/{crisis.pk}/").context["brief"]
    assert not client_of(cast.manager).get(f"/crises/{crisis.pk}/").context["brief"]
    assert not client_of(cast.cm).get(f"/crises/{crisis.pk}/").context["brief"]


def test_a_statement_that_waits_stands_on_the_home_of_who_may_approve_it(cast: Cast) -> None:
    crisis = opened(cast)
    written = write_statement(crisis=crisis, text_fr="Nous cherchons la panne.", by=cast.manager)
    approve = f"/crises/statements/{written.pk}/approve/"
    shown = client_of(cast.executive).get("/").text
    assert "Nous cherchons la panne." in shown
    assert approve in shown
    for other in (cast.manager, cast.cm, cast.content):
        assert approve not in client_of(other).get("/").text, other.name
    approve_statement(statement=written, by=cast.executive)
    assert approve not in client_of(cast.executive).get("/").text


def test_a_task_that_is_left_is_closed_with_the_crisis(cast: Cast) -> None:
    crisis = opened(cast)
    until = timezone.now() + timedelta(hours=1)
    task = give_task(crisis=crisis, what="Appeler la préfecture", who=cast.cm, until=until, by=cast.manager)
    done = f"/crises/tasks/{task.pk}/done/"
    assert done in client_of(cast.cm).get(f"/crises/{crisis.pk}/").text
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    shown = client_of(cast.cm).get(f"/crises/{crisis.pk}/").text
    card = shown[shown.rindex("Appeler la préfecture") :].split("</li>")[0]
    assert "pas fait à la fin de la crise" in card
    assert "il reste" not in card
    assert done not in shown
    assert "Appeler la préfecture" not in client_of(cast.cm).get("/").text
    with pytest.raises(ValidationError):
        finish_task(task=task, by=cast.cm)


def test_a_watch_item_keeps_the_way_to_the_crises_that_were_opened_on_it(cast: Cast) -> None:
    item = seen(cast, "Un journal prépare un article", nature="crisis_prone")
    crisis = opened(cast, item=item, title="Article à venir")
    drill = opened(cast, item=item, title="Essai", drill=True)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    shown = client_of(cast.cm).get(f"/watch/{item.pk}/").text
    assert f"/crises/{crisis.pk}/" in shown
    assert f"/crises/{drill.pk}/" in shown
    assert f"/crises/{drill.pk}/" not in client_of(cast.executive).get(f"/watch/{item.pk}/").text


def test_offered_answers_stand_apart_and_the_form_of_the_statement_is_folded(cast: Cast) -> None:
    crisis = opened(cast)
    ask_decision(crisis=crisis, question="Démentir ?", answers=["Oui, ce soir", "Non"], by=cast.manager)
    shown = client_of(cast.cm).get(f"/crises/{crisis.pk}/").text
    assert "<li>Oui, ce soir</li><li>Non</li>" in shown
    page = client_of(cast.manager).get(f"/crises/{crisis.pk}/").text
    assert '<details class="disclosure"><summary>Écrire la déclaration' in page


def test_its_end_stands_on_the_home_of_who_was_told(cast: Cast) -> None:
    crisis = opened(cast)
    end_crisis(crisis=crisis, why="Le réseau est revenu.", by=cast.manager)
    cache.clear()
    assert "Le réseau est revenu." in client_of(cast.executive).get("/").text
    for other in (cast.content, cast.other_cm, cast.rival):
        assert "Le réseau est revenu." not in client_of(other).get("/").text
