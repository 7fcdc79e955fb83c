"""Where interactions belong: made one, taken apart, handed over to the right account."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.desk import personal_data
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.arrived import figures_of
from channels_mgmt.inbox.choices import PromiseState, State
from channels_mgmt.inbox.models import (
    Approval,
    Directed,
    Interaction,
    InteractionEvent,
    Message,
    Promise,
    WaitingEpisode,
)
from channels_mgmt.inbox.services import approvals, sorting
from channels_mgmt.inbox.services.drafts import Draft, record_reply
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.inbox.services.merging import merge
from channels_mgmt.inbox.services.moderation import refocus
from channels_mgmt.inbox.services.moving import direct, hand_over_channel, link_arrival
from channels_mgmt.inbox.services.splitting import split
from channels_mgmt.inbox.services.waiting import episodes_of, in_order
from channels_mgmt.team.models import Channel
from channels_mgmt.team.services.channels import open_channel
from tests.cast import Cast, client_of, make_ready
from tests.inbox.making import NOON, logged, minutes


@pytest.fixture
def pair(cast: Cast) -> tuple[Interaction, Interaction]:
    return logged(cast, text="Un"), logged(cast, text="Deux", at=NOON + minutes(10))


def episodes(interaction: Interaction) -> list[tuple[Any, ...]]:
    rows = WaitingEpisode.objects.filter(interaction=interaction).order_by("number")
    return [(row.opened_at, row.ended_at, row.ended_by) for row in rows]


def expected_episodes(interaction: Interaction) -> list[tuple[Any, ...]]:
    messages = in_order(Message.objects.filter(interaction=interaction))
    return [(one.opened_at, one.ended_at, one.ended_by) for one in episodes_of(messages)]


def consistent(interaction: Interaction) -> bool:
    """Whether the row says what its messages say."""
    interaction.refresh_from_db()
    waits = expected_episodes(interaction)
    first = in_order(interaction.messages.filter(direction="in"))[0]
    return (
        episodes(interaction) == waits
        and interaction.message_count == interaction.messages.count()
        and interaction.opened_at == first.sent_at
        and interaction.author == first.author
        and interaction.waiting_since == (waits[-1][0] if waits[-1][1] is None else None)
    )


# --- Merging ---------------------------------------------------------------------------------------------


def test_all_that_hangs_on_the_other_moves(cast: Cast, pair: tuple[Interaction, Interaction]) -> None:
    into, other = pair
    sorting.note(interaction=other, by=cast.cm, text="Note")
    held = Draft("Jeudi", holding=True, promised_for=timezone.now() + timedelta(days=1))
    record_reply(interaction=other, draft=held, by=cast.cm, key=uuid4(), at=timezone.now())
    refocus(interaction=other, words="Revenons", by=cast.cm, key=uuid4())
    asked = open_escalation(
        interaction=other, question="Que dire ?", department=cast.department("customer_service"), by=cast.cm
    )
    merge(into=into, others=[other], by=cast.cm)

    assert consistent(into)
    assert not Interaction.objects.filter(pk=other.pk).exists()
    assert (into.messages.count(), into.state) == (3, State.WAITING_ESCALATED)
    assert Promise.objects.get().interaction == into
    assert Escalation.objects.get(pk=asked.pk).interaction_id == into.pk
    assert into.moderation.count() == 1
    verbs = set(into.events.values_list("verb", flat=True))
    assert {"note", "merged", "escalated"} <= verbs
    assert not Message.objects.filter(interaction=into, placed_by_person=False).exists()


def test_what_the_one_does_not_say_the_other_says(cast: Cast) -> None:
    into = logged(cast, kind="complaint", at=NOON + minutes(10))
    other = logged(cast, author="Awa F.", text="Avant", kind="question", theme="réseau", priority=4)
    merge(into=into, others=[other, other, into], by=cast.cm)
    into.refresh_from_db()
    assert (into.kind, into.theme, into.priority) == ("complaint", "réseau", 4)
    assert (into.author, into.excerpt, into.opened_at) == ("Awa F.", "Avant", NOON)


def test_of_two_replies_that_wait_one_goes_on(cast: Cast, pair: tuple[Interaction, Interaction]) -> None:
    from channels_mgmt.inbox.services.replies import reply

    for each in pair:
        reply(interaction=each, draft=Draft("Bonjour", in_doubt=True), by=cast.cm, key=uuid4())
    into = merge(into=pair[0], others=[pair[1]], by=cast.cm)
    assert into.state == State.WAITING_APPROVAL
    assert sorted(Approval.objects.values_list("state", flat=True)) == ["asked", "withdrawn"]
    assert set(Approval.objects.values_list("interaction", flat=True)) == {into.pk}


def test_merging_is_refused_with_the_reason(cast: Cast, pair: tuple[Interaction, Interaction]) -> None:
    into, other = pair

    def code(**said: Any) -> str:
        with pytest.raises(ValidationError) as refused:
            merge(**({"into": into, "others": [other], "by": cast.cm} | said))
        return str(refused.value.code)

    assert code(others=[]) == code(others=[into]) == "none"
    foreign = logged(
        cast, brand=cast.other_brand, channel=cast.other_brand.channels.earliest("pk"), by=cast.other_cm
    )
    assert code(others=[foreign]) == "brand"
    assert code(by=cast.other_cm) == "right"
    assert code(by=cast.content) == "right"
    sorting.close(interaction=other, by=cast.cm)
    assert code() == "ended"
    third = logged(cast, author="Voisin")
    merge(into=into, others=[third], by=cast.cm)
    assert code(others=[third]) == "merged"


# --- Splitting -------------------------------------------------------------------------------------------


def test_messages_become_an_interaction_of_their_own(cast: Cast) -> None:
    whole = logged(cast)
    promise = Draft("Jeudi", holding=True, promised_for=timezone.now() + timedelta(days=1))
    second = log_message(
        interaction=whole, direction="in", text="Autre sujet", by=cast.cm, author="Voisin",
        sent_at=NOON + minutes(5), at=NOON + minutes(5),
    )  # fmt: skip
    told = record_reply(interaction=whole, draft=promise, by=cast.cm, key=uuid4(), at=timezone.now())
    key = uuid4()
    fresh = split(interaction=whole, messages=[second, told], by=cast.cm, key=key)
    assert split(interaction=whole, messages=[second], by=cast.cm, key=key) == fresh

    assert consistent(whole)
    assert consistent(fresh)
    assert (fresh.author, fresh.excerpt, fresh.state) == ("Voisin", "Autre sujet", State.ANSWERED)
    assert whole.waiting_since == NOON
    made = Promise.objects.get()
    assert (made.interaction, made.state) == (fresh, PromiseState.OPEN)
    assert fresh.events.get().verb == "split_off"


def test_splitting_is_refused_with_the_reason(cast: Cast, pair: tuple[Interaction, Interaction]) -> None:
    whole, other = pair
    record_reply(interaction=whole, draft=Draft("Bonjour"), by=cast.cm, key=uuid4(), at=timezone.now())
    first, out = in_order(whole.messages.all())

    def code(messages: Sequence[Message], **said: Any) -> str:
        with pytest.raises(ValidationError) as refused:
            split(**({"interaction": whole, "messages": messages, "by": cast.cm} | said))
        return str(refused.value.code)

    assert code([]) == code([out]) == "none"
    assert code([first]) == code([first, out]) == "all"
    assert code([other.messages.get()]) == "message"
    assert code([first], by=cast.content) == "right"
    sorting.close(interaction=whole, by=cast.cm)
    assert code([first]) == "ended"


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_merge_and_split_lose_nothing(cast: Cast, data: st.DataObject) -> None:
    times = st.integers(min_value=1, max_value=600)
    threads = []
    for number in range(2):
        one = logged(cast, author=f"A{number}", at=NOON + minutes(data.draw(times)))
        for direction, after in data.draw(
            st.lists(st.tuples(st.sampled_from(["in", "out"]), times), max_size=4)
        ):
            sent = NOON + minutes(after)
            log_message(interaction=one, direction=direction, text="x", by=cast.cm, sent_at=sent, at=sent)
        threads.append(one)
    into, other = threads
    before = {one.pk: set(one.messages.values_list("pk", flat=True)) for one in threads}
    merge(into=into, others=[other], by=cast.cm)
    assert consistent(into)
    assert set(into.messages.values_list("pk", flat=True)) == before[into.pk] | before[other.pk]

    back = split(interaction=into, messages=list(Message.objects.filter(pk__in=before[other.pk])), by=cast.cm)
    assert consistent(into)
    assert consistent(back)
    assert set(into.messages.values_list("pk", flat=True)) == before[into.pk]
    assert set(back.messages.values_list("pk", flat=True)) == before[other.pk]


# --- Handing over ----------------------------------------------------------------------------------------


@pytest.fixture
def beside(cast: Cast) -> Channel:
    """The customer-service account of the brand on the network of its official one."""
    return open_channel(
        brand=cast.brand, network=Network.FACEBOOK, purpose=Purpose.CUSTOMER_SERVICE, by=cast.manager
    )


def test_it_moves_with_its_history_and_its_clock_runs_on(cast: Cast, beside: Channel) -> None:
    interaction = logged(cast)
    sorting.hold(interaction=interaction, by=cast.cm)
    hand_over_channel(interaction=interaction, to_channel=beside, by=cast.cm)
    assert consistent(interaction)
    assert (interaction.channel, interaction.holder, interaction.waiting_since) == (beside, None, NOON)
    assert interaction.events.filter(verb="channel_changed").count() == 1
    assert interaction.messages.get().placed_by_person
    hand_over_channel(interaction=interaction, to_channel=beside, by=cast.cm)
    assert interaction.events.filter(verb="channel_changed").count() == 1


def test_who_is_told_gets_a_holding_reply(cast: Cast, beside: Channel) -> None:
    interaction = logged(cast)
    hand_over_channel(
        interaction=interaction, to_channel=beside, by=cast.cm, told=Draft("Ils répondent"), key=uuid4()
    )
    interaction.refresh_from_db()
    assert interaction.messages.get(direction="out").holding
    assert (interaction.channel, interaction.state) == (beside, State.IN_PROGRESS)


def test_handing_over_is_refused_with_the_reason(cast: Cast, beside: Channel) -> None:
    interaction = logged(cast)

    def code(to: Channel, **said: Any) -> str:
        with pytest.raises(ValidationError) as refused:
            hand_over_channel(**({"interaction": interaction, "to_channel": to, "by": cast.cm} | said))
        return str(refused.value.code)

    assert code(cast.support_channel) == "network"
    assert code(cast.other_brand.channels.earliest("pk")) == "channel"
    assert code(beside, by=cast.content) == "right"
    Channel.objects.filter(pk=beside.pk).update(state="closed", state_reason="Fini")
    beside.refresh_from_db()
    assert code(beside) == "closed"
    sorting.close(interaction=interaction, by=cast.cm)
    assert code(beside) == "ended"


# --- Directing -------------------------------------------------------------------------------------------


def directed(cast: Cast, interaction: Interaction, **said: Any) -> Directed:
    said = {"to_channel": cast.support_channel, "by": cast.cm, "key": uuid4(), "at": NOON} | said
    return direct(interaction=interaction, told=Draft("Écrivez-leur"), **said)


def test_who_writes_where_they_were_told_is_linked(cast: Cast) -> None:
    first = logged(cast, author="@Awa")
    sent = directed(cast, first)
    assert (sent.message.text, first.state) == ("Écrivez-leur", State.ANSWERED)
    logged(cast, author="Voisin", channel=cast.support_channel, at=NOON + timedelta(days=1))
    came = logged(cast, author=" awa", channel=cast.support_channel, at=NOON + timedelta(days=2))
    logged(cast, author="awa", channel=cast.support_channel, at=NOON + timedelta(days=3))
    sent.refresh_from_db()
    assert (sent.arrived, sent.arrived_at, sent.linked_by) == (came, came.opened_at, None)
    page = client_of(cast.cm).get(f"/interactions/{came.pk}/").text
    assert f"/interactions/{first.pk}/" in page


@pytest.mark.parametrize("after", [timedelta(minutes=-5), timedelta(days=14)])
def test_too_early_or_too_late_is_no_arrival(after: timedelta, cast: Cast) -> None:
    sent = directed(cast, logged(cast, author="@Awa", at=NOON - timedelta(hours=1)))
    logged(cast, author="awa", channel=cast.support_channel, at=NOON + after)
    sent.refresh_from_db()
    assert sent.arrived is None


def test_who_never_comes_is_counted(cast: Cast) -> None:
    now = timezone.now()
    make_ready(cast.brand, cast.cm, by=cast.manager, at=now - timedelta(days=50))
    for number, days in enumerate((1, 20, 30, 40)):
        at = now - timedelta(days=days)
        directed(cast, logged(cast, author=f"A{number}", at=at - minutes(5)), at=at)
    logged(cast, author="A3", channel=cast.support_channel, at=now - timedelta(days=39))
    figures = figures_of(cast.brand, now)
    assert (figures.told, figures.arrived, figures.expected, figures.never) == (4, 1, 1, 2)
    assert figures.rate == pytest.approx(1 / 3)
    page = client_of(cast.manager).get("/b/wouri/directions/")
    assert len(page.context["page"].rows) == 2
    assert "directions/#never" in client_of(cast.manager).get("/b/wouri/").text
    assert figures_of(cast.other_brand, now).rate is None


def test_words_that_wait_for_approval_expect_nobody_yet(cast: Cast) -> None:
    sent = directed(cast, logged(cast), by=cast.junior)
    assert sent.message is None
    approval = sent.approval
    assert approval is not None
    published = approvals.publish(
        approval=approvals.approve(approval=approval, by=cast.manager), by=cast.junior
    )
    sent.refresh_from_db()
    assert (sent.message, sent.at) == (published, published.sent_at)


def test_directing_is_refused_with_the_reason_and_done_once(cast: Cast) -> None:
    interaction = logged(cast)
    key = uuid4()
    assert directed(cast, interaction, key=key) == directed(cast, interaction, key=key)

    def code(**said: Any) -> str:
        with pytest.raises(ValidationError) as refused:
            directed(cast, interaction, **said)
        return str(refused.value.code)

    assert code(to_channel=cast.official) == "same"
    assert code(to_channel=cast.other_brand.channels.earliest("pk")) == "channel"
    assert code(by=cast.content) == "right"
    sorting.close(interaction=interaction, by=cast.cm)
    assert code() == "ended"


def test_a_person_links_an_arrival_under_another_name(cast: Cast) -> None:
    sent = directed(cast, logged(cast))
    client, url = client_of(cast.cm), f"/directions/{sent.pk}/arrived/"
    elsewhere = logged(cast, author="B", at=NOON + minutes(1))
    came = logged(cast, author="C", channel=cast.support_channel, at=NOON + minutes(2))
    with pytest.raises(ValidationError) as wrong:
        link_arrival(directed=sent, arrived=elsewhere, by=cast.cm)
    assert wrong.value.code == "channel"
    for number in (elsewhere.pk, "abc", 10**17):
        assert client.post(url, {"number": number}).status_code == 422
    assert client.post(url, {"number": f"http://testserver/interactions/{came.pk}/"}).status_code == 303
    sent.refresh_from_db()
    assert (sent.arrived, sent.linked_by) == (came, cast.cm)


def test_merged_arrivals_stay_linked(cast: Cast) -> None:
    sent = directed(cast, logged(cast, author="awa"))
    came = logged(cast, author="awa", channel=cast.support_channel, at=NOON + minutes(5))
    again = logged(cast, author="awa", channel=cast.support_channel, at=NOON + minutes(6))
    merge(into=again, others=[came], by=cast.cm)
    sent.refresh_from_db()
    assert sent.arrived == again
    here = sent.interaction
    sorting.note(interaction=here, by=cast.cm, text="x")
    merge(into=again, others=[here], by=cast.cm)
    sent.refresh_from_db()
    assert (sent.interaction, sent.arrived) == (again, None)


def test_erasure_takes_the_handle_of_who_was_directed(cast: Cast) -> None:
    sent = directed(cast, logged(cast, author="awa"))
    held = personal_data.copy_for(brand=cast.brand, handle="awa", by=cast.manager)
    assert held["interactions"][0]["told_to_write_to"] == [cast.support_channel.slug]
    personal_data.erase(brand=cast.brand, handle="awa", by=cast.manager)
    sent.refresh_from_db()
    assert "awa" not in sent.author_key


# --- The pages -------------------------------------------------------------------------------------------


def test_merging_and_splitting_from_the_page(cast: Cast, pair: tuple[Interaction, Interaction]) -> None:
    into, other = pair
    client, url = client_of(cast.cm), f"/interactions/{into.pk}/merge/"
    assert f'value="{other.pk}"' in client.get(url).text
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"others": [other.pk], "number": str(other.pk)}).status_code == 303
    assert into.messages.count() == 2
    last = into.messages.latest("sent_at")
    splits = f"/interactions/{into.pk}/split/"
    assert client.post(splits, {"key": uuid4()}).status_code == 422
    done = client.post(splits, {"messages": [last.pk], "key": uuid4()})
    fresh = Interaction.objects.exclude(pk=into.pk).get(brand=cast.brand)
    assert done.headers["Location"] == f"/interactions/{fresh.pk}/"
    assert client_of(cast.content).get(url).status_code == 403
    assert client_of(cast.rival).get(url).status_code == 404


def test_handing_over_from_the_page(cast: Cast, beside: Channel) -> None:
    interaction = logged(cast)
    client, url = client_of(cast.cm), f"/interactions/{interaction.pk}/hand-over/"
    choice = client.get(url).text
    assert f"?channel={beside.slug}" in choice
    assert f"?channel={cast.official.slug}" not in choice
    assert 'name="way"' not in client.get(f"{url}?channel=nonsense").text
    there = f"{url}?channel={beside.slug}"
    page = client.get(there).text
    assert beside.name in page
    assert 'value="move"' in page
    other = f"{url}?channel={cast.support_channel.slug}"
    assert 'value="move"' not in client.get(other).text
    assert client.post(other, {"way": "direct", "text": "", "key": uuid4()}).status_code == 422
    assert client.post(other, {"way": "move", "text": "", "key": uuid4()}).status_code == 422
    assert client.post(there, {"way": "move", "text": "", "key": uuid4()}).status_code == 303
    interaction.refresh_from_db()
    assert interaction.channel == beside
    told = {"way": "direct", "text": "Écrivez-leur", "key": uuid4(), "seen": interaction.message_count}
    assert client.post(other, told).status_code == 303
    assert Directed.objects.get().interaction == interaction
    assert InteractionEvent.objects.filter(verb="directed").count() == 1


def test_the_proposed_words_are_in_the_persons_language(cast: Cast) -> None:
    english = logged(cast, language="en", author="John")
    url = f"/interactions/{english.pk}/hand-over/?channel={cast.support_channel.slug}"
    assert "please write to us here" in client_of(cast.cm).get(url).text


def test_who_moves_with_the_interaction_is_not_told_to_write_there(cast: Cast, beside: Channel) -> None:
    interaction, client = logged(cast), client_of(cast.cm)
    url = f"/interactions/{interaction.pk}/hand-over/?channel={beside.slug}"
    form = client.get(url).context["form"]
    sent = {"way": "move", "text": form.proposed, "key": str(uuid4()), "seen": "1"}
    assert client.post(url, sent).status_code == 303
    interaction.refresh_from_db()
    assert interaction.channel == beside
    assert not interaction.messages.filter(direction="out").exists()
