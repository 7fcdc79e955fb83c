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

messages_taken_in = Signal()
"""A file, a program or a person brought messages in, of whatever age: `brand`, `weeks` (in which they were
sent, by the brand's time), `at`. Sender: Message.
"""

interactions_merged = Signal()
"""Several, all of them locked, became one: `brand`, `survivors` ({absorbed: surviving id}), `at`. Sender:
Interaction.
"""
