"""Loads the demonstration through the product's own intake and services; see `agency.load`."""
