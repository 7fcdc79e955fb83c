"""Channels, and who holds them."""
