"""Drills are kept from the people of the client, and say on every page and in every message what they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Notification
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services import lessons
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.crisis.services.tasks import ask_decision, give_task, may_decide
from channels_mgmt.watch.models import Item
from tests.cast import Cast, client_of
from tests.crisis.making import on_call_now, opened

pytestmark = pytest.mark.django_db


def test_nobody_of_the_client_sees_one(cast: Cast) -> None:
    item = Item.objects.create(
        brand=cast.brand, title="Un article", nature="crisis_prone", seen_at=timezone.now(),
        logged_at=timezone.now(), logged_by=cast.cm,
    )  # fmt: skip
    drill = opened(cast, drill=True, title="Exercice de mars", item=item)
    pages = ("/", "/b/wouri/", "/b/wouri/crises/", "/b/wouri/crises/open/", f"/watch/{item.pk}/")
    for person in (cast.executive, cast.decider):
        client = client_of(person)
        assert client.get(f"/crises/{drill.pk}/").status_code == 404
        for page in pages:
            shown = client.get(page).text
            assert drill.title not in shown
            assert f"/crises/{drill.pk}/" not in shown
    assert drill.title in client_of(cast.cm).get("/b/wouri/inbox/").text
    real = opened(cast, title="Panne du réseau")
    assert real.title in client_of(cast.executive).get("/b/wouri/crises/").text


def test_nobody_of_the_client_opens_one_nor_takes_part(cast: Cast) -> None:
    url = "/b/wouri/crises/open/"
    for page in (url, f"{url}?drill=on"):
        shown = client_of(cast.executive).get(page)
        assert (shown.context["kinds"], shown.context["drill"]) == ([], False)
    assert client_of(cast.cm).get(f"{url}?drill=on").context["drill"]
    sent = {"key": uuid4(), "title": "Exercice", "level": "1", "drill": "on"}
    client_of(cast.executive).post(url, sent)
    assert not Crisis.objects.get().drill
    with pytest.raises(ValidationError, match=r"client"):
        opened(cast, drill=True, by=cast.executive)

    drill = opened(cast, drill=True)
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(ValidationError) as refused:
        give_task(crisis=drill, what="Appeler", who=cast.executive, until=later, by=cast.manager)
    assert "who" in refused.value.error_dict
    assert may_decide(drill, cast.manager)
    assert not may_decide(drill, cast.executive)
    page = client_of(cast.manager).get(f"/crises/{drill.pk}/")
    assert cast.executive not in page.context["task_form"].fields["who"].queryset
    assert cast.cm in page.context["task_form"].fields["who"].queryset
    with pytest.raises(ValidationError):
        end_crisis(crisis=drill, why="Fini.", by=cast.manager, owner=cast.executive)


def test_it_is_chosen_before_a_level_is_tapped_and_the_buttons_say_what_they_do(cast: Cast) -> None:
    url, client = "/b/wouri/crises/open/", client_of(cast.cm)
    page = client.get(url)
    assert page.text.index('href="?drill=on"') < page.text.index('name="level"')
    assert page.text.count("alerter pour de vrai") == 3
    assert 'name="drill"' not in page.text
    drill = client.get(f"{url}?drill=on")
    assert drill.text.count("lancer l’exercice") == 3
    assert "pour de vrai" not in drill.text.split("</nav>")[-1]
    form = drill.context["form"]
    sent = {"key": form["key"].value(), "drill": form["drill"].value(), "level": "1"}
    refused = client.post(f"{url}?drill=on", sent)
    assert refused.status_code == 422
    assert 'name="drill" value="True"' in refused.text, "what is sent again is still a drill"
    client.post(f"{url}?drill=on", sent | {"title": "Exercice"})
    assert Crisis.objects.get().drill


def test_how_many_have_acknowledged_is_said_in_both_languages(cast: Cast) -> None:
    on_call_now(cast)
    drill = opened(cast, drill=True)
    client, url = client_of(cast.manager), f"/crises/{drill.pk}/"
    client.post(f"{url}acknowledge/")
    assert "1 personne sur 2 a accusé réception" in client.get(url).text
    assert "1 of the 2 told has acknowledged" in client.get(f"{url}?lang=en").text
    client_of(cast.service).post(f"{url}acknowledge/")
    assert "2 personnes sur 2 ont accusé réception" in client.get(f"{url}?lang=fr").text
    assert "2 of the 2 told have acknowledged" in client.get(f"{url}?lang=en").text


def test_every_message_says_that_it_is_one(cast: Cast) -> None:
    on_call_now(cast)
    drill = opened(cast, drill=True)
    later = timezone.now() + timedelta(hours=1)
    give_task(crisis=drill, what="Appeler", who=cast.service, until=later, by=cast.manager)
    ask_decision(crisis=drill, question="Prolonger ?", by=cast.cm)
    end_crisis(crisis=drill, why="Fini.", by=cast.cm, owner=cast.service)
    lessons.remind_due(drill.lesson.due_at + timedelta(hours=1))
    told = list(Notification.objects.filter(key__startswith="crisis"))
    kinds = {mail.key.split(":")[0] for mail in told}
    assert kinds == {"crisis", "crisis_task", "crisis_decision", "crisis_over", "crisis_lesson"}
    for mail in told:
        assert "exercice" in mail.subject.casefold() or "drill" in mail.subject.casefold(), mail.subject
        assert "exercice" in mail.body.casefold() or "drill" in mail.body.casefold(), mail.body
        assert "réponses ne sont plus retenues" not in mail.body
