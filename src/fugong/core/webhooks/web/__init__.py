"""Pages about events told to other systems: the owner's subscriptions, and the log of the system administrator."""
