"""Interactions with the public, their messages and waiting episodes, and how they are taken in."""
