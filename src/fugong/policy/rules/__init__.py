"""Pure decisions about the rules of the shutdown: no database, no clock."""
