"""Who comes in by a token, for what, until when, and how often."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry
from channels_mgmt.api.choices import Scope as Act
from channels_mgmt.api.models import Token
from channels_mgmt.api.services.tokens import make_token, revoke_token, token_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction, Message
from cmhub.lib.scope import Scope, ask_as_brand, asking
from tests.api.making import INTERACTIONS, MESSAGES, Program, line, token_for
from tests.cast import Cast, client_of
from tests.inbox.making import logged

ENGLISH = {"accept-language": "en"}


def test_a_token_is_shown_once_and_kept_as_a_digest(cast: Cast) -> None:
    text = token_for(cast)
    assert token_of(text) == Token.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT api_token::text FROM api_token")
        assert text not in cursor.fetchone()[0]


def test_a_form_that_is_sent_twice_makes_one_token(cast: Cast) -> None:
    given: dict[str, Any] = {
        "brand": cast.brand,
        "name": "Export",
        "scopes": [Act.MESSAGES_READ],
        "expires_at": timezone.now() + timedelta(days=1),
        "by": cast.manager,
        "key": uuid4(),
    }
    first, text = make_token(**given)
    assert text
    assert make_token(**given) == (first, "")


def test_a_token_is_for_something_and_for_a_year_at_most(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        token_for(cast, scopes=[])
    with pytest.raises(ValidationError):
        make_token(
            brand=cast.brand,
            name="Toujours",
            scopes=[Act.MESSAGES_READ],
            expires_at=timezone.now() + timedelta(days=400),
            by=cast.manager,
            key=uuid4(),
        )


@pytest.mark.parametrize(
    "header", [{}, {"authorization": "Bearer cmh_guessed"}, {"authorization": "Basic eA=="}]
)
def test_without_a_valid_token_nothing_is_told(cast: Cast, header: dict[str, str]) -> None:
    for url in (MESSAGES, INTERACTIONS):
        response = client_of(cast.manager).get(url, headers=header | ENGLISH)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"
        assert response.json()["error"]["code"] == "no_token"


def test_a_token_that_expired_or_was_revoked_opens_nothing(cast: Cast) -> None:
    text = token_for(cast)
    program = Program(text)
    assert program.get(MESSAGES).status_code == 200
    assert token_of(text, at=timezone.now() + timedelta(days=31)) is None
    revoke_token(token=Token.objects.get(), by=cast.manager)
    assert program.get(MESSAGES).status_code == 401
    assert list(
        AuditEntry.objects.filter(object_type="api.token").order_by("pk").values_list("verb", "label")
    ) == [
        ("api_access.made", "Export du service client"),
        ("api_access.revoked", "Export du service client"),
    ]


def test_one_whose_time_is_over_is_refused_as_one_that_was_never_made(cast: Cast) -> None:
    program = Program(token_for(cast))
    past = timezone.now() - timedelta(minutes=1)
    Token.objects.update(made_at=past - timedelta(days=30), expires_at=past)
    for response in (program.get(MESSAGES), program.give(line(1))):
        assert (response.status_code, response.json()["error"]["code"]) == (401, "no_token")
    assert not Message.objects.exists()


def test_a_token_of_another_brand_gives_nothing_in_here(cast: Cast) -> None:
    program = Program(token_for(cast, cast.other_brand), **ENGLISH)
    response = program.give(line(1), line(2, channel=None))
    assert response.json()["refused"] >= 1
    assert "wouri-official" in response.json()["refusals"][0]["reason"]
    assert not Message.objects.filter(brand=cast.brand).exists()


def test_a_scope_is_for_its_own_acts_alone(cast: Cast) -> None:
    reader = Program(token_for(cast, scopes=[Act.MESSAGES_READ]), **ENGLISH)
    assert reader.get(MESSAGES).status_code == 200
    for response in (reader.get(INTERACTIONS), reader.give(line(1))):
        assert response.status_code == 403
        assert "it lacks the scope" in response.json()["error"]["message"]


def test_a_token_reads_its_own_brand_alone(cast: Cast) -> None:
    own = logged(cast)
    logged(
        cast,
        brand=cast.other_brand,
        channel=cast.other_brand.channels.first(),
        by=cast.other_cm,
        author="Autre",
    )
    seen = Program(token_for(cast)).get(INTERACTIONS).json()["interactions"]
    assert [one["id"] for one in seen] == [own.pk]
    assert Program(token_for(cast, cast.third_brand)).get(MESSAGES).json() == {"messages": [], "next": None}


def test_the_database_shows_a_token_nothing_of_other_brands(cast: Cast) -> None:
    """What forgets the brand finds no more than the token's, and the person of a session counts no more."""
    logged(cast)
    with asking(Scope(cast.manager.pk)):
        assert Interaction.objects.count() == 1
        ask_as_brand(cast.other_brand.pk)
        assert Interaction.objects.count() == 0
        assert set(Brand.objects.values_list("slug", flat=True)) <= {"sanaga"}
        ask_as_brand(cast.brand.pk)
        assert Interaction.objects.count() == 1


def test_so_many_requests_a_minute_and_no_more(cast: Cast, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    program, other = Program(token_for(cast)), Program(token_for(cast))
    assert [program.get(MESSAGES).status_code for _ in range(2)] == [200, 200]
    refused = program.get(MESSAGES)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["error"]["code"] == "too_many"
    assert other.get(MESSAGES).status_code == 200


def test_that_it_was_used_is_noted(cast: Cast) -> None:
    program = Program(token_for(cast))
    assert Token.objects.get().last_used_at is None
    program.get(MESSAGES)
    assert Token.objects.get().last_used_at is not None
