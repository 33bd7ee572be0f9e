"""Sitemaps: every address that search engines may keep, split by month, and the news of two days."""
