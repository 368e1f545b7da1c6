"""Reads of replay: a scenario's folder, what was replayed of it, and its figures."""
