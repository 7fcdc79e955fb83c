"""Rows that are taken back."""

from __future__ import annotations

from django.db.models import Model


def delete_row(row: Model) -> bool:
    """Deletes a row, of which the object keeps the id for the record. Whether it was there still: of two who
    delete it at once, one finds it.
    """
    gone, _by_model = type(row)._default_manager.filter(pk=row.pk).delete()
    return bool(gone)
