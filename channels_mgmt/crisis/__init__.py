"""Room of the crisis: rushes of negative interactions, the crisis log and its lesson."""
