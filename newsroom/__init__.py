"""The project, and the apps around the desk."""
