"""What rooms above may hear of. Sent inside the transaction of the act, so that what they do stands or falls
with it.
"""

from django.dispatch import Signal

person_left = Signal()
"""Somebody works with an agency no more: `agency`, `user`, `by`, `at`. Sender: User."""
