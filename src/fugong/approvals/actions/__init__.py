"""What is done to applications and restarts; one stage of the work a module."""
