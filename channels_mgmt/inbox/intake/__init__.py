"""Taking in files of messages: lines to rows, rows to a staging table, and from there by sets to
interactions.
"""
