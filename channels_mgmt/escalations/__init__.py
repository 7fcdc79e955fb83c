"""Routing rules, and escalations to departments and back, with their deadlines."""
