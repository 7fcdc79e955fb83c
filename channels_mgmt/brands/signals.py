from django.dispatch import Signal

brand_created = Signal()
"""`brand`, `by`, `at`: sent in the transaction that makes a brand, so that other rooms furnish it."""
