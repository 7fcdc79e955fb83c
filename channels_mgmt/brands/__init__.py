"""Brands, and who is what on a brand, from when until when: access rests on it."""
