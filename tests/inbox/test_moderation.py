"""Moderation: reasons and evidence, opinions that are no reason, reversal, appeal, register and figures."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry, User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.desk import personal_data
from channels_mgmt.inbox.choices import ABUSIVE, Act, AppealState, Ground, State
from channels_mgmt.inbox.exposure import MUCH, exposure_of, offenders_of
from channels_mgmt.inbox.models import Interaction, ModerationAct
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.appeals import appeal, decide_appeal
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.inbox.services.moderation import OnlyAnOpinionError, moderate, refocus, reverse
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import quantitative_of_week
from tests.cast import Cast, client_of
from tests.inbox.making import NOON, logged, minutes

INSULT = "Bande d'abrutis"


@pytest.fixture
def interaction(cast: Cast) -> Interaction:
    return logged(cast, text=INSULT, url="https://facebook.com/1", kind="complaint")


def acted(interaction: Interaction, by: User, act: str = Act.HIDE, **said: Any) -> ModerationAct:
    said = {"reason": Ground.INSULT, "key": uuid4(), "at": NOON + minutes(5)} | said
    return moderate(interaction=interaction, act=act, by=by, **said)


@pytest.mark.parametrize(("act", "state"), [(Act.HIDE, State.HIDDEN), (Act.REMOVE, State.REMOVED)])
def test_what_is_taken_away_needs_no_answer_and_is_kept_as_evidence(
    act: str, state: str, cast: Cast, interaction: Interaction
) -> None:
    done = acted(interaction, cast.cm, act)
    interaction.refresh_from_db()
    assert (interaction.state, interaction.kind, interaction.needs_answer) == (state, Kind.ABUSE, False)
    assert (done.text, done.url, done.author) == (INSULT, "https://facebook.com/1", "Awa Fotso")
    entry = AuditEntry.objects.filter(verb=f"interaction.{state}").latest("pk")
    assert INSULT not in str(entry.details)


@pytest.mark.parametrize("act", [Act.WARN, Act.BAN])
def test_authors_are_warned_and_banned_without_a_change_of_state(
    act: str, cast: Cast, interaction: Interaction
) -> None:
    acted(interaction, cast.cm, act)
    interaction.refresh_from_db()
    assert interaction.state == State.NEW
    acted(interaction, cast.cm)
    acted(interaction, cast.cm, act)  # of what is over too


def test_refocusing_removes_nothing(cast: Cast, interaction: Interaction) -> None:
    said = {"words": "Revenons au forfait.", "by": cast.cm, "key": uuid4()}
    done = refocus(interaction=interaction, **said)
    assert refocus(interaction=interaction, **said) == done
    interaction.refresh_from_db()
    assert (interaction.state, done.words, done.reason) == (State.NEW, "Revenons au forfait.", "")
    with pytest.raises(ValidationError):
        refocus(interaction=interaction, words="  ", by=cast.cm, key=uuid4())
    with pytest.raises(ValidationError) as nothing:
        reverse(act=done, by=cast.manager, why="Non")
    assert nothing.value.code == "refocus"


def test_only_abuse_confirms_abuse(cast: Cast) -> None:
    for reason in Ground.values:
        one = logged(cast, author=f"@{reason}", kind="question")
        acted(one, cast.cm, reason=reason, rule="Règle 3")
        one.refresh_from_db()
        assert one.kind == (Kind.ABUSE if reason in ABUSIVE else Kind.QUESTION)


def test_one_message_of_several_leaves_the_others(cast: Cast, interaction: Interaction) -> None:
    second = log_message(
        interaction=interaction, direction="in", text="Connards", by=cast.cm, at=NOON + minutes(1),
        sent_at=NOON + minutes(1),
    )  # fmt: skip
    first = interaction.messages.earliest("pk")
    done = acted(interaction, cast.cm, message=second)
    interaction.refresh_from_db()
    assert (done.whole, done.text, interaction.state) == (False, "Connards", State.NEW)
    assert acted(interaction, cast.cm, message=first).whole
    interaction.refresh_from_db()
    assert interaction.state == State.HIDDEN


@pytest.mark.parametrize("act", [Act.HIDE, Act.REMOVE, Act.BAN])
@pytest.mark.parametrize("kind", ["complaint", "question"])
def test_a_negative_opinion_is_no_reason(act: str, kind: str, cast: Cast) -> None:
    opinion = logged(cast, text="Votre service est lamentable", sentiment="negative", kind=kind)
    with pytest.raises(OnlyAnOpinionError):
        acted(opinion, cast.cm, act)
    assert not ModerationAct.objects.exists()
    done = acted(opinion, cast.cm, act, despite_opinion=True)
    assert done.despite_opinion
    entry = AuditEntry.objects.filter(brand_id=cast.brand.pk).latest("pk")
    assert entry.details["despite_opinion"] is True


def test_abuse_praise_and_warnings_pass_without_that_warning(cast: Cast) -> None:
    abuse = logged(cast, text="Bande de connards", sentiment="negative", kind="complaint")
    assert not acted(abuse, cast.cm).despite_opinion
    unsaid = logged(cast, text="Lamentable", author="B")
    assert not acted(unsaid, cast.cm, despite_opinion=True).despite_opinion
    opinion = logged(cast, text="Lamentable", author="C", sentiment="negative", kind="complaint")
    assert not acted(opinion, cast.cm, Act.WARN).despite_opinion


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": "opinion"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"reason": Ground.NETWORK_RULE}, "empty"),
        ({"reason": Ground.OTHER_RULE, "rule": "  "}, "empty"),
        ({"rule": "a\x00b"}, "nul"),
        ({"act": "delete"}, "act"),
        ({"act": Act.REFOCUS}, "act"),
    ],
)
def test_nonsense_is_refused(said: dict[str, Any], code: str, cast: Cast, interaction: Interaction) -> None:
    with pytest.raises(ValidationError) as refused:
        acted(interaction, cast.cm, **said)
    assert refused.value.code == code


def test_messages_and_forms_of_elsewhere_are_refused(cast: Cast, interaction: Interaction) -> None:
    other = logged(cast, author="Voisin")
    with pytest.raises(ValidationError) as foreign:
        acted(interaction, cast.cm, message=other.messages.get())
    assert foreign.value.code == "message"
    key = uuid4()
    assert acted(interaction, cast.cm, key=key) == acted(interaction, cast.cm, key=key)
    with pytest.raises(ValidationError) as reused:
        acted(other, cast.cm, key=key)
    assert reused.value.code == "key"


def test_reversed_with_a_reason_once(cast: Cast, interaction: Interaction) -> None:
    done = acted(interaction, cast.cm)
    with pytest.raises(ValidationError):
        reverse(act=done, by=cast.manager, why=" ")
    with pytest.raises(ValidationError) as refused:
        sorting.reopen(interaction=interaction, by=cast.cm)
    assert refused.value.code == "moderated"
    reverse(act=done, by=cast.manager, why="De l'humour")
    interaction.refresh_from_db()
    assert (interaction.state, interaction.kind) == (State.REOPENED, Kind.COMPLAINT)
    again = reverse(act=done, by=cast.strategist, why="Encore")
    assert (again.reversed_by, again.reversed_why) == (cast.manager, "De l'humour")


def test_it_is_reversed_though_the_clock_was_put_back(cast: Cast, interaction: Interaction) -> None:
    done = acted(interaction, cast.cm)
    reversed_ = reverse(act=done, by=cast.manager, why="De l'humour", at=done.at - timedelta(hours=1))
    assert reversed_.reversed_at == done.at


def test_an_appeal_is_decided_by_another(cast: Cast, interaction: Interaction) -> None:
    done = acted(interaction, cast.manager)
    appeal(act=done, words="Je plaisantais", by=cast.cm)
    with pytest.raises(ValidationError) as twice:
        appeal(act=done, words="Encore", by=cast.cm)
    assert twice.value.code == "twice"
    with pytest.raises(ValidationError) as waits:
        reverse(act=done, by=cast.strategist, why="Non")
    assert waits.value.code == "appealed"
    with pytest.raises(ValidationError) as own:
        decide_appeal(act=done, upheld=True, words="Insulte", by=cast.manager)
    assert own.value.code == "own"
    decided = decide_appeal(act=done, upheld=False, words="De l'humour", by=cast.strategist)
    interaction.refresh_from_db()
    assert (decided.appeal_state, interaction.state) == (AppealState.REVERSED, State.REOPENED)
    with pytest.raises(ValidationError) as late:
        decide_appeal(act=done, upheld=True, words="Non", by=cast.strategist)
    assert late.value.code == "meanwhile"
    with pytest.raises(ValidationError) as nothing:
        appeal(act=decided, words="Encore", by=cast.cm)
    assert nothing.value.code == "nothing"


def test_an_appeal_may_be_upheld(cast: Cast, interaction: Interaction) -> None:
    done = appeal(act=acted(interaction, cast.cm), words="Pourquoi ?", by=cast.cm)
    decide_appeal(act=done, upheld=True, words="Insulte", by=cast.manager)
    interaction.refresh_from_db()
    assert interaction.state == State.HIDDEN


def test_the_database_keeps_what_was_done(cast: Cast, interaction: Interaction) -> None:
    done = acted(interaction, cast.cm)
    rows = ModerationAct.objects.filter(pk=done.pk)
    for change in ({"reason": "spam"}, {"act": "warn"}, {"text": "Autre"}, {"by": cast.manager}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    own = {"appeal_state": "upheld", "appealed_at": NOON, "decided_by": cast.cm, "decided_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**own)
    reverse(act=done, by=cast.manager, why="Erreur")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(reversed_at=None, reversed_by=None)


# --- The register, its people and its figures -----------------------------------------------------------


def test_the_week_counts_acts_and_reasons(cast: Cast, interaction: Interaction) -> None:
    week, at = Week.of(NOON.date()), NOON + timedelta(days=7)
    before = quantitative_of_week(cast.brand, week, at=at)["moderation"]
    assert before == {"total": None, "by_reason": {}}
    acted(interaction, cast.cm)
    acted(logged(cast, author="B"), cast.cm, reason=Ground.SPAM)
    refocus(interaction=logged(cast, author="C"), words="Revenons", by=cast.cm, key=uuid4(), at=NOON)
    after = quantitative_of_week(cast.brand, week, at=at)["moderation"]
    assert after == {"total": 3, "by_reason": {"insult": 1, "spam": 1}}
    assert quantitative_of_week(cast.brand, week + 1, at=at)["moderation"]["total"] == 0


def test_who_comes_back_under_any_spelling(cast: Cast) -> None:
    for author in ("@Troll", "troll", " TROLL "):
        acted(logged(cast, author=author), cast.cm, Act.WARN)
    (offender,) = offenders_of(cast.brand, NOON + timedelta(days=1))
    assert (offender.author_key, offender.acts) == ("troll", 3)
    assert not offenders_of(cast.brand, NOON + timedelta(days=100))
    assert not offenders_of(cast.other_brand, NOON + timedelta(days=1))
    reverse(act=ModerationAct.objects.earliest("pk"), by=cast.manager, why="Erreur")
    assert not offenders_of(cast.brand, NOON + timedelta(days=1))


def test_who_reads_much_abuse_is_shown_to_the_manager(cast: Cast) -> None:
    now = timezone.now()
    interaction = logged(cast, text="Abrutis", at=now)
    for number in range(MUCH - 1):
        log_message(
            interaction=interaction, direction="in", text=f"Abrutis {number}", by=cast.service, at=now,
            sent_at=now,
        )  # fmt: skip
    acted(interaction, cast.cm, at=now)
    exposed = {one.person: one for one in exposure_of(cast.brand, now)}
    assert (exposed[cast.cm].messages, exposed[cast.service].messages) == (MUCH, MUCH)
    assert exposed[cast.cm].is_much
    assert not exposure_of(cast.brand, now + timedelta(weeks=5))
    page = client_of(cast.manager).get("/b/wouri/moderation/").text
    assert 'id="exposure"' in page
    assert 'id="exposure"' not in client_of(cast.cm).get("/b/wouri/moderation/").text


def test_the_register_filters_by_its_address(cast: Cast, interaction: Interaction) -> None:
    acted(interaction, cast.cm, at=timezone.now())
    acted(logged(cast, author="Bot"), cast.service, reason=Ground.SPAM, act=Act.REMOVE, at=timezone.now())
    client = client_of(cast.cm)

    def found(query: str) -> set[str]:
        rows = client.get(f"/b/wouri/moderation/?{query}").context["page"].rows
        return {row.author for row in rows}

    assert found("") == {"Awa Fotso", "Bot"}
    assert found("reason=spam") == found("act=remove") == found("author=@bot") == {"Bot"}
    assert found(f"person={cast.cm.pk}") == {"Awa Fotso"}
    assert found("period=today&state=standing") == {"Awa Fotso", "Bot"}
    assert found("state=reversed") == found("state=open") == set()
    assert found("reason=nonsense&act=x&person=999999&period=jamais") == {"Awa Fotso", "Bot"}
    assert not client_of(cast.other_cm).get("/b/sanaga/moderation/").context["page"].rows


def test_queries_do_not_grow_with_the_register(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        acted(logged(cast, author=f"B{number}"), cast.cm)
    client = client_of(cast.manager)
    client.get("/b/wouri/moderation/")
    with django_assert_max_num_queries(14):
        assert client.get("/b/wouri/moderation/").status_code == 200


# --- The forms -------------------------------------------------------------------------------------------


def test_the_form_of_an_opinion_asks_for_the_tick(cast: Cast) -> None:
    opinion = logged(cast, text="Lamentable", sentiment="negative", kind="complaint")
    client, url = client_of(cast.cm), f"/interactions/{opinion.pk}/moderate/"
    assert 'name="despite_opinion"' in client.get(url).text
    sent = {"act": "hide", "reason": "insult", "message": "", "key": uuid4()}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"despite_opinion": "on"}).status_code == 303
    opinion.refresh_from_db()
    assert opinion.state == State.HIDDEN
    page = client.get(f"/interactions/{opinion.pk}/").text
    assert 'id="moderation"' in page


def test_from_the_pages_by_whom_it_may(cast: Cast, interaction: Interaction) -> None:
    cm, manager = client_of(cast.cm), client_of(cast.manager)
    assert 'name="despite_opinion"' not in cm.get(f"/interactions/{interaction.pk}/moderate/").text
    refocused = cm.post(f"/interactions/{interaction.pk}/refocus/", {"words": "Revenons", "key": uuid4()})
    assert refocused.status_code == 303
    sent = {"act": "hide", "reason": "insult", "message": "", "key": uuid4()}
    assert client_of(cast.content).post(f"/interactions/{interaction.pk}/moderate/", sent).status_code == 403
    assert client_of(cast.rival).post(f"/interactions/{interaction.pk}/moderate/", sent).status_code == 404
    assert cm.post(f"/interactions/{interaction.pk}/moderate/", sent).status_code == 303
    done = ModerationAct.objects.get(act=Act.HIDE)
    assert cm.post(f"/moderation/{done.pk}/appeal/", {"words": "Pourquoi ?"}).status_code == 303
    assert cm.post(f"/moderation/{done.pk}/reverse/", {"why": "Non"}).status_code == 403
    decision = {"upheld": "0", "words": "De l'humour"}
    assert manager.get("/b/wouri/").text.count("state=open") == 1
    assert manager.post(f"/moderation/{done.pk}/decide/", decision | {"upheld": ""}).status_code == 422
    assert manager.post(f"/moderation/{done.pk}/decide/", decision).status_code == 303
    done.refresh_from_db()
    assert done.reversed_by == cast.manager


def test_a_copy_holds_it_and_an_erasure_takes_it(cast: Cast, interaction: Interaction) -> None:
    done = appeal(act=acted(interaction, cast.cm, rule="Zanzibar"), words="Zanzibar !", by=cast.cm)
    held = personal_data.copy_for(brand=cast.brand, handle="Awa Fotso", by=cast.manager)
    (told,) = held["interactions"][0]["moderation"]
    assert (told["text"], told["appeal"], told["reason"]) == (INSULT, "Zanzibar !", "insult")
    personal_data.erase(brand=cast.brand, handle="Awa Fotso", by=cast.manager)
    done.refresh_from_db()
    assert (done.text, done.url, done.rule, done.appeal_words) == ("", "", "", "")
    assert "awa" not in f"{done.author}{done.author_key}".lower()
    assert done.reason == "insult"


def test_one_decides_with_the_act_before_ones_eyes(cast: Cast, interaction: Interaction) -> None:
    done = acted(interaction, cast.cm)
    page = client_of(cast.manager).get(f"/moderation/{done.pk}/reverse/").text
    assert cast.cm.name in page
    assert page.count(INSULT.replace("'", "&#x27;")) == 2
    appeal(act=done, words="C’était pour rire", by=cast.cm, at=NOON + minutes(9))
    assert "C’était pour rire" in client_of(cast.manager).get(f"/moderation/{done.pk}/decide/").text


def test_the_register_finds_part_of_a_name_and_what_has_no_reason(
    cast: Cast, interaction: Interaction
) -> None:
    acted(interaction, cast.cm, Act.WARN)
    refocus(interaction=interaction, words="Revenons au sujet", by=cast.cm, key=uuid4())
    client, register = client_of(cast.manager), "/b/wouri/moderation/"
    assert len(client.get(f"{register}?author=fotso").context["page"].rows) == 2
    assert [act.act for act in client.get(f"{register}?reason=none").context["page"].rows] == ["refocus"]
    assert '<option value="none"' in client.get(register).text


def test_what_was_hidden_offers_no_reopening_that_would_be_refused(
    cast: Cast, interaction: Interaction
) -> None:
    acted(interaction, cast.cm)
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/").text
    assert "/reopen/" not in page
    assert f"/interactions/{interaction.pk}/moderate/" in page
