"""Backups: all of an installation in one folder that can be checked, and put back into an empty one."""
