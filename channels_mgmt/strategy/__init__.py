"""Room of the strategy: its versions, objectives, personas, scope charter, briefings."""
