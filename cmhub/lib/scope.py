"""In whose name the database is asked.

While a request is answered each statement runs as a role of PostgreSQL that is let see no more than the
person may (`cmhub.lib.row_security`): a filter that a view forgets finds nothing of others. It travels with
the statement, in the same exchange, and ends with it, so that no connection ever carries it to the next
person. Tasks and commands, which answer nobody, run without.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from psycopg import ServerCursor
from psycopg.pq import TransactionStatus

OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
"""Statements that read nothing, and the only ones that an aborted transaction takes."""


class Scope:
    """Who asks, when, and of which brands alone, once a page has said so; nobody sees nothing.

    `statement` goes before each statement, and holds until that ends, or until the next of its transaction.
    """

    def __init__(self, person: int | None = None, brands: Iterable[int] = ()) -> None:
        self.at = timezone.now()
        self.settle(person, brands)

    def settle(self, person: int | None, brands: Iterable[int] = ()) -> None:
        self.person = person
        told = ",".join(map(str, brands))
        self.statement = setting(
            {
                "role": settings.SCOPED_ROLE,
                "cmhub.person": str(person or ""),
                "cmhub.at": self.at.isoformat(),
                "cmhub.brands": f"{{{told}}}" if told else "",
            }
        )


class Everything:
    """The scope of an act that needs more than its person may see."""

    statement = "SELECT set_config('role', 'none', true); "


def setting(values: dict[str, str]) -> str:
    settled = (f"set_config('{name}', '{value}', true)" for name, value in values.items())
    return f"SELECT {', '.join(settled)}; "


_current: ContextVar[Scope | Everything | None] = ContextVar("scope", default=None)


def ask_as(person: int | None) -> None:
    """From here on the request asks in this person's name."""
    if isinstance(scope := _current.get(), Scope):
        scope.settle(person)


def narrow_to(brands: Iterable[int]) -> None:
    """From here on the request asks of these brands alone, which the person may see."""
    if isinstance(scope := _current.get(), Scope):
        scope.settle(scope.person, brands)


def ask_as_brand(brand: int) -> None:
    """From here on the request, in which nobody is logged in, asks in the name of this brand alone.

    For a token, which is the right itself: only whoever has found it valid calls this. A session that came
    with the request counts no more.
    """
    if isinstance(scope := _current.get(), Scope):
        scope.settle(None, [brand])


@contextmanager
def everything() -> Iterator[None]:
    """For what an act must read or write though the person may not see it; docs/security.md lists where."""
    with entered(_current.get() and Everything()):
        yield


@contextmanager
def beyond_the_page() -> Iterator[None]:
    """For what a page about one brand tells of others that the person may see."""
    scope = _current.get()
    with entered(Scope(scope.person) if isinstance(scope, Scope) else scope):
        yield


@contextmanager
def entered(scope: Scope | Everything | None) -> Iterator[None]:
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


def in_scope(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Runs a statement of Django's with the scope before it, as one exchange with the server."""
    scope = _current.get()
    if scope is None or sql.startswith(OF_TRANSACTIONS):
        return execute(sql, params, many, context)
    cursor = context["cursor"]
    if many or isinstance(cursor.cursor, ServerCursor):
        raise TypeError("what answers a request runs one plain statement at a time")
    execute(scope.statement + sql, params, many, context)
    cursor.nextset()
    return None


class ScopeMiddleware:
    """Asks the database in the name of whoever is logged in, until the answer has been read to its end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        scope = Scope(request.user.pk if request.user.is_authenticated else None)
        with asking(scope):
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = read_in(scope, iter(response.streaming_content))  # type: ignore[arg-type]
        return response


@contextmanager
def asking(scope: Scope) -> Iterator[None]:
    try:
        with entered(scope), connection.execute_wrapper(in_scope):
            yield
    finally:
        leave_transaction()


def leave_transaction() -> None:
    """Gives the role back to a transaction that was open before, and so does not end with the request."""
    open_one = connection.connection if connection.in_atomic_block else None
    if open_one is not None and open_one.info.transaction_status == TransactionStatus.INTRANS:
        open_one.execute("SELECT set_config('role', 'none', true)")


def read_in(scope: Scope, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of an answer, each of them made in the scope of its request."""
    while True:
        with asking(scope):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
