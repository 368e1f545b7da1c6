"""Pure decisions about roles, areas of duty, separation of administrators, sessions and logins."""
