"""The protocol on the page of an interaction: answers that fit, used, deviated from, missing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from channels_mgmt.inbox.approval_reasons import Wait
from channels_mgmt.inbox.choices import Reason
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services import approvals
from channels_mgmt.inbox.services.agreed import first_name, offers_for
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.erasure import erase_person
from channels_mgmt.inbox.services.following import follow_survivors
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.protocol.models import EntryVersion, Gap, Use
from channels_mgmt.protocol.services.entries import change_entry
from tests.cast import Cast, client_of
from tests.inbox.making import HTMX, logged
from tests.protocol.test_entries import write

ANSWER = "Bonjour {prénom}, nos équipes sont sur place. {signature}"


@pytest.fixture
def interaction(cast: Cast) -> Interaction:
    return logged(cast, text="Encore une coupure !")


@pytest.fixture
def agreed(cast: Cast) -> EntryVersion:
    return write(cast, situation="Coupure de réseau", answer_fr=ANSWER, answer_en="Hello {first name}.")


def said_by(cast: Cast) -> str:
    return f"Bonjour Awa, nos équipes sont sur place. {cast.cm.name.split()[0]}"


def sent(interaction: Interaction, **values: Any) -> dict[str, Any]:
    return {"key": uuid4(), "seen": interaction.message_count, **values}


def test_the_page_leads_to_the_answers_that_fit(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    client = client_of(cast.cm)
    url = f"/interactions/{interaction.pk}/agreed/"
    assert f'href="{url}"' in client.get(f"/interactions/{interaction.pk}/").text
    whole, piece = client.get(url).text, client.get(url, headers=HTMX).text
    for shown in (whole, piece):
        assert said_by(cast) in shown
        assert f"?use={agreed.pk}#answer" in shown
        assert "coupure" in shown
    assert "<html" in whole
    assert "<html" not in piece


def test_the_interactions_language_chooses_the_answer(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    interaction.language = "wes"
    (offer,) = offers_for(interaction, by=cast.cm, at=timezone.now())
    assert (offer.language, offer.text) == ("en", "Hello Awa.")


def test_use_it_fills_the_box_and_the_reply_notes_the_use(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    client = client_of(cast.cm)
    form = client.get(f"/interactions/{interaction.pk}/?use={agreed.pk}").context["answer_form"]
    assert (form["text"].value(), form["used"].value()) == (said_by(cast), agreed.pk)
    answer = f"/interactions/{interaction.pk}/answer/"
    assert client.get(f"{answer}?use={agreed.pk}").context["answer_form"]["used"].value() == agreed.pk
    told = client.post(answer, sent(interaction, text=said_by(cast), used=agreed.pk))
    assert told.status_code == 303
    used = Use.objects.get()
    assert (used.version, used.interaction, used.by, used.deviated) == (
        agreed,
        interaction.pk,
        cast.cm,
        False,
    )


def test_a_deviation_asks_for_a_reason_once(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    client, answer = client_of(cast.cm), f"/interactions/{interaction.pk}/answer/"
    typed = sent(interaction, text="Patience.", used=agreed.pk)
    asked = client.post(answer, typed)
    assert asked.status_code == 422
    assert "Patience." in asked.text
    assert 'name="deviation"' in asked.text
    assert not Use.objects.exists()
    assert client.post(answer, typed | {"deviation": "Il connaît la suite"}).status_code == 303
    used = Use.objects.get()
    assert (used.deviated, used.why) == (True, "Il connaît la suite")


def test_what_is_left_open_is_filled_in_first(cast: Cast, interaction: Interaction) -> None:
    version = write(cast, situation="Coupure", answer_fr="Ticket {numéro du ticket}.")
    client, answer = client_of(cast.cm), f"/interactions/{interaction.pk}/answer/"
    page = client.get(f"/interactions/{interaction.pk}/?use={version.pk}").text
    assert "numéro du ticket" in page
    open_ = sent(interaction, text="Ticket {numéro du ticket}.", used=version.pk)
    assert client.post(answer, open_).status_code == 422
    assert client.post(answer, open_ | {"text": "Ticket 4711."}).status_code == 303


def test_what_was_changed_meanwhile_is_compared_with_what_counts_now(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    newer = change_entry(entry=agreed.entry, by=cast.manager, edition=1, answer_fr="Rétabli.", answer_en="")
    client, answer = client_of(cast.cm), f"/interactions/{interaction.pk}/answer/"
    typed = sent(interaction, text=said_by(cast), used=agreed.pk)
    assert client.post(answer, typed).status_code == 422
    assert client.post(answer, typed | {"text": "Rétabli."}).status_code == 303
    assert Use.objects.get().version == newer


@pytest.mark.parametrize("asked", ["x", "-1", "0", "9" * 40, "½", "1 OR 1"])
def test_an_address_that_asks_for_nonsense_shows_an_empty_box(
    asked: str, cast: Cast, interaction: Interaction
) -> None:
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/", {"use": asked})
    assert page.status_code == 200
    assert page.context["answer_form"]["used"].value() is None


def test_another_brands_answer_is_not_shown_and_not_taken(cast: Cast, interaction: Interaction) -> None:
    foreign = write(
        cast,
        brand=cast.other_brand,
        department=cast.department("technical", cast.other_brand),
        answer_fr="Secret de Sanaga",
    )
    client = client_of(cast.cm)
    assert "Secret" not in client.get(f"/interactions/{interaction.pk}/?use={foreign.pk}").text
    typed = sent(interaction, text="Secret de Sanaga", used=foreign.pk)
    assert client.post(f"/interactions/{interaction.pk}/answer/", typed).status_code == 422
    assert interaction.messages.count() == 1


def test_what_is_no_longer_valid_is_not_offered(cast: Cast, interaction: Interaction) -> None:
    today = cast.agency.day_of(timezone.now())
    old = write(cast, situation="Coupure", valid_from=today - timedelta(days=9), valid_until=today)
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/?use={old.pk}")
    assert page.context["answer_form"]["text"].value() is None
    assert offers_for(interaction, by=cast.cm, at=timezone.now()) == []


def test_no_agreed_answer_is_noted_with_one_tap(cast: Cast, interaction: Interaction) -> None:
    client, url = client_of(cast.cm), f"/interactions/{interaction.pk}/no-agreed-answer/"
    client.post(url, {"words": ""})
    assert not Gap.objects.exists(), "nothing says what is asked"
    client.post(url, {"words": "Date de la 5G"})
    Interaction.objects.filter(pk=interaction.pk).update(theme="Couverture")
    client.post(url)
    assert set(Gap.objects.values_list("words", flat=True)) == {"Date de la 5G", "Couverture"}
    assert client_of(cast.executive).post(url).status_code == 403


# --- Approval -----------------------------------------------------------------------------------------


def test_the_use_is_noted_once_the_approved_reply_is_published(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    draft = Draft("Patience.", used=agreed, deviation="Plus court")
    waits = reply(interaction=interaction, draft=draft, by=cast.junior, key=uuid4())
    assert isinstance(waits, Approval)
    approvals.approve(approval=waits, by=cast.manager)
    assert not Use.objects.exists()
    approvals.publish(approval=waits, by=cast.junior)
    approvals.publish(approval=waits, by=cast.junior)
    used = Use.objects.get()
    assert (used.by, used.deviated, used.why) == (cast.junior, True, "Plus court")


def holding(cast: Cast, **values: Any) -> EntryVersion:
    return write(cast, is_holding=True, answer_fr="Bonjour {prénom}, nous revenons vers vous.", **values)


def test_a_holding_text_as_it_stands_needs_no_approval_under_supervision_or_in_a_crisis(
    cast: Cast, interaction: Interaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    crisis = [lambda _interaction, beforehand, _at: [] if beforehand else [Wait(Reason.CRISIS, now)]]
    monkeypatch.setattr("channels_mgmt.inbox.approval_reasons.sources", crisis)
    version = holding(cast)

    def given(text: str, used: EntryVersion, **more: Any) -> Message | Approval:
        draft = Draft(text, used=used, **more)
        return reply(interaction=logged(cast, text=text), draft=draft, by=cast.junior, key=uuid4())

    text = "Bonjour Awa, nous revenons vers vous."
    assert isinstance(given(text, version), Message)
    assert given("Bonjour Awa, tout est de votre faute.", version).reasons == [
        Reason.CRISIS,
        Reason.SUPERVISION,
    ]
    assert given(text, version, in_doubt=True).reasons == [Reason.DOUBT]
    assert given(text, holding(cast, sensitivity="sensitive")).reasons == [Reason.SENSITIVE]
    change_entry(entry=version.entry, by=cast.manager, edition=1, is_holding=False)
    version.refresh_from_db()
    assert Reason.SUPERVISION in given(text, version).reasons


# --- Merging and erasing --------------------------------------------------------------------------------


def test_uses_and_gaps_follow_the_interaction_that_stays(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    reply(interaction=interaction, draft=Draft("Oui.", used=agreed), by=cast.cm, key=uuid4())
    stays = logged(cast, text="Coupure encore")
    follow_survivors(survivors={interaction.pk: stays.pk}, at=timezone.now())
    assert Use.objects.get().interaction == stays.pk


def test_a_reason_that_may_quote_the_public_goes_with_it(
    cast: Cast, interaction: Interaction, agreed: EntryVersion
) -> None:
    draft = Draft("Oui.", used=agreed, deviation="Awa Fotso a rappelé")
    reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4())
    erase_person(cast.brand, "Awa Fotso")
    assert (Use.objects.get().why, Use.objects.get().deviated) == ("", True)


def test_names_and_handles() -> None:
    assert first_name("Awa Fotso") == "Awa"
    assert first_name("@awa_237") == "@awa_237"
    assert first_name("Awa") == "Awa"
    assert first_name("") == ""
    assert first_name("le_237 officiel") == "le_237 officiel"
