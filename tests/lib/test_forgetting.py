"""What is too old goes in helpings, each of them a transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.utils import timezone

from cmhub.lib.forgetting import forget

pytestmark = pytest.mark.django_db(transaction=True)


def test_all_of_it_goes_and_nothing_else_and_what_went_stays_gone() -> None:
    now = timezone.now()
    for number in range(7):
        Session.objects.create(session_key=f"old{number}", session_data="", expire_date=now)
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1))
    old = Session.objects.filter(expire_date__lte=now)
    helpings = []

    def stops_at_the_third(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.startswith("DELETE"):
            helpings.append(sql)
            if len(helpings) == 3:
                raise DatabaseError("the power went")
        return execute(sql, params, many, context)

    with pytest.raises(DatabaseError), connection.execute_wrapper(stops_at_the_third):
        forget(old, at_once=2)
    assert old.count() == 3
    assert forget(old, at_once=2) == 3
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
