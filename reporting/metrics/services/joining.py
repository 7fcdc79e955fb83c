"""Readings of a post that was known twice are those of one."""

from __future__ import annotations

from channels_mgmt.publishing.models import Post
from reporting.metrics.intake.storing import settle_standing
from reporting.metrics.models import Snapshot


def move_readings(going: Post, staying: Post) -> None:
    """Gives the readings of one post to the other; which of them stands is decided anew.

    What the other has of the same day from the same source stays as it is.
    """
    theirs = Snapshot.objects.filter(post=staying)
    there = set(theirs.values_list("scope", "day", "series"))
    for one in Snapshot.objects.filter(post=going).order_by("pk"):
        if (one.scope, one.day, one.series) not in there:
            Snapshot.objects.filter(pk=one.pk).update(post=staying, stands=False)
    settle_standing("select %(post)s::bigint", post=staying.pk)
