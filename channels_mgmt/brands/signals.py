from django.dispatch import Signal

brand_created = Signal()
"""`brand`, `by`, `at`, `usual_routing`: sent in the transaction that makes a brand, so that other rooms
furnish it."""
