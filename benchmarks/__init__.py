"""What CM Hub costs, measured against the bare engine in the same run. See README.md."""
