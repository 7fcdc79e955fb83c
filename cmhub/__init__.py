"""CM Hub: settings, the assembly of the rooms, and the servers of the demonstration."""
