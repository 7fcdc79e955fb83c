"""To which departments people are attached: rooms above know, and add theirs when they are ready."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import Agency

departments_of: list[Callable[[Agency, datetime], dict[int, list[str]]]] = []
"""Each gives, of the people of an agency by their ids, the names of the departments they work for then."""


def attached(agency: Agency, at: datetime) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for told in departments_of:
        for person, names in told(agency, at).items():
            found.setdefault(person, []).extend(names)
    return found
