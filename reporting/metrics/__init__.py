"""Room of the networks' own figures: snapshots and the readers of exports."""
