"""What stands around a brand, if the person may do with the brand what the view declares."""

from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import authorise
from channels_mgmt.publishing.models import (
    Ambassador,
    AmbassadorAccount,
    Community,
    Event,
    FollowUp,
    Invitation,
    Relay,
    Visit,
)

M = TypeVar("M", bound=Model)


def load_community(request: HttpRequest, pk: int) -> Community:
    return _load(request, Community, pk)


def load_ambassador(request: HttpRequest, pk: int) -> Ambassador:
    return _load(request, Ambassador, pk)


def load_event(request: HttpRequest, pk: int) -> Event:
    return _load(request, Event, pk)


def load_visit(request: HttpRequest, pk: int) -> Visit:
    return _part(request, Visit, pk, "community", load_community)


def load_account(request: HttpRequest, pk: int) -> AmbassadorAccount:
    return _part(request, AmbassadorAccount, pk, "ambassador", load_ambassador)


def load_relay(request: HttpRequest, pk: int) -> Relay:
    return _part(request, Relay, pk, "ambassador", load_ambassador)


def load_invitation(request: HttpRequest, pk: int) -> Invitation:
    return _part(request, Invitation, pk, "event", load_event)


def load_follow_up(request: HttpRequest, pk: int) -> FollowUp:
    return _part(request, FollowUp, pk, "event", load_event)


def _load(request: HttpRequest, model: Any, pk: int) -> Any:
    visible = model.objects.visible_to(person_of(request)).select_related("brand__agency")
    found = visible.filter(pk=pk).first()
    if found is None:
        raise Http404
    authorise(request, found.brand)
    return found


def _part(request: HttpRequest, model: type[M], pk: int, way: str, load: Any) -> M:
    """What hangs on one of these; the absence of one answers no sooner than a stranger's."""
    part = model._default_manager.filter(pk=pk).first()
    whole = load(request, getattr(part, f"{way}_id") if part else 0)
    if part is None:
        raise Http404
    setattr(part, way, whole)
    return part
