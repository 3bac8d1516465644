"""Who waits for a place has it before whoever comes later."""

import threading

import pytest

from spacecoop.places import Places


@pytest.mark.parametrize("number", [1, 3])
def test_so_many_have_a_place(number):
    places = Places(number)
    assert [places.take(0) for _ in range(number + 1)] == [True] * number + [False]
    places.give_back()
    assert places.take(0)


def test_those_who_wait_are_served_in_the_order_in_which_they_came():
    places, served, threads = Places(1), [], []

    def wait(number):
        places.take(60)
        served.append(number)
        places.give_back()

    places.take(0)
    for number in range(4):
        threads.append(threading.Thread(target=wait, args=[number]))
        threads[-1].start()
        while len(places.waiting) <= number:
            pass
    places.give_back()
    places.take(60)  # who comes now comes last
    for thread in threads:
        thread.join()
    assert served == [0, 1, 2, 3]


def test_who_gives_up_takes_no_place_along():
    places = Places(1)
    places.take(0)
    assert not places.take(0.01)
    places.give_back()
    assert places.take(0)
