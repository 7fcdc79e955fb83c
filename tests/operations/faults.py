"""A fault in the database, as a real one would be: what was being written is in its text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

FAULT = """
CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Key (email)=(%) of % already exists', NEW.email, NEW.body
        USING ERRCODE = 'unique_violation';
END $$;
CREATE TRIGGER fault BEFORE UPDATE ON accounts_notification FOR EACH ROW EXECUTE FUNCTION fault();
"""


@contextmanager
def no_mail_can_be_claimed() -> Iterator[None]:
    """While it lasts the task that sends the outbox fails as soon as a mail is due."""
    with connection.cursor() as cursor:
        cursor.execute(FAULT)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER fault ON accounts_notification; DROP FUNCTION fault();")
