"""Words of the cockpit."""
