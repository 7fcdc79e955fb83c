"""Two at once, on connections of their own, and what was taken away meanwhile: a sentence, never an error."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import override

from accounts.models import AuditEntry
from channels_mgmt.inbox.models import Satisfaction
from channels_mgmt.inbox.services.satisfaction import note_satisfaction
from channels_mgmt.inbox.services.sorting import close
from cmhub.lib.editions import GoneMeanwhileError
from reporting.annotations.choices import Kind
from reporting.annotations.models import Annotation
from reporting.annotations.services.annotating import Said, annotate
from reporting.weekly.choices import Area
from reporting.weekly.models import (
    DecisionAsked,
    FrustrationTheme,
    Insight,
    Recommendation,
    ReportLink,
    ReportRecipient,
    ReportRun,
    RevisionOffer,
)
from reporting.weekly.services import following, links, offers, quoting, readers, runs, words
from tests.cast import Cast, client_of
from tests.crisis.test_races import at_once
from tests.inbox.making import logged
from tests.weekly.making import MONDAY, WEEK, drafted, published

at_the_same_time = pytest.mark.django_db(transaction=True)


@at_the_same_time
def test_one_form_of_the_time_line_sent_twice_at_once_writes_one(cast: Cast) -> None:
    key, said = uuid4(), Said(Kind.OUTAGE, "Coupure du câble", date(2026, 11, 3))
    one, other = at_once(*[lambda: annotate(brand=cast.brand, said=said, by=cast.cm, key=key)] * 2)
    assert one == other == Annotation.objects.get()


@at_the_same_time
def test_one_answer_whether_it_helped_sent_twice_at_once_is_kept_once(cast: Cast) -> None:
    closed = close(interaction=logged(cast), by=cast.cm)
    key = uuid4()
    one, other = at_once(*[lambda: note_satisfaction(interaction=closed, points=4, by=cast.cm, key=key)] * 2)
    assert one == other == Satisfaction.objects.get()


def test_the_key_of_another_interaction_is_refused_and_keeps_nothing(cast: Cast) -> None:
    first, second = (close(interaction=logged(cast, author=name), by=cast.cm) for name in ("Awa", "Ali"))
    key = uuid4()
    note_satisfaction(interaction=first, points=4, by=cast.cm, key=key)
    sent = {"points": "1", "key": str(key)}
    assert client_of(cast.cm).post(f"/interactions/{second.pk}/helped/", sent).status_code == 422
    assert Satisfaction.objects.get().interaction == first


@at_the_same_time
def test_one_part_sent_twice_at_once_is_added_once(cast: Cast) -> None:
    draft, key = drafted(cast), uuid4()
    values = {"text": "Fermer l’agence ?"}
    one, other = at_once(
        *[lambda: words.add(kind=DecisionAsked, report=draft, key=key, values=values, by=cast.cm)] * 2
    )
    assert one == other == DecisionAsked.objects.get()


@at_the_same_time
def test_one_address_added_twice_at_once_is_one_reader(cast: Cast) -> None:
    given = {"brand": cast.brand, "name": "Mme Ngo", "language": "fr", "by": cast.manager}
    one, other = at_once(
        lambda: readers.choose_address(email="ngo@board.example", **given),
        lambda: readers.choose_address(email="NGO@board.example", **given),
    )
    assert one == other == ReportRecipient.objects.get()


@at_the_same_time
def test_one_person_chosen_twice_at_once_is_one_reader(cast: Cast) -> None:
    one, other = at_once(
        *[lambda: readers.choose(brand=cast.brand, user=cast.cm, gets=True, by=cast.manager)] * 2
    )
    assert one == other == ReportRecipient.objects.get()


@at_the_same_time
def test_one_link_made_twice_at_once_is_one(cast: Cast) -> None:
    report = published(cast)
    one, other = at_once(
        *[lambda: links.link_for(report=report, name="Mme Ngo", language="fr", by=cast.manager)] * 2
    )
    assert one == other == ReportLink.objects.get()


def test_an_address_that_is_forgotten_twice_is_forgotten(cast: Cast) -> None:
    given = {"name": "Mme Ngo", "email": "ngo@board.example", "language": "fr"}
    reader = readers.choose_address(brand=cast.brand, by=cast.manager, **given)
    held = ReportRecipient.objects.get()
    readers.forget_address(recipient=reader, by=cast.manager)
    readers.forget_address(recipient=held, by=cast.manager)
    assert not ReportRecipient.objects.exists()
    assert AuditEntry.objects.filter(verb="report.recipient_left_out").count() == 1


# --- Taken away while somebody writes ----------------------------------------------------------------


def test_what_was_taken_out_meanwhile_is_told_with_what_was_typed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another takes the insight out after the page has found it."""
    draft = drafted(cast)
    values = {"text": "Il plaît.", "area": "product"}
    row = words.add(kind=Insight, report=draft, key=uuid4(), values=values, by=cast.cm, at=MONDAY)
    real = words.change

    def late(**given: object) -> object:
        words.take_out(row=row, report=draft, by=cast.manager)
        return real(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(words, "change", late)
    sent = {"edition": 1, "text": "Il plaît beaucoup."}
    page = client_of(cast.cm).post(f"/reports/insights/{row.pk}/", sent, headers={"accept-language": "en"})
    assert page.status_code == 422
    assert "Il plaît beaucoup." in page.content.decode()


def test_every_act_on_a_row_that_is_gone_is_refused_in_words(cast: Cast) -> None:
    draft, message = drafted(cast), logged(cast).messages.get()
    quotation = quoting.pick(message=message, brand=cast.brand, area=Area.PRODUCT, by=cast.cm)
    given = {"report": draft, "by": cast.cm, "at": MONDAY}
    advice = words.add(kind=Recommendation, key=uuid4(), values={"text": "Former"}, **given)  # type: ignore[arg-type]
    asked = words.add(kind=DecisionAsked, key=uuid4(), values={"text": "Ouvrir ?"}, **given)  # type: ignore[arg-type]
    for row in (quotation, advice, asked):
        type(row).objects.filter(pk=row.pk).delete()
    acts = [
        lambda: quoting.cut(quotation=quotation, edition=1, words="x", by=cast.cm),
        lambda: quoting.remove(quotation=quotation, by=cast.cm),
        lambda: following.follow_up(
            recommendation=advice, edition=1, progress="done", outcome="Fait.", by=cast.cm
        ),
        lambda: following.answer(decision=asked, edition=1, said="yes", words="", by=cast.executive),
    ]
    for act in acts:
        with pytest.raises(GoneMeanwhileError):
            act()


def test_differences_that_went_by_themselves_are_settled_already(cast: Cast) -> None:
    """Two workers find that nothing has changed; who looked at the page meanwhile is told."""
    offer = offers.ask_for_offer(report=published(cast), by=cast.manager, at=MONDAY)
    assert not offers.work_out(offer=offer, at=MONDAY)
    assert not offers.work_out(offer=offer, at=MONDAY)
    with pytest.raises(ValidationError):
        offers.leave(offer=offer, by=cast.manager)


def test_an_annotation_that_is_gone_is_told_on_the_time_line(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Said(Kind.OUTAGE, "Coupure du câble", date(2026, 11, 3))
    row = annotate(brand=cast.brand, said=said, by=cast.cm, key=uuid4())
    real = Annotation.objects.all

    def gone() -> object:
        return real().exclude(pk=row.pk)

    monkeypatch.setattr(Annotation.objects, "all", gone)
    with override("en"):
        page = client_of(cast.cm).post(f"/b/wouri/timeline/{row.pk}/stand/", {"stands": "0"}, follow=True)
    assert page.status_code == 200
    row.refresh_from_db()
    assert row.taken_back_at is None


def test_a_theme_that_is_untied_twice_is_untied_once(cast: Cast) -> None:
    tied = following.tie(brand=cast.brand, persona=uuid4(), theme="prix", by=cast.cm)
    held = FrustrationTheme.objects.get()
    following.untie(tied=tied, by=cast.cm)
    following.untie(tied=held, by=cast.manager)
    assert AuditEntry.objects.filter(verb="frustration.untied").count() == 1


@pytest.mark.parametrize("kind", [ReportRun, RevisionOffer])
def test_who_asks_while_the_wish_of_another_is_served_asks_anew(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    """The first look finds nothing, the row of the other is there when it is to be made, and over then."""
    report, real, calls = published(cast), kind.objects.create, []

    def late(**values: Any) -> Any:
        calls.append(values)
        if len(calls) == 1:
            raise IntegrityError
        return real(**values)

    monkeypatch.setattr(kind.objects, "create", late)
    if kind is ReportRun:
        made: Any = runs.ask_for_report(brand=cast.brand, week=WEEK, by=cast.cm)
    else:
        made = offers.ask_for_offer(report=report, by=cast.manager)
    assert kind.objects.get() == made
    assert len(calls) == 2
