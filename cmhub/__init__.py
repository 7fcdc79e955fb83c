"""CM Hub: settings, the assembly of the rooms, and the servers of the demonstration."""

__version__ = "0.3.0"
