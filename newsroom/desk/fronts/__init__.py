"""Where editors arrange the front page and section fronts, and break the news."""
