"""Pure decisions about indicators: what a definition says, how a value is read from its pair."""
