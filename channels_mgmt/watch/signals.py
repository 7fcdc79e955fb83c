"""What rooms above may hear of the watch, inside the transaction of the act."""

from django.dispatch import Signal

logged = Signal()
"""Something was logged: `item`, `by`, `at`. Sender: Item."""
