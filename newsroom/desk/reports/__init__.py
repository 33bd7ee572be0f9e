"""What the desk did in a period, as numbers, plots and lists, over the stories that somebody answers for."""
