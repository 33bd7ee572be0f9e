"""What is typed into a story's form is kept until it is saved, whatever happens to browser, session or network."""
