"""How the installation is just now: asked by the page for whoever runs it and by the figures alike."""
