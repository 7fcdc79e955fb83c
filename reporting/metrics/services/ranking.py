"""Posts in the order of one of their figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from cmhub.lib.paging import Page, keyset_page
from reporting.metrics.models import Snapshot


def ranked(rows: QuerySet[Snapshot], *, by: str, cursor: str = "") -> Page[Snapshot]:
    """A page of the figures that stand, the highest first; posts without this one are in none.

    They are ranked by what an index has of them; only those of the page are read whole.
    """
    known = rows.filter(**{f"{by}__isnull": False}).only("pk", by)
    page = keyset_page(known, field=by, cursor=cursor)
    return Page(whole([row.pk for row in page.rows]), next=page.next, previous=page.previous)


def whole(ids: Sequence[int]) -> list[Snapshot]:
    """The rows with their posts, in that order."""
    found = Snapshot.objects.filter(pk__in=ids).select_related("post__channel", "post__campaign", "run")
    by_id = {row.pk: row for row in found}
    return [by_id[pk] for pk in ids if pk in by_id]
