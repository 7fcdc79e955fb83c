"""Room of the files that leave: tables of what a page shows."""
