"""What the agency runs: one folder a concept, each a Django app of its own."""
