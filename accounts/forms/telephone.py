import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.services.lines import international

TELEPHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,30}")


def telephone(said: str) -> str:
    """A telephone number as a person wrote it, with single spaces; nothing for nothing. Raises
    ValidationError.
    """
    number = " ".join(said.split())
    if number and not TELEPHONE.fullmatch(number):
        raise _refused(number)
    return number


def telephone_from_abroad(said: str) -> str:
    """The same, of somebody whose country nobody knows: with the country's code."""
    number = telephone(said)
    if number and not international(number, "").startswith("+"):
        raise _refused(number)
    return number


def _refused(number: str) -> ValidationError:
    return ValidationError(
        _("“%(number)s” is not a telephone number: write it as +237 6 00 00 00 00."),
        params={"number": number},
    )
