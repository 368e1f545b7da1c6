"""What is done to accounts, posts and postings; every verb is audited."""
