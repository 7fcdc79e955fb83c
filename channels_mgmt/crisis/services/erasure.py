"""What the logs of crises say of members of the public whose words are erased.

Nothing of what the public wrote is copied into a crisis: it is shown by its interaction. But people may have
written a name into the log.
"""

from __future__ import annotations

import re
from typing import Any

from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.models import CrisisEvent
from cmhub.lib.erased import ERASED
from cmhub.lib.text import fold


def copy_of(brand: Brand, handle: str) -> list[dict[str, Any]]:
    """The entries of logs that name the person, as JSON can say them."""
    return [
        {"crisis": entry.crisis_id, "at": entry.at.isoformat(), "text": entry.text}
        for entry in _naming(brand, handle)
    ]


def erase(brand: Brand, handle: str) -> int:
    """Takes away the words of the entries that name the person; how many."""
    named = [entry.pk for entry in _naming(brand, handle)]
    return CrisisEvent.objects.filter(pk__in=named).update(text=ERASED)


def _naming(brand: Brand, handle: str) -> list[CrisisEvent]:
    sought = fold(handle.strip().lstrip("@"))
    if not sought:
        return []
    whole = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)")
    said = CrisisEvent.objects.filter(crisis__brand=brand).exclude(text__in=("", ERASED))
    return [entry for entry in said.order_by("at", "pk") if whole.search(fold(entry.text))]
