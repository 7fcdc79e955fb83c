"""What a service refuses is said where it was asked for: in the form, or above the next page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from cmhub.lib.editions import ChangedMeanwhileError


@dataclass
class Meanwhile:
    """`row` is what another has saved since the form was opened, if that is why it was refused."""

    row: Any = None


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[Meanwhile]:
    """Goes on after the block where what it did was refused, with the reasons in the form:
    ``with refusals_in(form): act(…); return redirect_to(…)``.
    """
    meanwhile = Meanwhile()
    try:
        yield meanwhile
    except ChangedMeanwhileError as error:
        meanwhile.row = error.row
        refuse(form, error)
    except ValidationError as error:
        refuse(form, error)


def refuse(form: BaseForm, error: ValidationError) -> None:
    """Each reason at its field, where the form has that; the others above."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, reasons in error.error_dict.items():
        form.add_error(name if name in form.fields else None, reasons)


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Goes on after the block where what it did was refused, with the reasons above the page that comes:
    ``with refusals_told(request): act(…); messages.success(…)``.
    """
    try:
        yield
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
