"""What a line of the log says, and what it never does, whoever wrote it and however."""

from __future__ import annotations

import json
import logging
import smtplib
import sys
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import resolve

from accounts.models import User
from cmhub.lib.logs import FACTS, JsonLines, Readable
from cmhub.lib.work import Work, doing
from tests.cast import Cast

NAME, MAILBOX = "Mireille Ngo", "mireille@example.com"


def line(message: object, *args: Any, error: BaseException | None = None, **extra: Any) -> dict[str, Any]:
    """The line as a program reads it; it is one line."""
    written = JsonLines().format(record(message, *args, error=error, **extra))
    assert "\n" not in written
    told: dict[str, Any] = json.loads(written)
    return told


def record(
    message: object, *args: Any, error: BaseException | None = None, **extra: Any
) -> logging.LogRecord:
    told = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("cmhub.somewhere", logging.WARNING, __file__, 1, message, args, told)
    made.__dict__.update(extra)
    return made


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except type(error):
        caught = sys.exc_info()[1]
    assert caught is not None
    return caught


def test_a_line_has_when_how_bad_who_and_what() -> None:
    told = line("report %s of %s", "2026-W07", 12, **{FACTS: {"ms": 5}})
    assert told["timestamp"].endswith("+00:00")
    assert (told["level"], told["logger"], told["event"]) == (
        "warning",
        "cmhub.somewhere",
        "report 2026-W07 of 12",
    )
    assert told["ms"] == 5


@pytest.mark.parametrize("how", ["%s", "%r"])
def test_an_error_among_the_arguments_is_told_by_its_kind(how: str) -> None:
    told = line(f"it ended: {how}", ValueError(f"{NAME} is no number"))
    assert told["event"] == "it ended: ValueError"


def test_an_error_in_place_of_a_sentence_is_told_by_its_kind() -> None:
    assert line(ValueError(NAME))["event"] == "ValueError"


def test_who_writes_the_text_of_an_error_into_the_sentence_as_well_is_kept_from_it() -> None:
    error = raised(ValueError(f"no {NAME} here"))
    told = line(f"it broke: {error}", error=error)
    assert told["event"] == "it broke: ValueError"


def test_an_error_is_told_by_where_it_happened_and_what_it_came_from() -> None:
    told = line("it broke", error=raised(RuntimeError(NAME), raised(KeyError(MAILBOX))))
    assert told["error"] == "RuntimeError"
    assert told["trace"][0].startswith("tests/lib/test_logs.py:")
    assert told["trace"][0].endswith(" in raised")
    assert "from KeyError" in told["trace"]
    assert NAME not in json.dumps(told)
    assert MAILBOX not in json.dumps(told)


def test_people_read_the_same() -> None:
    written = Readable().format(record("it broke", error=raised(RuntimeError(NAME))))
    assert " WARNING cmhub.somewhere: it broke\n" in written
    assert "tests/lib/test_logs.py" in written
    assert NAME not in written


@pytest.mark.django_db
def test_a_row_that_the_database_refused_is_told_by_its_rule_alone(cast: Cast) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        User.objects.create(email=cast.cm.email, name=NAME)
    assert cast.cm.email in str(refused.value)  # as the database says it
    told = line("not written", error=refused.value)
    assert told["error"].startswith("IntegrityError (23505, accounts_user, ")
    assert cast.cm.email not in json.dumps(told)


def test_what_a_mail_server_refused_is_told_by_its_answer_alone() -> None:
    refusal = smtplib.SMTPRecipientsRefused({MAILBOX: (550, f"no {NAME} here".encode())})
    assert line("not sent: %s", refusal)["event"] == "not sent: SMTPRecipientsRefused (550)"
    assert (
        line("not sent: %s", smtplib.SMTPDataError(554, NAME.encode()))["event"]
        == "not sent: SMTPDataError (554)"
    )


def test_what_speaks_of_the_program_is_told() -> None:
    assert (
        line("%s", ConnectionRefusedError(111, "x"))["event"] == "ConnectionRefusedError (Connection refused)"
    )
    assert line("%s", AttributeError("no attribute 'x'"))["event"] == "AttributeError (no attribute 'x')"

    class OfSomebodyError(AttributeError):
        pass

    assert line("%s", OfSomebodyError(NAME))["event"] == "OfSomebodyError"


def test_the_path_of_a_request_is_told_by_its_route() -> None:
    request = RequestFactory().get("/b/wouri/inbox/")
    request.resolver_match = resolve(request.path)
    told = line("%s: %s", "Not Found", request.path, request=request)
    assert told["event"] == "Not Found: inbox:list"


def test_what_could_not_be_read_is_not_repeated() -> None:
    told = line(f"Invalid request from ip=41.202.219.7: Invalid HTTP header: 'X: {NAME}'")
    assert told["event"] == "Invalid request"


def test_what_is_being_done_stands_on_each_line() -> None:
    with doing(Work("abc", task="reporting.weekly.tasks.compute_run", task_id="t1")):
        told = line("on the way")
    assert (told["request_id"], told["task"], told["task_id"]) == (
        "abc",
        "reporting.weekly.tasks.compute_run",
        "t1",
    )
    assert "request_id" not in line("afterwards")
