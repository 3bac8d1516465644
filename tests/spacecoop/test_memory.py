"""What functions keep is bounded, in number and in length."""

from spacecoop.memory import LONGEST_KEPT, keep


def test_the_last_answers_are_kept_but_for_long_texts():
    asked = []

    @keep(2)
    def length(text, more=0):
        asked.append(text)
        return len(text) + more

    long = "x" * (LONGEST_KEPT + 1)
    assert [length(text) for text in ("a", "bb", "a", long, long, "bb")] == [1, 2, 1, 201, 201, 2]
    assert asked == ["a", "bb", long, long]
    assert (length("ccc"), length("a", more=1)) == (3, 2)
    assert length("bb") == 2
    assert asked[4:] == ["ccc", "a"]
