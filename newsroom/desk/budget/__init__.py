"""The story budget: what the desk plans and has done on one day, for the screen, for paper and as a table."""
