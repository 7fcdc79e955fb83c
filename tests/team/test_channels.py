"""Channels: what is said of them, the rules of networks, dormant and closed by decision."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AuditEntry, Territory
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.desk.board import of_the_channels
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.sorting import hold
from channels_mgmt.team.cadence import cadence_of
from channels_mgmt.team.choices import ChannelState, Setup
from channels_mgmt.team.credentials import looks_like_secret
from channels_mgmt.team.models import Assignment, Channel, NetworkSetup
from channels_mgmt.team.services.channels import change_channel, lay_dormant, open_channel, reopen_channel
from channels_mgmt.team.services.closing import close_channel, keep_one
from channels_mgmt.team.services.networks import NOT_DECIDED, decide_network, in_a_mixture, mixtures_of
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast, client_of

HOURS = {"1": [["08:00", "17:00"]]}


def page_of(cast: Cast, channel: Channel, what: str = "") -> str:
    return f"/b/{channel.brand.slug}/channels/{channel.slug}/{what}"


def sent(channel: Channel, **values: object) -> dict[str, object]:
    """What the form of a channel sends when nothing is changed, and `values`."""
    return {
        "purpose": channel.purpose,
        "name": channel.name,
        "handle": channel.handle,
        "url": channel.url,
        "open_when": "always",
        "edition": channel.edition,
        **values,
    }


def ask(cast: Cast, text: str = "Toujours pas de réseau") -> Interaction:
    now = timezone.now()
    return log_interaction(
        brand=cast.brand, channel=cast.official, author="Awa", text=text, sent_at=now, kind="complaint",
        by=cast.cm, key=uuid4(), at=now,
    )  # fmt: skip


# --- What is said of a channel ----------------------------------------------------------------------


def test_a_channel_is_told_whole_on_its_page_and_changed_there(cast: Cast) -> None:
    channel = cast.official
    territory = Territory.objects.get(presences__brand=cast.brand)
    manager = client_of(cast.manager)
    answer = manager.post(
        page_of(cast, channel, "edit/"),
        sent(
            channel,
            handle="@wouri",
            url="https://reseaux.example/wouri",
            territory=territory.pk,
            open_when="written",
            day_1="8h-12h, 13h-17h",
            posts_per_week="4.5",
            cadence_words="Trois abonnés sur quatre sont là",
            credentials_holder=cast.cm.pk,
            credentials_place="Coffre Bitwarden de l’agence, dossier Wouri",
        ),
    )
    assert answer.status_code == 303, answer.context["form"].errors
    channel.refresh_from_db()
    assert channel.hours == {"1": [["08:00", "12:00"], ["13:00", "17:00"]]}
    assert (channel.posts_per_week, channel.edition, channel.credentials_holder) == (
        Decimal("4.5"),
        2,
        cast.cm,
    )
    page = client_of(cast.cm).get(page_of(cast, channel)).content.decode()
    for words in ("@wouri", territory.name, "4,5", "Trois abonnés", cast.cm.name, "dossier Wouri", "8\xa0h"):
        assert words in page
    entry = AuditEntry.objects.get(verb="channel.changed")
    assert entry.after["kept_where"].startswith("Coffre")


@pytest.mark.parametrize(
    "secret",
    [
        "mot de passe : Soleil",
        "Password: hunter2",
        "MDP=azerty",
        "coffre, Wouri#2026!",
        "xoxb4fj39dk20fjq83hd7s6gk2",
        "Azerty1234",
        "12345678",
    ],
)
def test_a_secret_is_refused_where_credentials_are_spoken_of(cast: Cast, secret: str) -> None:
    channel = cast.official
    answer = client_of(cast.manager).post(
        page_of(cast, channel, "edit/"), sent(channel, credentials_place=secret)
    )
    assert answer.status_code == 422
    assert "ressemble à un mot de passe" in answer.content.decode()
    channel.refresh_from_db()
    assert channel.credentials_place == ""
    assert not AuditEntry.objects.filter(verb="channel.changed").exists()


@pytest.mark.parametrize(
    "place",
    [
        "Coffre 1Password de l’agence, dossier Wouri",
        "Bitwarden",
        "KeePass2 du poste de Rose, salle 214",
        "chez le client : rose@wouri.example",
        "https://vault.example/wouri/2026/facebook",
        "Enveloppe scellée, armoire B-12",
    ],
)
def test_a_place_is_no_secret(place: str) -> None:
    assert not looks_like_secret(place)


def test_hours_without_a_day_and_a_reason_without_a_cadence_are_refused(cast: Cast) -> None:
    manager, channel = client_of(cast.manager), cast.official
    for wrong in (
        {"open_when": "written"},
        {"open_when": "written", "day_2": "17h-8h-9h"},
        {"cadence_words": "moins"},
        {"posts_per_week": "-1"},
        {"url": "javascript:alert(1)"},
    ):
        assert manager.post(page_of(cast, channel, "edit/"), sent(channel, **wrong)).status_code == 422, wrong


def test_places_and_people_of_others_are_refused(cast: Cast) -> None:
    elsewhere = Territory.objects.get(presences__brand=cast.rival_brand)
    with pytest.raises(ValidationError, match="territoire"):
        change_channel(channel=cast.official, by=cast.manager, territory=elsewhere)
    with pytest.raises(ValidationError, match="ne travaille pas"):
        change_channel(channel=cast.official, by=cast.manager, credentials_holder=cast.rival)
    manager = client_of(cast.manager)
    for wrong in ({"territory": elsewhere.pk}, {"credentials_holder": cast.rival.pk}):
        assert (
            manager.post(page_of(cast, cast.official, "edit/"), sent(cast.official, **wrong)).status_code
            == 422
        )


def test_the_purpose_changes_only_where_its_holders_may_hold_the_new_one(cast: Cast) -> None:
    with pytest.raises(ValidationError, match=cast.cm.name):
        change_channel(channel=cast.official, by=cast.manager, purpose=Purpose.CUSTOMER_SERVICE)
    free = open_channel(brand=cast.brand, network=Network.TIKTOK, purpose=Purpose.OFFICIAL, by=cast.manager)
    changed = change_channel(channel=free, by=cast.manager, purpose=Purpose.TECH_SUPPORT)
    assert changed.purpose == Purpose.TECH_SUPPORT


def test_the_second_who_changes_a_channel_is_told_and_loses_nothing(cast: Cast) -> None:
    channel = cast.official
    before = sent(channel)
    first, second = client_of(cast.manager), client_of(cast.manager)
    assert first.post(page_of(cast, channel, "edit/"), {**before, "handle": "@un"}).status_code == 303
    answer = second.post(page_of(cast, channel, "edit/"), {**before, "handle": "@deux"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "@un" in page
    assert 'value="@deux"' in page
    channel.refresh_from_db()
    assert channel.handle == "@un"
    again = {**before, "handle": "@deux", "edition": answer.context["form"]["edition"].value()}
    assert second.post(page_of(cast, channel, "edit/"), again).status_code == 303
    channel.refresh_from_db()
    assert channel.handle == "@deux"


def test_a_form_sent_twice_opens_one_channel(cast: Cast) -> None:
    form = {"network": "tiktok", "purpose": "official", "key": uuid4()}
    manager = client_of(cast.manager)
    answers = {manager.post("/b/wouri/channels/new/", form).headers["Location"] for _ in range(2)}
    assert len(answers) == 1
    assert Channel.objects.filter(brand=cast.brand, network="tiktok").count() == 1


def test_readers_see_a_channel_and_change_nothing(cast: Cast) -> None:
    cm, stranger = client_of(cast.cm), client_of(cast.other_cm)
    assert cm.get(page_of(cast, cast.official)).status_code == 200
    for what in ("edit/", "close/"):
        assert cm.get(page_of(cast, cast.official, what)).status_code == 403
    assert cm.post(page_of(cast, cast.official, "state/"), {"reason": "non"}).status_code == 403
    assert stranger.get(page_of(cast, cast.official)).status_code == 404


# --- Cadence ----------------------------------------------------------------------------------------


def test_a_cadence_is_the_channels_own_else_the_strategys() -> None:
    def account(pk: int, **said: object) -> SimpleNamespace:
        usual = {"network": "x", "purpose": "official", "state": "open", "posts_per_week": None}
        return SimpleNamespace(**{"pk": pk, **usual, **said})

    plans = [SimpleNamespace(network="x", purpose="official", posts_per_week=Decimal(5))]
    channels = [
        account(1),
        account(2, posts_per_week=Decimal("1.5")),
        account(3, network="tiktok"),
        account(4, state="dormant"),
        account(5, purpose="customer_service"),
        account(6, posts_per_week=Decimal(0)),
    ]
    expected = {1: Decimal(5), 2: Decimal("1.5"), 3: None, 4: Decimal(0), 5: None, 6: Decimal(0)}
    assert cadence_of(channels, plans) == expected  # type: ignore[arg-type]


# --- Networks ---------------------------------------------------------------------------------------


def test_a_mixture_nobody_decided_on_is_shown_with_the_two_decisions(cast: Cast) -> None:
    for url in ("/b/wouri/team/", "/b/wouri/"):
        page = client_of(cast.manager).get(url).content.decode()
        assert "/b/wouri/networks/x/" in page, url
        assert "/b/wouri/networks/facebook/" not in page, url
    assert {channel.network for channel in in_a_mixture().filter(brand=cast.brand)} == {"x"}
    assert "1 réseau sans décision" in client_of(cast.manager).get("/").content.decode()
    answer = client_of(cast.manager).post("/b/wouri/networks/x/", {"setup": "separate"})
    assert answer.status_code == 303
    assert NetworkSetup.objects.get(brand=cast.brand).decided_by == cast.manager
    assert "networks/x/" not in client_of(cast.cm).get("/b/wouri/").content.decode()
    assert not in_a_mixture().filter(brand=cast.brand)


def test_one_official_account_is_no_mixture_and_two_are(cast: Cast) -> None:
    alone = list(cast.brand.channels.filter(network="facebook"))
    assert not mixtures_of(alone, [])
    second = open_channel(brand=cast.brand, network="facebook", purpose=Purpose.OFFICIAL, by=cast.manager)
    assert len(mixtures_of([*alone, second], [])[0].channels) == 2
    assert not mixtures_of([*alone, second], ["facebook"])


def test_a_single_account_leaves_room_for_the_official_one_alone(cast: Cast) -> None:
    decide_network(brand=cast.brand, network="facebook", setup=Setup.SINGLE, by=cast.manager)
    for purpose in (Purpose.CUSTOMER_SERVICE, Purpose.TECH_SUPPORT, Purpose.OFFICIAL):
        with pytest.raises(ValidationError, match="compte unique"):
            open_channel(brand=cast.brand, network="facebook", purpose=purpose, by=cast.manager)
    with pytest.raises(ValidationError, match="compte unique"):
        change_channel(channel=cast.official, by=cast.manager, purpose=Purpose.TECH_SUPPORT)
    form = {"network": "facebook", "purpose": "customer_service", "key": uuid4()}
    manager = client_of(cast.manager)
    assert manager.post("/b/wouri/channels/new/", form).status_code == 422
    assert manager.post("/b/wouri/channels/new/", {**form, "separate": "on"}).status_code == 303
    assert NetworkSetup.objects.get(brand=cast.brand).setup == Setup.SEPARATE


def test_what_is_refused_decides_nothing(cast: Cast) -> None:
    decide_network(brand=cast.brand, network="facebook", setup=Setup.SINGLE, by=cast.manager)
    form = {"network": "facebook", "purpose": "department", "separate": "on", "key": uuid4()}
    assert client_of(cast.manager).post("/b/wouri/channels/new/", form).status_code == 422
    assert NetworkSetup.objects.get(brand=cast.brand).setup == Setup.SINGLE


def test_the_refusal_of_a_further_account_stands_at_the_box_that_allows_it(cast: Cast) -> None:
    decide_network(brand=cast.brand, network="facebook", setup="single", by=cast.manager)
    client, url = client_of(cast.manager), "/b/wouri/channels/new/"
    form = {"network": "facebook", "purpose": "customer_service", "key": uuid4()}
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"separate"}
    assert client.post(url, {**form, "separate": "on"}).status_code == 303


def test_separate_accounts_of_which_one_is_left_are_shown_as_such(cast: Cast) -> None:
    decide_network(brand=cast.brand, network="facebook", setup="separate", by=cast.manager)
    decide_network(brand=cast.brand, network="x", setup="separate", by=cast.manager)
    setups = client_of(cast.manager).get("/b/wouri/team/").context["setups"]
    assert {one.network: one.lacks_others for one in setups} == {"facebook": True, "x": False}


def test_a_single_account_closes_the_others_in_one_act_or_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match=r"Fermez-les|d’abord"):
        decide_network(brand=cast.brand, network="x", setup=Setup.SINGLE, by=cast.manager)
    manager = client_of(cast.manager)
    page = manager.get("/b/wouri/networks/x/").content.decode()
    assert cast.service.name in page
    assert manager.post("/b/wouri/networks/x/", {"setup": "single"}).status_code == 422
    assert not NetworkSetup.objects.filter(brand=cast.brand).exists()
    answer = manager.post("/b/wouri/networks/x/", {"setup": "single", "reason": "Tout passe par Facebook"})
    assert answer.status_code == 303
    assert not cast.brand.channels.open().filter(network="x").exists()
    assert not Assignment.objects.current().filter(user__in=[cast.service, cast.support]).exists()
    assert NetworkSetup.objects.get(brand=cast.brand).setup == Setup.SINGLE
    with pytest.raises(ValidationError, match="compte unique"):
        reopen_channel(channel=cast.service_channel, by=cast.manager)


def test_who_decides_second_is_told_who_decided_what_and_loses_nothing(cast: Cast) -> None:
    url, client = "/b/wouri/networks/x/", client_of(cast.manager)
    assert client.get(url).context["form"]["edition"].value() == NOT_DECIDED
    decide_network(brand=cast.brand, network="x", setup=Setup.SEPARATE, by=cast.strategist)
    mine = {"setup": "single", "reason": "Tout passe par Facebook", "edition": NOT_DECIDED}
    refused = client.post(url, mine)
    assert refused.status_code == 409
    (told,) = refused.context["theirs"]
    assert cast.strategist.name in told.theirs
    assert told.yours.casefold() == str(Setup.SINGLE.label).casefold()
    assert mine["reason"] in refused.content.decode()
    assert cast.brand.channels.open().filter(network="x").count() == 2
    # Having seen it, they may decide otherwise: the page carries the edition that was read.
    edition = refused.context["form"]["edition"].value()
    assert f'name="edition" value="{edition}"' in refused.content.decode()
    assert client.post(url, {**mine, "edition": edition}).status_code == 303
    assert NetworkSetup.objects.get(brand=cast.brand).setup == Setup.SINGLE
    # Who decides what is decided already is in nobody's way.
    assert client.post(url, {"setup": "single", "edition": NOT_DECIDED}).status_code == 303
    assert NetworkSetup.objects.get(brand=cast.brand).edition == edition + 1
    # For separate accounts nobody is asked for the reason of a closing.
    refused = client.post(url, {"setup": "separate", "edition": edition})
    assert (refused.status_code, list(refused.context["form"].errors)) == (409, ["__all__"])


def test_keeping_one_account_keeps_the_official_one(cast: Cast) -> None:
    official = open_channel(brand=cast.brand, network="x", purpose=Purpose.OFFICIAL, by=cast.manager)
    keep_one(brand=cast.brand, network="x", reason="Un seul compte", by=cast.manager)
    assert list(cast.brand.channels.open().filter(network="x")) == [official]


def test_deciding_what_is_decided_writes_nothing_more(cast: Cast) -> None:
    for _ in range(2):
        decide_network(brand=cast.brand, network="x", setup=Setup.SEPARATE, by=cast.manager)
    assert AuditEntry.objects.filter(verb="network.decided").count() == 1


def test_a_network_that_does_not_exist_is_not_there(cast: Cast) -> None:
    assert client_of(cast.manager).get("/b/wouri/networks/myspace/").status_code == 404


# --- Dormant and closed -----------------------------------------------------------------------------


def test_dormant_by_decision_says_who_why_and_when_and_is_undone(cast: Cast) -> None:
    manager, channel = client_of(cast.manager), cast.official
    manager.post(page_of(cast, channel, "state/"), {"reason": ""})
    channel.refresh_from_db()
    assert channel.state == ChannelState.OPEN
    page = manager.post(page_of(cast, channel, "state/"), {"reason": "Le public est parti"}, follow=True)
    assert f"{page_of(cast, channel, 'state/')}?act=reopen" in page.content.decode()
    channel.refresh_from_db()
    assert (channel.state, channel.state_decided_by) == (ChannelState.DORMANT, cast.manager)
    assert "Le public est parti" in client_of(cast.cm).get(page_of(cast, channel)).content.decode()
    assert Assignment.objects.current().filter(user=cast.cm).exists()
    manager.post(f"{page_of(cast, channel, 'state/')}?act=reopen")
    channel.refresh_from_db()
    assert (channel.state, channel.state_reason) == (ChannelState.OPEN, "")


def test_a_dormant_channel_lacks_no_lead(cast: Cast) -> None:
    spare = open_channel(brand=cast.brand, network="tiktok", purpose=Purpose.OFFICIAL, by=cast.manager)

    def lacking() -> set[int]:
        needs = of_the_channels(cast.manager, brands, timezone.now())
        return {need.brand_id for need in needs if need.icon == "user"}

    brands = {cast.brand.pk: cast.brand}
    assert lacking() == {cast.brand.pk}
    lay_dormant(channel=spare, reason="Pas avant mars", by=cast.manager)
    assert not lacking()


def test_closing_ends_assignments_and_hands_over_in_one_act(cast: Cast) -> None:
    held, free = ask(cast, "un"), ask(cast, "deux")
    hold(interaction=held, by=cast.cm)
    channel = cast.official
    manager = client_of(cast.manager)
    page = manager.get(page_of(cast, channel, "close/")).content.decode()
    for words in (cast.cm.name, cast.junior.name, f"/interactions/{held.pk}/", "2 interactions"):
        assert words in page
    closing = {"reason": "Remplacé par WhatsApp", "to": cast.service.pk, "edition": channel.edition}
    assert manager.post(page_of(cast, channel, "close/"), {**closing, "reason": ""}).status_code == 422
    assert manager.post(page_of(cast, channel, "close/"), closing).status_code == 303
    channel.refresh_from_db()
    held.refresh_from_db()
    free.refresh_from_db()
    assert (channel.state, channel.state_reason) == (ChannelState.CLOSED, "Remplacé par WhatsApp")
    assert (held.holder, free.holder) == (cast.service, None)
    assert not Assignment.objects.current().filter(channel=channel).exists()
    assert "Remplacé par WhatsApp" in manager.get("/b/wouri/team/").content.decode()


def test_closing_lets_go_what_nobody_takes(cast: Cast) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.cm)
    close_channel(channel=cast.official, reason="Fini", by=cast.manager)
    held.refresh_from_db()
    assert held.holder is None


def test_closing_is_refused_whole_where_the_other_may_not_answer(cast: Cast) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.cm)
    for other in (cast.other_cm, cast.junior):  # of another brand; and who loses the role by the closing
        with pytest.raises(ValidationError, match="Wouri"):
            close_channel(channel=cast.official, reason="Fini", to=other, by=cast.manager)
    assert cast.official.state == ChannelState.OPEN
    assert Assignment.objects.current().filter(user=cast.cm).exists()


def test_nobody_is_assigned_to_a_closed_channel(cast: Cast) -> None:
    close_channel(channel=cast.service_channel, reason="Fini", by=cast.manager)
    channel = Channel.objects.get(brand=cast.brand, purpose=Purpose.CUSTOMER_SERVICE)
    from channels_mgmt.team.services.assignments import assign

    with pytest.raises(ValidationError, match="fermé"):
        assign(
            brand=cast.brand, user=cast.service, role=Role.CUSTOMER_SERVICE, channel=channel, by=cast.manager
        )


def test_a_state_decided_on_an_old_page_is_told(cast: Cast) -> None:
    seen = cast.official.edition
    lay_dormant(channel=cast.official, reason="Pause", by=cast.manager)
    with pytest.raises(ChangedMeanwhileError):
        close_channel(channel=cast.official, reason="Fini", by=cast.manager, edition=seen)
    old = {"reason": "Fini", "edition": seen}
    answer = client_of(cast.manager).post(page_of(cast, cast.official, "close/"), old)
    assert answer.status_code in (409, 422)
    assert "Fini" in answer.content.decode()
    assert timezone.now() - cast.official.state_decided_at < timedelta(minutes=1)  # type: ignore[operator]
