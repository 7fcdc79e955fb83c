"""What rooms above may hear of. Sent inside the transaction of the act, so that what they do stands or falls
with it.
"""

from django.dispatch import Signal

person_left = Signal()
"""Somebody works with an agency no more: `agency`, `user`, `by`, `at`. Sender: User."""

person_returned = Signal()
"""Somebody whose place in an agency was over has one again: `agency`, `user`, `at`. Sender: User."""

invitation_accepted = Signal()
"""Somebody accepted an invitation onto a brand: `invitation`, `user`, `at`. Sender: Invitation."""

hours_cut = Signal()
"""Somebody is to work fewer hours a week: `agency`, `user`, `hours`, `at`; whoever hears it may refuse by a
ValidationError in words. Sender: User."""

undelivered = Signal()
"""A mail will not arrive, or nobody knows whether it did: `notification`, `state` (refused or unknown). Sent
in a transaction with what marks it so; where a receiver fails, both are tried again. Sender: Notification.
"""
