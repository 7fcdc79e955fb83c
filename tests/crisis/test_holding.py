"""Replies on the matter wait for a second person; what was approved beforehand does not."""

from uuid import uuid4

import pytest
from django.core.cache import cache

from channels_mgmt.crisis.choices import Level
from channels_mgmt.crisis.models import Statement
from channels_mgmt.crisis.services.current import KEY, now_running
from channels_mgmt.crisis.services.matter import crises_on
from channels_mgmt.crisis.services.running import end_crisis, set_level, set_matter
from channels_mgmt.crisis.services.statements import (
    agreed_version,
    approve_statement,
    current_statement,
    write_statement,
)
from channels_mgmt.inbox.choices import ApprovalState, Reason
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.protocol.services.entries import write_entry
from tests.cast import Cast, client_of
from tests.crisis.making import logged, opened

pytestmark = pytest.mark.django_db
SAID = "Nous rétablissons le réseau, prochain point à 18 h."


def answered(cast: Cast, interaction: Interaction, text: str = "Bonjour", **draft: object) -> object:
    return reply(interaction=interaction, draft=Draft(text, **draft), by=cast.cm, key=uuid4())  # type: ignore[arg-type]


def test_a_reply_on_the_matter_waits_and_another_does_not(cast: Cast) -> None:
    by_theme, by_word, other = (
        logged(cast, theme="Réseau", author="a", text="Rien ne marche"),
        logged(cast, author="b", text="Grosse PANNE à Bonabéri"),
        logged(cast, author="c", text="Quels sont vos horaires ?"),
    )
    opened(cast, themes=["réseau"], words=["panne"])
    for interaction in (by_theme, by_word):
        waits = answered(cast, interaction)
        assert isinstance(waits, Approval)
        assert waits.reasons == [Reason.CRISIS]
    assert isinstance(answered(cast, other), Message)
    shown = client_of(cast.cm).get(f"/interactions/{by_word.pk}/")
    assert "Panne du réseau" in shown.text
    assert "held_crisis" in shown.context


def test_the_matter_can_be_kept_to_channels_and_said_anew(cast: Cast) -> None:
    interaction = logged(cast, author="a", text="panne")
    crisis = opened(cast, themes=[], words=["panne"], channels=[cast.service_channel.pk])
    assert crises_on(interaction) == []
    set_matter(crisis=crisis, themes=[], words=["panne"], channels=[], by=cast.manager)
    assert [one.pk for one in crises_on(interaction)] == [crisis.pk]
    set_matter(crisis=crisis, themes=["facture"], words=[], channels=[], by=cast.manager)
    assert crises_on(interaction) == []


def test_a_major_one_and_one_that_says_nothing_hold_everything(cast: Cast) -> None:
    interaction = logged(cast, text="Quels sont vos horaires ?")
    crisis = opened(cast)
    assert crises_on(interaction) == []
    set_level(crisis=crisis, level=Level.MAJOR, by=cast.manager)
    assert isinstance(answered(cast, interaction), Approval)
    silent = opened(cast, title="Rumeur", themes=[])
    assert silent.holds_whole_brand


def test_another_brand_and_a_drill_hold_nothing(cast: Cast) -> None:
    opened(cast, brand=cast.other_brand, by=cast.manager, themes=[])
    opened(cast, drill=True, themes=[], level=Level.MAJOR)
    assert isinstance(answered(cast, logged(cast)), Message)


def test_a_text_approved_beforehand_goes_out_at_once(cast: Cast) -> None:
    opened(cast, themes=[])
    version = write_entry(
        brand=cast.brand, by=cast.strategist, situation="Attente", answer_fr="Nous revenons vers vous.",
        sensitivity="routine", department=cast.department("customer_service"), is_holding=True,
    )  # fmt: skip
    interaction = logged(cast)
    assert isinstance(answered(cast, interaction, "Nous revenons vers vous.", used=version), Message)
    assert isinstance(answered(cast, logged(cast, author="b"), "Autre chose.", used=version), Approval)


def test_the_approved_statement_is_such_a_text_as_long_as_the_crisis_lasts(cast: Cast) -> None:
    crisis = opened(cast, themes=[])
    statement = write_statement(crisis=crisis, text_fr=SAID, by=cast.manager)
    assert agreed_version(statement) is None
    approve_statement(statement=statement, by=cast.executive)
    current = current_statement(crisis)
    assert current == statement
    version = agreed_version(statement_of(statement))
    assert version is not None
    interaction = logged(cast)
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/")
    assert f"?use={version.pk}#answer" in page.text
    assert isinstance(answered(cast, interaction, SAID, used=version), Message)
    later = write_statement(crisis=crisis, text_fr="Le réseau est rétabli.", by=cast.manager)
    approve_statement(statement=later, by=cast.executive)
    again = agreed_version(statement_of(later))
    assert again is not None
    assert (again.entry, again.answer_fr) == (version.entry, "Le réseau est rétabli.")
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    assert agreed_version(statement_of(later)) is None


def statement_of(statement: Statement) -> Statement:
    statement.refresh_from_db()
    return statement


def test_the_end_releases_and_what_waits_goes_on_waiting(cast: Cast) -> None:
    crisis = opened(cast, themes=[])
    waits = answered(cast, logged(cast, author="a"))
    assert isinstance(waits, Approval)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    waits.refresh_from_db()
    assert waits.state == ApprovalState.ASKED
    assert isinstance(answered(cast, logged(cast, author="b")), Message)


def test_every_page_of_the_brand_says_so_and_no_other(cast: Cast) -> None:
    crisis = opened(cast, words=["panne"])
    for address in ("/b/wouri/", "/b/wouri/inbox/", "/b/wouri/team/"):
        assert crisis.title in client_of(cast.cm).get(address).text
    assert crisis.title not in client_of(cast.manager).get("/b/sanaga/").text
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    assert crisis.title not in client_of(cast.cm).get("/b/wouri/inbox/").text


def test_what_runs_is_read_once_and_kept(cast: Cast, django_assert_num_queries: object) -> None:
    opened(cast)
    cache.delete(KEY)
    found = now_running()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert now_running() == found
    assert [one.brand for one in found.running] == [cast.brand.pk]
