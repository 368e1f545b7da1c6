"""Reads of reports: forms in force, who must report, what is known beside a report, progress of a period."""
