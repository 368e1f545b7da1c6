"""The audit administrator's pages: the acts of a county, and whether anybody touched the trail."""
