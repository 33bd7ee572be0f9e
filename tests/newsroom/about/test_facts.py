from newsroom.about.facts import facts


def test_facts_are_in_the_language_that_was_asked_for(settings):
    settings.NEWSROOM_ADDRESS = {"en": "1 Harbour Street, Haifa", "ar": "شارع الميناء"}
    settings.NEWSROOM_PROFILES = ["https://social.example/@news"]

    assert facts("ar").postal_address == "شارع الميناء"
    assert facts("en").postal_address == "1 Harbour Street, Haifa"
    assert facts("en").profiles == ("https://social.example/@news",)
