"""What is done with tables: importing stage by stage, exporting a list."""
