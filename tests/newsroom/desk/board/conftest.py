import pytest


@pytest.fixture
def board_of(client):
    """What somebody's board shows: count and headlines of each panel."""

    def shown(user, *keys):
        client.force_login(user)
        panels = {panel.key: panel for panel in client.get("/admin/").context["panels"]}
        found = {key: (panel.count, [card.headline for card in panel.cards]) for key, panel in panels.items()}
        return {key: found[key] for key in keys} if keys else found

    return shown
