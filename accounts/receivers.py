"""What the room does when it hears of the library that lets people in, and of people who leave."""

from datetime import datetime
from typing import Any

from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.models import Agency, User
from accounts.services.audit import record
from accounts.services.employment import end_of_work
from accounts.services.outbox import forget_waiting
from accounts.services.sessions import end_others
from accounts.signals import person_left


def connect() -> None:
    factors.authenticator_added.connect(factor_added, dispatch_uid="accounts.factor_added")
    factors.authenticator_removed.connect(factor_removed, dispatch_uid="accounts.factor_removed")
    factors.authenticator_reset.connect(factor_reset, dispatch_uid="accounts.factor_reset")
    person_left.connect(end_of_work, dispatch_uid="accounts.end_of_work")
    person_left.connect(tell_nothing_more, dispatch_uid="accounts.tell_nothing_more")


def tell_nothing_more(*, agency: Agency, user: User, at: datetime, **_signal: Any) -> None:
    forget_waiting(agency=agency, user=user, at=at)


def factor_added(*, request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    record(verb="second_factor.added", what=user, by=user, kind=str(authenticator.type))
    # Sessions that were opened with a password alone do not live on beside it.
    end_others(user=user, current=request.session.session_key)


def factor_removed(*, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    record(verb="second_factor.removed", what=user, by=user, kind=str(authenticator.type))


def factor_reset(*, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    record(verb="second_factor.renewed", what=user, by=user, kind=str(authenticator.type))
