"""What the desk keeps beside the stories: one idea a file."""
