"""Whose each duty is: by default, and as a brand decides, in writing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.models import AuditEntry
from channels_mgmt.strategy.charter import is_out_of_scope, missing_post
from channels_mgmt.strategy.choices import DEFAULT_CHARTER, Duty, Post
from channels_mgmt.strategy.models import CharterDecision
from channels_mgmt.strategy.services.charter import charter_of, decide
from tests.cast import Cast, client_of

MARCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGE = "/b/wouri/strategy/charter/"


def test_by_default_a_community_manager_facilitates(cast: Cast) -> None:
    charter = charter_of(cast.brand, MARCH)
    assert set(charter) == set(Duty.values)
    roles = {Role.COMMUNITY_MANAGER}
    outside = {duty for duty in charter if is_out_of_scope(duty, roles, charter)}
    assert outside == {
        "strategy",
        "design",
        "site",
        "advertising",
        "selling",
        "customer_service",
        "tech_support",
    }
    assert missing_post(Duty.DESIGN, charter) == Post.DESIGNER
    assert not is_out_of_scope(Duty.REPORTING, {Role.STRATEGIST, Role.EXECUTIVE}, charter)
    assert is_out_of_scope(Duty.ANSWERING, set(), charter)


def test_a_brand_decides_otherwise_and_the_last_word_counts(cast: Cast) -> None:
    both = [Post.COMMUNITY_MANAGER, Post.SELLER]
    tell = {"brand": cast.brand, "duty": Duty.SELLING, "by": cast.strategist}
    decide(posts=both, words="Le CM vend", at=MARCH, **tell)
    decide(posts=[], words="Plus personne ne vend", at=MARCH + timedelta(days=1), **tell)
    before, then, after = (charter_of(cast.brand, MARCH + timedelta(days=day)) for day in (-1, 0, 1))
    assert before == {str(duty): posts for duty, posts in DEFAULT_CHARTER.items()}
    assert then[Duty.SELLING] == frozenset(both)
    assert not is_out_of_scope(Duty.SELLING, {Role.COMMUNITY_MANAGER}, then)
    assert after[Duty.SELLING] == frozenset()
    assert missing_post(Duty.SELLING, after) is None
    assert is_out_of_scope(Duty.SELLING, {Role.COMMUNITY_MANAGER}, after)
    assert charter_of(cast.other_brand, MARCH + timedelta(days=2)) == before
    (first, second) = AuditEntry.objects.filter(verb="charter.decided").order_by("pk")
    assert first.before == {"posts": ["seller"]}
    assert second.after == {"posts": []}


def test_it_is_decided_in_writing_and_stays_on_record(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        decide(brand=cast.brand, duty=Duty.DESIGN, posts=[], words=" ", by=cast.manager)
    decide(brand=cast.brand, duty=Duty.DESIGN, posts=[], words="Personne", by=cast.manager)
    decisions = CharterDecision.objects.all()
    for change in (lambda: decisions.update(words="Autre"), lambda: decisions.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_everybody_of_the_brand_reads_it_and_its_writers_change_it(cast: Cast) -> None:
    writer, reader = client_of(cast.strategist), client_of(cast.cm)
    data = {"posts": ["community_manager", "designer"], "words": "Le CM retouche les visuels"}
    assert writer.post(f"{PAGE}design/", data).status_code == 303
    assert (
        writer.post(f"{PAGE}design/", {"posts": ["designer"], "words": "Plus maintenant"}).status_code == 303
    )
    page = reader.get(PAGE).content.decode()
    assert "Plus maintenant" in page
    assert "Le CM retouche les visuels" in page, "what was decided before"
    assert "Strategist" in page
    assert "charter/design/" not in page
    assert reader.get(f"{PAGE}design/").status_code == 403
    assert reader.post(f"{PAGE}design/", data).status_code == 403
    assert client_of(cast.other_cm).get(PAGE).status_code == 404
    assert client_of(cast.executive).get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("duty", "data", "status"),
    [
        ("design", {"posts": [], "words": ""}, 422),
        ("design", {"posts": ["king"], "words": "Non"}, 422),
        ("cooking", {"posts": [], "words": "Non"}, 404),
    ],
)
def test_nonsense_is_refused(duty: str, data: dict[str, object], status: int, cast: Cast) -> None:
    assert client_of(cast.manager).post(f"{PAGE}{duty}/", data).status_code == status
    assert not CharterDecision.objects.exists()
