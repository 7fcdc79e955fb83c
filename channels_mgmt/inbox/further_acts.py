"""What rooms above the inbox offer to do with the interactions that are ticked in its list."""

from typing import Any, NamedTuple


class Further(NamedTuple):
    """A page that is given what is ticked (`pick`) and the list (`list`, `cursor`), for who has the right."""

    url_name: str
    words: Any
    icon: str
    right: str


further: list[Further] = []
"""Filled in their `AppConfig.ready`. Each address takes the brand's slug."""
