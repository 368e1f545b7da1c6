"""What approvals is asked: the inbox, one case, an enterprise's own applications, and the resumption figures."""
