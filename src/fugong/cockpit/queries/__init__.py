"""What the cockpit shows: the leader's figures, and the signals of one enterprise."""
