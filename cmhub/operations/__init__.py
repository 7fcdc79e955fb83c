"""How the installation itself is: its logs, figures and failures, for whoever runs it."""
