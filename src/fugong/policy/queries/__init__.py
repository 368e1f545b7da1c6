"""What policy is asked: the book open on a day, and the drafts prepared for it."""
