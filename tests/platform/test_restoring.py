"""What tests that commit leave to one another: nothing but the cast, as it was made."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from accounts.models import AuditEntry, User
from channels_mgmt.team.models import Channel
from tests.cast import Cast, find_cast
from tests.fixtures.restoring import Rows, copied, empty, filled, put_back, tables

pytestmark = pytest.mark.django_db(transaction=True)


def lines_of(rows: Rows) -> dict[str, list[bytes]]:
    """Rows come in the order in which they lie: where vacuuming freed a place, another one lies there."""
    return {table: sorted(lines.splitlines()) for table, lines in rows.items()}


def test_what_was_written_goes_and_the_cast_comes_back_as_it_was(cast: Cast, django_db_setup: Any) -> None:
    rows: Rows = django_db_setup
    assert {"accounts_user", "accounts_auditentry", "team_channel"} <= set(rows)
    entry = AuditEntry.objects.first()
    assert entry is not None
    Channel.objects.filter(pk=cast.official.pk).update(name="Un autre nom")
    newest = User.objects.create_user("new@example.com", "correct horse battery", name="New")
    cache.set("of-a-channel", cast.official.pk)
    assert lines_of(copied()) != lines_of(rows)

    empty()
    assert not filled()
    assert find_cast() is None

    put_back(rows)
    assert lines_of(copied()) == lines_of(rows)
    assert find_cast() == cast
    assert cache.get("of-a-channel") is None
    assert User.objects.create_user("newer@example.com", "correct horse battery", name="N").pk > newest.pk
    with pytest.raises(Exception, match="Cannot update or delete"):  # append-only again
        AuditEntry.objects.filter(pk=entry.pk).delete()


def test_who_does_not_ask_for_the_cast_finds_nothing() -> None:
    assert not filled()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_permission")
        assert cursor.fetchone()[0] >= len(tables())
