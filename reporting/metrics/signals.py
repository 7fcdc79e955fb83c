"""What rooms above the figures of networks may hear of.

Sent inside the transaction of the act, so that what they do stands or falls with it.
"""

from django.dispatch import Signal

figures_taken_in = Signal()
"""A file of a network brought figures or posts in, of whatever age: `brand`, `weeks` (those that they are of,
by the brand's time), `at`. Sender: MetricsRun.
"""
