from tests.newsroom.responses.conftest import _count_anew, _letters_stay_open, story

__all__ = ["_count_anew", "_letters_stay_open", "story"]
