"""People at their browsers, as Django's test client plays them."""

from django.test import Client


def browser(user, **options):
    """A browser in which somebody has signed in."""
    client = Client(**options)
    client.force_login(user)
    return client
