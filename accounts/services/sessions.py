"""Sessions that a person has open, on which devices, and how they end."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.services.audit import record
from cmhub.lib.forgetting import forget

ENDED = "ended"
ELSEWHERE, LEFT = "elsewhere", "left"
"""Why a session ended: the person ended it from another one, or they work with no agency any more."""

SEEN_EVERY = timedelta(minutes=5)


def open_sessions(user: User) -> QuerySet[UserSession]:
    """The person's sessions that still hold, the one used last first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    held = UserSession.objects.filter(user=user, session_key__in=alive)
    return held.exclude(data__has_key=ENDED).order_by("-last_seen_at")


def end_sessions(
    *, sessions: QuerySet[UserSession], of: User, by: User | None, why: str, at: datetime | None = None
) -> int:
    """Ends them at once; how many. Each leaves behind why, for whoever comes back with it."""
    now = at or timezone.now()
    with transaction.atomic():
        held = list(sessions.filter(user=of).exclude(data__has_key=ENDED).select_for_update())
        for session in held:
            session.data = {ENDED: why}
        UserSession.objects.bulk_update(held, ["data"])
        Session.objects.filter(pk__in=[session.session_key for session in held]).delete()
        if held:
            record(verb="session.ended", what=of, by=by, at=now, count=len(held), why=why)
    return len(held)


def end_others(*, user: User, current: str | None, at: datetime | None = None) -> int:
    """Ends all sessions of the person but the one at hand; how many."""
    others = UserSession.objects.exclude(session_key=current or "")
    return end_sessions(sessions=others, of=user, by=user, why=ELSEWHERE, at=at)


def why_ended(session_key: str) -> str | None:
    """Why the session of this key is over, where somebody ended it."""
    ended = UserSession.objects.filter(session_key=session_key, data__has_key=ENDED).first()
    return str(ended.data[ENDED]) if ended else None


def note_seen(request: HttpRequest, *, at: datetime | None = None) -> None:
    """Keeps when and from where the session was last used."""
    known = UserSession.objects.filter(session_key=request.session.session_key)
    if not known.update(last_seen_at=at or timezone.now(), **whence(request)):
        UserSession.objects.create_from_request(request)  # logged in without the login page


def whence(request: HttpRequest) -> dict[str, str]:
    longest = UserSession._meta.get_field("user_agent").max_length
    return {
        "ip": get_adapter().get_client_ip(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", "")[:longest],
    }


def forget_sessions(*, at: datetime | None = None, kept_for: timedelta) -> int:
    """Deletes what is known of sessions that nobody has used for so long; how many."""
    return forget(UserSession.objects.filter(last_seen_at__lt=(at or timezone.now()) - kept_for))
