"""What each address says."""
