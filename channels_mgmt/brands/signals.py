from django.dispatch import Signal

brand_created = Signal()
"""`brand`, `by`, `at`, `usual_routing`, `usual_channel`: sent in the transaction that makes a brand, so that
other rooms furnish it."""

brand_copied = Signal()
"""`ground` (see `services.copying.Ground`), `by`, `at`: sent in the transaction that makes a brand on the
template of another, after `brand_created`. Each room copies the structure that it keeps, never people's or
the public's data, and gives back what it took as a list of `services.copying.Taken`."""

department_closed = Signal()
"""`brand`, `department`, `by`, `at`: sent in the transaction in which a department closes, so that what it is
asked moves on."""

territory_left = Signal()
"""`brand`, `territory`, `at`: sent in the transaction in which a brand leaves a territory; a receiver raises
ValidationError, in words, where something of the brand still rests on it."""
