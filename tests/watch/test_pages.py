"""The pages of the watch: acknowledging, deciding, sorting, and who may."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.text import capfirst
from django.utils.translation import override

from accounts.models import Contact, Notification
from channels_mgmt.desk.personal_data import copy_for, erase
from channels_mgmt.publishing.models import Idea
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.watch.choices import EntryState, Nature, State, Verb
from channels_mgmt.watch.forms.settings import RuleForm
from channels_mgmt.watch.models import Entry, Item, Rule
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.services.competitors import save_competitor
from tests.cast import Cast, client_of
from tests.watch.conftest import NOW
from tests.watch.making import seen

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def post(who: Any, item: Item, act: str, **data: Any) -> Any:
    return client_of(who).post(f"/watch/{item.pk}/{act}/", data)


def entry(cast: Cast, title: str = "Une nouvelle du jour à trier", **values: Any) -> Entry:
    given = {"brand": cast.brand, "title": title, "topic": "sector", "at": NOW, "found_at": NOW, **values}
    return Entry.objects.create(**given)


def test_the_decision_maker_acknowledges_in_one_tap_and_decides_and_the_cm_reads(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    item = seen(cast, nature=Nature.STRATEGIC)
    home = client_of(cast.decider).get("/")
    assert [one.pk for one in home.context["watching"]] == [item.pk]
    clock.shift(timedelta(minutes=5))
    assert post(cast.decider, item, "acknowledge", to="home")["Location"] == "/"
    item.refresh_from_db()
    assert (item.state, item.acknowledged_at) == (State.ACKNOWLEDGED, NOW + timedelta(minutes=5))
    assert "watching" in client_of(cast.decider).get("/").context
    assert "watching" not in client_of(cast.cm).get("/").context
    post(cast.decider, item, "decide", words="On s’aligne dès lundi.")
    assert "watching" not in client_of(cast.decider).get("/").context
    assert [one.pk for one in client_of(cast.cm).get("/").context["watching"]] == [item.pk]
    assert Notification.objects.filter(key=f"watch:{item.pk}:decided:{cast.cm.pk}").exists()
    assert post(cast.cm, item, "read", to="home").status_code == 303
    assert "watching" not in client_of(cast.cm).get("/").context
    verbs = list(item.events.values_list("verb", flat=True))
    assert verbs[-3:] == [Verb.ACKNOWLEDGED, Verb.DECIDED, Verb.DECISION_READ]


def test_who_decides_second_keeps_their_words(cast: Cast) -> None:
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    post(cast.decider, item, "decide", words="Se taire.")
    late = post(cast.executive, item, "decide", words="Parler.")
    assert late.status_code == 422
    assert "Parler." in late.text
    item.refresh_from_db()
    assert (item.decision, item.decided_name) == ("Se taire.", "Decider")


def test_the_cm_writes_down_what_a_contact_without_access_said(cast: Cast) -> None:
    contact = Contact.objects.filter(department__company=cast.brand.company, user=None).earliest("pk")
    name_in_strategy(cast, contact)
    item = seen(cast, nature=Nature.STRATEGIC)
    telling = item.tellings.get()
    assert telling.name == contact.name
    assert post(cast.cm, item, "said", telling=telling.pk).status_code == 303
    item.refresh_from_db()
    assert item.state == State.ACKNOWLEDGED
    assert post(cast.cm, item, "decide-for", words="Attendre.", telling=telling.pk).status_code == 303
    item.refresh_from_db()
    assert (item.decided_name, item.decided_by) == (contact.name, cast.cm)
    assert post(cast.cm, item, "decide-for", words="Non.").status_code == 422


def name_in_strategy(cast: Cast, contact: Contact) -> None:
    """A new version of the strategy in which the contact decides in a crisis."""
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    said = {"fields": {"crisis_words": "On vérifie."}, "rows": [{"contact": contact, "decides": "Tout."}]}
    writing.save_section(strategy=draft, section=Section.CRISIS, by=cast.strategist, **said)
    life.submit(strategy=draft, by=cast.strategist)
    life.validate(strategy=draft, by=cast.executive)


def test_a_cm_does_not_decide_for_themselves(cast: Cast) -> None:
    item = seen(cast, nature=Nature.STRATEGIC)
    assert post(cast.cm, item, "acknowledge").status_code == 403
    assert post(cast.cm, item, "decide", words="Je décide.").status_code == 403
    assert post(cast.cm, item, "decide-for", words="Je décide.").status_code == 422
    assert post(cast.content, item, "decide", words="Je décide.").status_code == 403


def test_one_tap_makes_a_post_idea_once_and_it_is_dropped_and_put_back(cast: Cast) -> None:
    item = seen(cast, "Trois astuces pour économiser la batterie", url="https://presse.example/a")
    for _twice in range(2):
        post(cast.cm, item, "idea")
    idea = Idea.objects.get()
    assert (idea.title, idea.url) == (item.title, item.url)
    item.refresh_from_db()
    assert item.state == State.IDEA
    client = client_of(cast.content)
    assert idea.title in client.get("/b/wouri/publishing/").text
    page = client.post(f"/ideas/{idea.pk}/", {"state": "dropped"}, follow=True)
    assert idea.title not in page.text
    client.post(f"/ideas/{idea.pk}/")
    assert idea.title in client.get("/b/wouri/publishing/").text
    assert client_of(cast.other_cm).post(f"/ideas/{idea.pk}/").status_code == 404
    assert client_of(cast.executive).post(f"/ideas/{idea.pk}/").status_code == 403


def test_lists_filter_by_their_url_and_every_chip_takes_one_away(cast: Cast) -> None:
    rival = save_competitor(brand=cast.brand, name="Sanaga", by=cast.manager)
    kept = seen(
        cast, "Sanaga déploie la 5G à Édéa", nature=Nature.STRATEGIC, topic="competitor", competitor=rival
    )
    seen(cast, "Autre chose")
    client = client_of(cast.executive)
    queries = ("state=to_decide", "nature=strategic", "topic=competitor", f"competitor={rival.pk}", "q=edea")
    queries += ("state=transmitted", "period=2026-W10&q=5G")
    for query in queries:
        page = client.get(f"/b/wouri/watch/?{query}")
        assert [item.pk for item in page.context["page"].rows] == [kept.pk], query
    assert len(client.get("/b/wouri/watch/?state=all").context["page"].rows) == 2
    assert not client.get("/b/wouri/watch/?late=1").context["page"].rows
    part = client.get("/b/wouri/watch/", headers=HTMX)
    assert "<h1" not in part.text


def test_entries_are_sorted_by_one_tap_together_and_back(cast: Cast) -> None:
    client = client_of(cast.cm)
    one, two, three = (entry(cast, f"Nouvelle numéro {n} à trier") for n in range(3))
    assert len(client.get("/b/wouri/watch/to-sort/").context["page"].rows) == 3
    client.post("/b/wouri/watch/sort/", {"one": f"{one.pk}:strategic"})
    one.refresh_from_db()
    assert one.item is not None
    assert (one.state, one.item.nature, one.item.state) == (EntryState.TAKEN, "strategic", State.TRANSMITTED)
    page = client.post("/b/wouri/watch/sort/", {"entries": [two.pk, three.pk], "all": "aside"}, follow=True)
    assert not page.context["page"].rows
    client.post(f"/b/wouri/watch/put-back/?ids={two.pk},{three.pk}")
    assert Entry.objects.waiting().count() == 2
    for bad in ({"one": "x:routine"}, {"one": f"{two.pk}:nonsense"}, {"entries": ["²"], "all": "aside"}, {}):
        assert client.post("/b/wouri/watch/sort/", bad).status_code == 303
    assert Entry.objects.waiting().count() == 2


def test_who_will_be_told_is_asked_before_and_said_after(cast: Cast) -> None:
    one = entry(cast)
    client = client_of(cast.cm)
    page = client.get("/b/wouri/watch/to-sort/?lang=en").text
    assert page.count("data-confirm=") == 4, "strategic and crisis-prone, alone and for those ticked"
    assert f"day or night, to {cast.decider.name}" in page
    done = client.post("/b/wouri/watch/sort/", {"one": f"{one.pk}:crisis_prone"}, follow=True).text
    assert f"Told just now: {cast.decider.name}" in done


def test_the_list_says_what_was_decided_and_the_idea_leads_to_the_publications(cast: Cast) -> None:
    item = seen(cast, nature=Nature.STRATEGIC)
    acts.decide(item=item, words="On s’aligne dès lundi.", by=cast.decider)
    assert "On s’aligne dès lundi." in client_of(cast.cm).get("/b/wouri/watch/?state=done").text + (
        client_of(cast.cm).get("/b/wouri/watch/?state=decided").text
    )
    routine = seen(cast, "Une idée à reprendre")
    acts.make_idea(item=routine, by=cast.cm)
    assert 'href="/b/wouri/publishing/">' in client_of(cast.cm).get(f"/watch/{routine.pk}/").text


def test_here_the_button_of_every_page_logs_what_was_seen(cast: Cast) -> None:
    client = client_of(cast.cm)
    for page, url in (("/b/wouri/watch/to-sort/", "watch"), ("/b/wouri/inbox/", "inbox")):
        assert f'href="/b/wouri/{url}/log/" data-key="n"' in client.get(page).text
    assert 'href="/log/" data-key="n"' in client.get("/").text
    assert client.get("/log/").status_code in (200, 303)
    assert 'href="/log/"' not in client_of(cast.decider).get("/").text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_choices_of_the_rule_are_in_the_language_of_the_page(language: str) -> None:
    with override(language):
        shown = [str(label) for _value, label in RuleForm.base_fields["natures"].choices]
        assert shown == [capfirst(str(label)) for label in Nature.labels]
        assert ("Strategic" in shown, "Stratégique" in shown) == (language == "en", language == "fr")


def test_nobody_sorts_what_is_of_another_brand(cast: Cast) -> None:
    foreign = entry(cast, brand=cast.other_brand)
    client_of(cast.cm).post("/b/wouri/watch/sort/", {"one": f"{foreign.pk}:routine"})
    foreign.refresh_from_db()
    assert foreign.state == EntryState.WAITING
    assert not Item.objects.exists()


def test_news_of_competitors_have_a_tab_of_their_own(cast: Cast) -> None:
    rival = save_competitor(brand=cast.brand, name="Sanaga", by=cast.manager)
    entry(cast, "Du secteur")
    entry(cast, "Du rival", competitor=rival)
    client = client_of(cast.cm)
    shown = {
        page: [one.title for one in client.get(f"/b/wouri/watch/{page}/").context["page"].rows]
        for page in ("to-sort", "competitors")
    }
    assert shown == {"to-sort": ["Du secteur"], "competitors": ["Du rival"]}


def test_html_of_a_feed_is_never_html(cast: Cast) -> None:
    entry(cast, "<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>", url="https://a.example/")
    page = client_of(cast.cm).get("/b/wouri/watch/to-sort/").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_sources_rules_and_competitors_are_kept_by_who_may(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    base = "/b/wouri/watch"
    feed = {
        "name": "Presse",
        "template": "https://presse.example/rss",
        "topic": "sector",
        "every_minutes": "60",
        "key": "0b8f6a3e-0d6b-4a51-9a43-8d4b2a7c9f10",
    }
    for _twice in range(2):
        assert client.post(f"{base}/sources/new/", feed).status_code == 303
    source = cast.brand.watch_sources.get()
    assert client.post(f"{base}/sources/{source.pk}/", {**feed, "name": "La Presse"}).status_code == 303
    refused = client.post(f"{base}/sources/new/", {**feed, "key": "", "template": "http://10.0.0.8/"})
    assert refused.status_code == 422
    for act, data in (("pause", {"paused": "1"}), ("pause", {"paused": "0"}), ("read", {}), ("delete", {})):
        assert client.post(f"{base}/sources/{source.pk}/{act}/", data).status_code == 303
    assert not cast.brand.watch_sources.exists()
    client.post(f"{base}/competitors/new/", {"name": "Sanaga", "words": "sanaga telecom, STC"})
    rival = cast.brand.competitors.get()
    assert rival.words == ["sanaga telecom", "STC"]
    client.post(f"{base}/competitors/{rival.pk}/drop/")
    assert not cast.brand.competitors.watched().exists()
    rule = {"name": "Au manager", "natures": ["strategic"], "recipients": ["managers"]}
    client.post(f"{base}/rules/new/", rule)
    made = Rule.objects.get(name="Au manager")
    assert client.post(f"{base}/rules/{made.pk}/", {"name": "Personne"}).status_code == 422
    client.post(f"{base}/rules/{made.pk}/delete/")
    assert not Rule.objects.filter(pk=made.pk).exists()
    assert "Decider" in client.get(f"{base}/rules/").text
    assert client_of(cast.cm).post(f"{base}/rules/new/", rule).status_code == 403


def test_words_that_are_erased_are_gone_everywhere(cast: Cast) -> None:
    item = seen(cast, "Awa dénonce une arnaque", author="@Awa_F", text="Ses mots", nature=Nature.STRATEGIC)
    acts.make_idea(item=item, by=cast.cm)
    assert copy_for(brand=cast.brand, handle="awa_f", by=cast.manager)["watch_items"][0]["text"] == "Ses mots"
    erase(brand=cast.brand, handle="Awa_f", by=cast.manager)
    item.refresh_from_db()
    assert (item.text, item.author_key) == ("", "")
    page = client_of(cast.cm).get(f"/watch/{item.pk}/").text
    assert "Awa" not in page
    assert "arnaque" not in page
    assert "arnaque" not in client_of(cast.cm).get("/b/wouri/publishing/").text
    assert not Notification.objects.filter(body__contains="arnaque").exists()
