from newsroom.about.facts import facts


def test_facts_are_in_the_language_that_was_asked_for(settings):
    settings.NEWSROOM_NAME = {"en": "The Herald", "ar": "الصحيفة"}

    assert (facts("ar").name, facts("en").name) == ("الصحيفة", "The Herald")
