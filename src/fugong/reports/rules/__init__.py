"""Pure decisions about reports: what is asked of whom and when, what a value may be, what is doubtful."""
