"""The database as Django's ENGINE: lines to it are looked at before they are used, and not asked."""
