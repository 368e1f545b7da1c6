"""What the registry is asked: cards for other contexts, populations, the list and the page of its own screens."""
