"""Changes of the largest table as docs/upgrades.md asks for them, in the form in which contributors write
them.
"""
