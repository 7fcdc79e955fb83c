"""When something is next to be done about an escalation, and the sweep that does it."""
