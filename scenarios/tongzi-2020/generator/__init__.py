"""The parts of the Tongzi 2020 generator."""
