"""Replies on the matter wait for a second person; what was approved beforehand does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Company
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.choices import Level, Verb
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
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.protocol.services.entries import change_entry, rewrite_kept, write_entry
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


def holding(cast: Cast, text: str = "Nous revenons vers vous.") -> EntryVersion:
    return write_entry(
        brand=cast.brand, by=cast.manager, situation="Attente", answer_fr=text,
        sensitivity="routine", department=cast.department("customer_service"), is_holding=True,
    )  # fmt: skip


def test_a_text_approved_beforehand_goes_out_at_once(cast: Cast) -> None:
    version = holding(cast)
    opened(cast, themes=[])
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


def test_nobody_approves_their_own_words_by_writing_them_into_the_protocol(cast: Cast) -> None:
    earlier = holding(cast)
    crisis = opened(cast, themes=[])
    later = holding(cast, "Circulez.")
    changed = change_entry(entry=earlier.entry, by=cast.manager, edition=1, answer_fr="Rien à voir.")
    for version in (later, changed):
        draft = {"author": version.answer_fr}
        waits = answered(cast, logged(cast, **draft), version.answer_fr, used=version)
        assert isinstance(waits, Approval)
        assert waits.reasons == [Reason.CRISIS]
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    assert isinstance(answered(cast, logged(cast, author="z"), "Circulez.", used=later), Message)


def test_the_statement_is_changed_in_its_crisis_alone(cast: Cast) -> None:
    crisis = opened(cast, themes=[])
    statement = write_statement(crisis=crisis, text_fr=SAID, by=cast.manager)
    approve_statement(statement=statement, by=cast.executive)
    version = agreed_version(statement_of(statement))
    assert version is not None
    with pytest.raises(ValidationError) as refused:
        change_entry(entry=version.entry, by=cast.strategist, edition=1, answer_fr="Autre chose.")
    assert refused.value.code == "kept"
    # Changed all the same, it says nothing any more that was approved.
    other = {"answer_fr": "Autre chose."}
    put = rewrite_kept(entry=version.entry, by=cast.manager, what_changed="", at=timezone.now(), values=other)
    assert agreed_version(statement_of(statement)) is None
    assert isinstance(answered(cast, logged(cast), "Autre chose.", used=put), Approval)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    change_entry(entry=version.entry, by=cast.strategist, edition=3, situation="Une panne d'autrefois")


def test_the_protocol_never_keeps_a_crisis_from_ending(cast: Cast) -> None:
    crisis = opened(cast, themes=[])
    statement = write_statement(crisis=crisis, text_fr=SAID, by=cast.manager)
    approve_statement(statement=statement, by=cast.executive)
    version = agreed_version(statement_of(statement))
    assert version is not None
    begins = timezone.localdate() + timedelta(days=30)
    rewrite_kept(
        entry=version.entry, by=None, what_changed="", at=timezone.now(), values={"valid_from": begins}
    )
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    last = version.entry.versions.in_use().get()
    assert (last.is_holding, last.valid_until) == (False, begins + timedelta(days=1))

    other = opened(cast, themes=[], title="Autre")
    written = write_statement(crisis=other, text_fr=SAID, by=cast.manager)
    approve_statement(statement=written, by=cast.executive)
    # The department of the entry is another company's now: the protocol refuses every new version.
    Brand.objects.filter(pk=cast.brand.pk).update(
        company=Company.objects.create(agency=cast.agency, name="Ailleurs")
    )
    end_crisis(crisis=other, why="Réparé.", by=cast.manager)
    other.refresh_from_db()
    assert not other.is_running
    assert other.events.filter(verb=Verb.ENTRY, by=None).exists()


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
