"""What indicators stores."""
