"""Room of the watch: what is seen on the web, and to whom it goes."""
