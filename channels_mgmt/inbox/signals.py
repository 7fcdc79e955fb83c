"""What rooms above the inbox may hear of.

Sent inside the transaction of the act, so that what they do stands or falls with it.
"""

from django.dispatch import Signal

classified = Signal()
"""A person said of which kind or sentiment an interaction is: `interaction`, `by`, `at`. Sender:
Interaction.
"""

answered = Signal()
"""A reply was recorded: `interaction`, `message`, `by`, `at`, `holding`. Sender: Interaction."""

ended = Signal()
"""An interaction was closed, set aside, hidden or removed: `interaction`, `by`, `at`. Sender: Interaction."""

interactions_taken_in = Signal()
"""A file or a person brought interactions in: `brand`, `interactions` (ids), `at`. Sender: Interaction."""

interactions_merged = Signal()
"""Several, all of them locked, became one: `brand`, `survivors` ({absorbed: surviving id}), `at`. Sender:
Interaction.
"""
