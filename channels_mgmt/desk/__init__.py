"""Pages that compose rooms: the day, the interaction's page, the manager's board."""
