"""A complete export of a newsroom taken into an empty one: all of it, or nothing."""
