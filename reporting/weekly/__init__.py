"""The weekly report: computed, completed, validated, published, read."""
