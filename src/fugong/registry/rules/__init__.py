"""Pure decisions of the registry: codes, size classes, periods; no Django, no database, no clock."""
