"""Telling the web that something has changed: a WebSub hub and search engines, where the settings name them."""
