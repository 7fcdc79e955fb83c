"""Who came in, who tried to, who went, and who changed a password: put on record when the libraries tell.

Nothing of what was typed is kept. A try under an address that nobody has belongs to no agency's record: the
log tells the operator of it.
"""

import logging
from collections.abc import Mapping
from typing import Any

from allauth.account import signals as allauth_signals
from django.contrib.auth import signals

from accounts.models import User
from accounts.services.audit import record
from cmhub.lib.scope import ask_as

log = logging.getLogger(__name__)


def connect() -> None:
    signals.user_logged_in.connect(logged_in, dispatch_uid="accounts.logged_in")
    signals.user_logged_out.connect(logged_out, dispatch_uid="accounts.logged_out")
    signals.user_login_failed.connect(login_failed, dispatch_uid="accounts.login_failed")
    for signal, verb in (
        (allauth_signals.password_changed, "person.password_changed"),
        (allauth_signals.password_set, "person.password_set"),
        (allauth_signals.password_reset, "person.password_reset"),
    ):
        signal.connect(password_renewed(verb), dispatch_uid=f"accounts.{verb}", weak=False)


def logged_in(user: User, **_signal: Any) -> None:
    ask_as(user.pk)
    record(verb="person.logged_in", what=user, by=user)


def logged_out(user: User | None, **_signal: Any) -> None:
    if user is not None:
        record(verb="person.logged_out", what=user, by=user)


def login_failed(credentials: Mapping[str, Any], **_signal: Any) -> None:
    """`by` is nobody: who tried is not known to be the person."""
    email = str(credentials.get("email") or credentials.get("login") or credentials.get("username") or "")
    user = User.objects.filter(email__iexact=email).first() if email else None
    if user is None:
        log.warning("A log-in failed, for no account")
        return
    record(verb="person.login_failed", what=user, by=None)


def password_renewed(verb: str) -> Any:
    def told(user: User, **_signal: Any) -> None:
        record(verb=verb, what=user, by=user)

    return told
