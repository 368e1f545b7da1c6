"""One stage of the work with indicators per file."""
