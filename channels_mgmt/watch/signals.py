"""What rooms above may hear of the watch, inside the transaction of the act."""

from django.dispatch import Signal

logged = Signal()
"""Something was logged: `item`, `by`, `at`. Sender: Item."""

department_named = Signal()
"""A rule names a department for what was logged or has become graver: `item`, which the sender holds,
`department`, `rule` (its name), `at`. Sender: Item. Whoever hears of it asks the department.
"""
