"""Pure decisions about applications and restarts: no database, no clock."""
