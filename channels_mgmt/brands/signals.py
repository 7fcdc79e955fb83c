from django.dispatch import Signal

brand_created = Signal()
"""`brand`, `by`, `at`, `usual_routing`: sent in the transaction that makes a brand, for others to furnish it."""
