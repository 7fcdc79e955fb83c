"""How views load a crisis and what hangs on it."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import authorise
from channels_mgmt.crisis.models import Crisis

M = TypeVar("M", bound=Model)
NEEDED = ("brand__agency", "brand__company", "opened_by", "ended_by", "interaction__channel", "item", "surge")


def load_crisis(request: HttpRequest, pk: int) -> Crisis:
    """The crisis, if the person may do with its brand what the view declares."""
    seen = Crisis.objects.visible_to(person_of(request)).select_related(*NEEDED)
    crisis = seen.filter(pk=pk).first()
    if crisis is None:
        raise Http404
    authorise(request, crisis.brand)
    return crisis


def load_part(request: HttpRequest, rows: QuerySet[M], pk: int, way: str = "crisis") -> M:
    """A part of a crisis, by the relation that leads to the crisis, under the same condition.

    The part gets the crisis that was loaded, with its brand.
    """
    *between, last = way.split("__")
    row: Any = rows.select_related(way).filter(pk=pk).first()
    if row is None:
        raise Http404
    holder = row
    for name in between:
        holder = getattr(holder, name)
    setattr(holder, last, load_crisis(request, getattr(holder, f"{last}_id")))
    found: M = row
    return found
