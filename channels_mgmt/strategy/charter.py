"""Whose a duty is, and what that makes of the time that somebody gave to it. Pure: no database here."""

from collections.abc import Collection, Mapping

from channels_mgmt.strategy.choices import Post

Charter = Mapping[str, Collection[str]]
"""The posts that each duty belongs to; none for one that is nobody's."""


def is_out_of_scope(duty: str, roles: Collection[str], charter: Charter) -> bool:
    """Whether somebody with these roles on a brand does the work of another post, or of nobody's."""
    return not set(charter[duty]).intersection(roles)


def missing_post(duty: str, charter: Charter) -> Post | None:
    """The post that should do it, the first in their order; None where the charter gives it to nobody."""
    return next((post for post in Post if post in charter[duty]), None)
