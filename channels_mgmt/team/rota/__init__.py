"""The arithmetic of the rota: shifts of a pattern, stretches of time, cover and its quality.

Pure functions: no database, no clock of their own. Stretches are half-open, in whole seconds since 1970.
"""
