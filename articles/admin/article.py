"""The article on the desk."""
