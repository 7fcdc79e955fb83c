"""What stands where the name or the words of a member of the public were, and what people read there."""

from django.utils.translation import gettext as _

ERASED = "∅"
"""In the database. Nobody writes under this name, and no text is this sign alone."""


def name_shown(name: str) -> str:
    """The name of a member of the public, or that they are erased."""
    return _("erased person") if name == ERASED else name


def words_shown(words: str, name: str = "") -> str:
    """What was written, or that it is erased; `name` is under which it was written."""
    gone = words == ERASED or (not words and name == ERASED)
    return _("These words are erased.") if gone else words
