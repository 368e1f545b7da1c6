"""What is done to the registry, one stage of the work per file."""
