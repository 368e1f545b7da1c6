"""Pure parts of replay: the scenario format, its faults, comparators and criteria."""
