"""What the time line says of members of the public whose words are erased."""

from __future__ import annotations

from typing import Any

from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.quoting import Messages, theirs
from cmhub.lib.erased import ERASED
from cmhub.lib.text import ELLIPSIS
from reporting.annotations.models import Annotation


def copy_of(messages: Messages) -> list[dict[str, Any]]:
    """The events that name who wrote these messages, as JSON can say it."""
    brands = messages.order_by().values_list("brand", flat=True).distinct()
    named = theirs(messages)
    return [
        {"event": one.words, "on": one.starts_on.isoformat()}
        for one in Annotation.objects.filter(brand__in=brands).order_by("pk")
        if named.in_(one.words)
    ]


def erase(brand: Brand, messages: Messages) -> None:
    """Takes them out of what people wrote; the event stays, with its days."""
    named = theirs(messages)
    for one in Annotation.objects.filter(brand=brand).select_for_update():
        rest = named.without(one.words)
        if rest != one.words:
            one.words = rest if rest.strip(ELLIPSIS + " ") else ERASED
            one.edition += 1
            one.save(update_fields=["words", "edition"])
