from newsroom.wire.notices import desk_note, distinct


def test_desk_note_has_each_line_once_and_no_empty_one():
    assert desk_note(("", "Call.\x00"), ("Slug", ""), ("Urgency", "3"), ("", "Call.")) == "Call.\nUrgency: 3"


def test_names_differ_by_more_than_case():
    assert distinct(["Ports", " ports ", "", "Sea\u202e"]) == ("Ports", "Sea")
