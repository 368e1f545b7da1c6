"""One stage of the work with reports per file."""
