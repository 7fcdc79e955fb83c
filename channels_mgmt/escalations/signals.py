"""What rooms above may hear of escalations, inside the transaction of the act."""

from django.dispatch import Signal

opened = Signal()
"""A department was asked: `escalation`, `by`, `at`. Sender: Escalation."""

changed = Signal()
"""An escalation went on: `escalation`, `verb` (see choices.Verb), `by`, `at`. Sender: Escalation."""
