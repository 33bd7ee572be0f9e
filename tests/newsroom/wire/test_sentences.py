import pickle

from django.utils.translation import override

from newsroom.wire.fetching import NotAllowed
from newsroom.wire.sentences import Sentence, read, say

INNER = "Nothing is fetched from port %(port)s, only from 80 and 443."
OUTER = "%(host)s leads on to an address that is not fetched. %(reason)s"


def test_sentence_is_read_in_the_language_of_its_reader_with_what_stands_in_it():
    with override("ar"):
        said = say(OUTER) % {"host": "feeds.example", "reason": NotAllowed(say(INNER) % {"port": 22})}
    kept = said.kept

    assert kept == {
        "text": OUTER,
        "values": {"host": "feeds.example", "reason": {"text": INNER, "values": {"port": 22}}},
    }
    english = OUTER % {"host": "feeds.example", "reason": INNER % {"port": 22}}
    assert read(kept) == english
    with override("ar"):
        assert read(kept) == said != english


def test_refusal_gives_the_sentence_that_it_was_raised_with_and_other_words_stand_as_they_are():
    assert Sentence.of(NotAllowed(say(INNER) % {"port": 22})).values == {"port": 22}
    assert (str(Sentence.of(OSError("100 %(odd)s"))), read({"text": "50 %"}), read({})) == ("100 %(odd)s", "50 %", "")


def test_what_cannot_be_kept_is_left_out():
    said = say("%(host)s cannot be reached: %(problem)s.") % {"host": "a", "problem": OSError("b\0\u202er")}

    assert said.kept["values"] == {"host": "a", "problem": "br"}


def test_sentence_that_was_sent_to_another_process_is_the_same():
    said = say(INNER) % {"port": 22}

    sent = pickle.loads(pickle.dumps(said))

    assert (sent, sent.kept) == (said, said.kept)
