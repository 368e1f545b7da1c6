"""The HTTP edge of people: signing in and out, sessions, the security administrator's screens."""
