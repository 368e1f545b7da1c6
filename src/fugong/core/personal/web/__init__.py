"""The audit administrator's page of what was erased."""
