"""Replaying a scenario: each row through the public door of the context it belongs to."""
