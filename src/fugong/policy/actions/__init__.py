"""What the command post does to the book of rules; every entry names its document and is audited."""
