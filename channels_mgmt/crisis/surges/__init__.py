"""Rushes of the public, found on the stream of what it writes: plain functions, without models or database.

`rhythm` says what the hour of the week leads to expect, `statistic` how improbable more than that is,
`scanning` where in the stream there is too much, `evidence` what shows it. docs/surges.md has the figures.
"""
