"""A crisis is opened: two taps, people told at once, the second who opens one joins the first."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Notification
from channels_mgmt.crisis.choices import Ground, Level, State, Verb
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services.opening import join_crisis
from channels_mgmt.crisis.services.publishing import lift
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import sorting
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.strategy.models import DecisionMaker
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.watch.models import Item
from tests.cast import Cast, client_of
from tests.crisis.making import logged, on_call_now, opened
from tests.watch.making import seen

pytestmark = pytest.mark.django_db


def told(crisis: Crisis) -> dict[str, str]:
    return {telling.name: telling.ground for telling in crisis.tellings.all()}


def test_who_decides_who_is_on_call_and_who_manages_is_told_at_once(cast: Cast) -> None:
    on_call_now(cast)
    on_call_now(cast, cast.support, "backup")
    crisis = opened(cast)
    assert told(crisis) == {
        cast.decider.name: Ground.DECISION_MAKER,
        cast.executive.name: Ground.EXECUTIVE,
        cast.service.name: Ground.ON_CALL,
        cast.support.name: Ground.BACKUP,
        cast.manager.name: Ground.MANAGER,
    }
    mails = Notification.objects.filter(key__startswith=f"crisis:{crisis.pk}:")
    people = (cast.decider, cast.executive, cast.service, cast.support, cast.manager)
    assert {mail.email for mail in mails} == {person.email for person in people}
    assert all(f"/crises/{crisis.pk}/" in mail.body and crisis.title in mail.subject for mail in mails)


def test_whoever_the_strategy_names_is_told_with_or_without_a_login(cast: Cast) -> None:
    head = cast.department("customer_service").contacts.get(is_head=True)
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    DecisionMaker.objects.create(strategy=draft, brand=cast.brand, contact=head)
    life.submit(strategy=draft, by=cast.strategist)
    life.validate(strategy=draft, by=cast.executive)
    crisis = opened(cast)
    telling = crisis.tellings.get(contact=head)
    assert telling.ground == Ground.DECISION_MAKER
    mail = Notification.objects.get(email=head.email, key__startswith=f"crisis:{crisis.pk}:")
    assert "/crises/" not in mail.body
    assert "/crisis/" in mail.body
    assert mail.user_id is None


def test_two_taps_from_an_interaction(cast: Cast) -> None:
    interaction = logged(cast, kind="crisis_signal", theme="Réseau")
    client = client_of(cast.cm)
    url = f"/b/wouri/crises/open/?interaction={interaction.pk}"
    assert url in client.get(f"/interactions/{interaction.pk}/").text
    form = client.get(url).context["form"]
    assert form.initial["title"]
    sent = {"key": form["key"].value(), "title": form.initial["title"], "themes": "Réseau", "level": "2"}
    answer = client.post(url, sent)
    crisis = Crisis.objects.get()
    assert answer.status_code == 303
    assert answer.url == f"/crises/{crisis.pk}/"
    assert (crisis.level, crisis.interaction, crisis.themes) == (Level.SERIOUS, interaction, ["Réseau"])
    # A second post of the same form, and another form on the same interaction, lead to the same crisis.
    assert client.post(url, sent).url == answer.url
    assert client_of(cast.service).post(url, sent | {"key": uuid4()}).url == answer.url
    assert Crisis.objects.count() == 1
    assert client_of(cast.service).get(url).url == answer.url


def test_who_reads_no_interactions_opens_one_on_a_signal_that_they_were_told_of(cast: Cast) -> None:
    url = "/b/wouri/crises/open/?interaction="
    told, other = logged(cast, author="a", text="La tour brûle"), logged(cast, author="b", text="Ma facture")
    sorting.classify(interaction=told, kind="crisis_signal", by=cast.cm)
    client = client_of(cast.decider)
    assert "La tour brûle" in client.get(f"{url}{told.pk}").text
    sent = {"key": uuid4(), "title": "Incendie", "level": "2"}
    for answer in (client.get(f"{url}{other.pk}"), client.post(f"{url}{other.pk}", sent)):
        assert answer.status_code == 404
    assert client_of(cast.cm).get(f"{url}{other.pk}").status_code == 200
    assert not Crisis.objects.exists()


def test_two_taps_from_a_watch_item(cast: Cast) -> None:
    now = timezone.now()
    item = Item.objects.create(
        brand=cast.brand, title="Un journal prépare un article", nature="crisis_prone", seen_at=now,
        logged_at=now, logged_by=cast.cm,
    )  # fmt: skip
    client = client_of(cast.decider)
    url = f"/b/wouri/crises/open/?item={item.pk}"
    page = client.get(url)
    assert page.context["form"].initial["title"] == item.title
    key = page.context["form"]["key"].value()
    client.post(url, {"key": key, "title": item.title, "level": "1"})
    assert Crisis.objects.get().item == item


def test_what_belongs_to_another_brand_is_not_there(cast: Cast) -> None:
    other = logged(cast, brand=cast.other_brand, channel=cast.other_brand.channels.first(), by=cast.other_cm)
    url = f"/b/wouri/crises/open/?interaction={other.pk}"
    assert client_of(cast.cm).get(url).status_code == 404
    with pytest.raises(ValidationError, match=r"another brand|autre marque"):
        opened(cast, interaction=other)
    with pytest.raises(ValidationError):
        opened(cast, channels=[cast.other_brand.channels.first().pk])
    assert not Crisis.objects.exists()


def test_what_was_seen_can_belong_to_one_that_runs(cast: Cast) -> None:
    crisis = opened(cast)
    interaction = logged(cast, author="Binta")
    url = f"/b/wouri/crises/open/?interaction={interaction.pk}"
    answer = client_of(cast.service).post(url, {"join": crisis.pk})
    assert answer.url == f"/crises/{crisis.pk}/"
    event = crisis.events.get(verb=Verb.JOINED)
    assert (event.by, event.details) == (cast.service, {"interaction": interaction.pk})
    with pytest.raises(ValidationError):
        join_crisis(crisis=crisis, by=cast.cm, interaction=logged_elsewhere(cast))


def logged_elsewhere(cast: Cast) -> Interaction:
    return logged(cast, brand=cast.other_brand, channel=cast.other_brand.channels.first(), by=cast.other_cm)


def test_publishing_is_suspended_with_a_reason_that_everybody_reads(cast: Cast) -> None:
    crisis = opened(cast, reason="Rien avant le point de 18 h.")
    (hold,) = holds_on(cast.brand, timezone.now())
    assert (hold.reason, hold.by) == ("Rien avant le point de 18 h.", cast.cm.name)
    assert "Rien avant le point de 18 h." in client_of(cast.content).get("/b/wouri/publishing/").text
    assert not holds_on(cast.other_brand, timezone.now())
    client_of(cast.manager).post(f"/crises/{crisis.pk}/lift/", {"why": "L'offre de Noël part."})
    assert not holds_on(cast.brand, timezone.now())
    lifted = crisis.suspensions.get()
    assert (lifted.lifted_by, lifted.lifted_why) == (cast.manager, "L'offre de Noël part.")


def test_why_nothing_is_published_stands_in_the_bar_of_every_page_and_on_the_home(cast: Cast) -> None:
    crisis = opened(cast, reason="Rien avant le point de <18 h>.")
    shown = "Rien avant le point de &lt;18 h&gt;."
    for person, pages in (
        (cast.cm, ("/b/wouri/inbox/", "/b/wouri/strategy/", "/")),
        (cast.content, ("/b/wouri/publishing/", "/b/wouri/strategy/", "/")),
        (cast.executive, ("/b/wouri/strategy/", "/")),
    ):
        for page in pages:
            (line,) = set(re.findall(r"<p class=\"small clamp-4\">.*?</p>", client_of(person).get(page).text))
            assert "Les publications sont suspendues" in line, (person.name, page)
            assert shown in line, (person.name, page)
    assert shown not in client_of(cast.other_cm).get("/").text
    lift(crisis=crisis, why="L'offre de Noël part.", by=cast.manager)
    for page in ("/b/wouri/inbox/", "/"):
        told = client_of(cast.cm).get(page).text
        assert crisis.title in told, page
        assert "sont suspendues" not in told, page


def test_without_a_reason_the_crisis_is_the_reason_in_the_language_of_whoever_reads(cast: Cast) -> None:
    crisis = opened(cast, title="Rumeur dans plusieurs groupes…")
    assert crisis.suspensions.get().reason == ""
    client = client_of(cast.content)
    shown = client.get("/b/wouri/publishing/?lang=en").text
    assert "Crisis open: “Rumeur dans plusieurs groupes…”. Nothing planned" in shown
    assert "Crise ouverte" not in shown
    shown = client.get("/b/wouri/publishing/?lang=fr").text.replace("\u00a0", " ")
    assert "Crise ouverte : « Rumeur dans plusieurs groupes… ». Rien" in shown
    for url in ("/b/wouri/publishing/", "/", f"/crises/{crisis.pk}/"):
        page = client_of(cast.cm).get(f"{url}?lang=fr").text
        assert "groupes…." not in page
    home = client_of(cast.cm).get("/").text
    assert "rien de ce qui était prévu ne sort avant la levée" in home


def test_the_form_says_that_one_line_is_needed_where_nothing_was_seen(cast: Cast) -> None:
    client, url = client_of(cast.cm), "/b/wouri/crises/open/"
    page = client.get(url).text
    assert "Dites en quelques mots ce qui est concerné, puis touchez un niveau" in page
    assert page.index('name="title"') < page.index('name="level"')
    assert "que tout le monde lit, exercice" not in page
    refused = client.post(url, {"key": uuid4(), "title": "", "level": "2"}).text
    assert "puis touchez de nouveau le niveau" in refused
    item = seen(cast, "Un journal prépare un article", nature="crisis_prone")
    assert "rien d’autre n’est nécessaire" in client.get(f"{url}?item={item.pk}").text


def test_a_level_and_a_title_are_asked_for(cast: Cast) -> None:
    client = client_of(cast.cm)
    url = "/b/wouri/crises/open/"
    assert client.post(url, {"key": uuid4(), "title": "Panne"}).status_code == 422
    assert client.post(url, {"key": uuid4(), "title": " ", "level": "1"}).status_code == 422
    assert client.post(url, {"key": uuid4(), "title": "Panne", "level": "7"}).status_code == 422
    assert not Crisis.objects.exists()


def test_an_old_instant_wakes_nobody(cast: Cast) -> None:
    crisis = opened(cast, at=timezone.now() - timedelta(days=10))
    assert not Notification.objects.filter(key__startswith="crisis").exists()
    assert not crisis.tellings.filter(mailed=True).exists()


def test_a_drill_tells_nobody_outside_holds_and_suspends_nothing(cast: Cast) -> None:
    on_call_now(cast)
    crisis = opened(cast, drill=True)
    assert told(crisis) == {cast.service.name: Ground.ON_CALL, cast.manager.name: Ground.MANAGER}
    mails = Notification.objects.filter(key__startswith=f"crisis:{crisis.pk}:")
    assert {mail.email for mail in mails} == {cast.service.email, cast.manager.email}
    assert not holds_on(cast.brand, timezone.now())
    page = client_of(cast.cm).get(f"/crises/{crisis.pk}/")
    assert page.context["numbers"] is None
    assert crisis.state == State.OPEN
    # A real crisis runs beside a drill on the same thing.
    interaction = logged(cast)
    drill = opened(cast, drill=True, interaction=interaction)
    assert opened(cast, interaction=interaction) != drill


def test_an_ended_crisis_leaves_room_for_another(cast: Cast) -> None:
    interaction = logged(cast)
    first = opened(cast, interaction=interaction)
    end_crisis(crisis=first, why="Réparé.", by=cast.manager)
    assert opened(cast, interaction=interaction) != first
