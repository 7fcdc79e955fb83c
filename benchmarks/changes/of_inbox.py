"""Operations of another app's migrations: what is measured is the inbox's table, and its own migrations stay
as they are.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

APP = "inbox"


class OfInbox(Operation):
    def __init__(self, operation: Operation) -> None:
        self.operation = operation

    def state_forwards(self, app_label: str, state: Any) -> None:
        self.operation.state_forwards(APP, state)

    def database_forwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        self.operation.database_forwards(APP, editor, from_state, to_state)

    def database_backwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        self.operation.database_backwards(APP, editor, from_state, to_state)

    def describe(self) -> str:
        return self.operation.describe()
