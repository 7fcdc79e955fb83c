"""Two people change one thing: the second is told, and overwrites nothing."""

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)


class ChangedMeanwhileError(ValidationError):
    """What somebody saves is older than what there is; `row` is what there is."""

    def __init__(self, row: Any) -> None:
        super().__init__(
            _("Somebody else has changed this meanwhile. Nothing is lost: compare, then save again."),
            code="changed_meanwhile",
        )
        self.row = row


class GoneMeanwhileError(ValidationError):
    """What somebody saves is there no more."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not there any more: somebody has taken it away meanwhile."), code="gone_meanwhile"
        )


def locked(rows: QuerySet[M], pk: int, edition: int | None = None) -> M:
    """The row, kept from others until the end of the transaction.

    Raises ChangedMeanwhileError where its edition is no longer the one that the person saw, and
    GoneMeanwhileError where it is there no more.
    """
    try:
        row: Any = rows.select_for_update(of=("self",)).get(pk=pk)
    except ObjectDoesNotExist as gone:
        raise GoneMeanwhileError from gone
    if edition is not None and row.edition != edition:
        raise ChangedMeanwhileError(row)
    return row


def take_edition(sent: Any, edition: int) -> None:
    """The form that was sent is of this edition from now on, with all that was typed."""
    sent.data = sent.data.copy()
    sent.data["edition"] = edition
