from articles.word_memory import LONGEST, MOST, WordMemory


def test_a_word_is_made_once():
    made = []
    memory = WordMemory(lambda word: made.append(word) or word.upper())

    assert [memory["tea"], memory["tea"], memory["oil"]] == ["TEA", "TEA", "OIL"]
    assert made == ["tea", "oil"]


def test_memory_is_bounded_by_number_and_length():
    made = []
    memory = WordMemory(lambda word: made.append(word) or len(word))

    for number in range(2 * MOST + 1):
        memory[str(number)]
    assert memory["a" * (LONGEST + 1)] == LONGEST + 1
    assert list(memory) == [str(2 * MOST)]

    made.clear()
    assert [memory[str(number)] for number in (MOST - 1, MOST, MOST + 1)] == [5, 5, 5]
    assert made == [str(MOST - 1)]
