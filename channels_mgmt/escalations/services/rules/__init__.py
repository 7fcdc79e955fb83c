"""Routing rules: what they ask for, where they lead, and what is wrong with them."""
