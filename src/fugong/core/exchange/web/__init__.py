"""Pages of exchange: handing a file in, what was found in it, confirming and undoing; ordering a list as a file."""
