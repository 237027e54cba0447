"""A lock that is given in turn: to one at a time, in the order of coming, and again to whoever holds it."""

from __future__ import annotations

import threading
from threading import Barrier, Event, Thread
from time import sleep

from tyopaja.workshop.turns import Turns


def test_one_at_a_time_has_it() -> None:
    turns, inside, most, together = Turns(), list[int](), list[int](), Barrier(8)

    def work(number: int) -> None:
        together.wait()
        for _ in range(200):
            with turns:
                inside.append(number)
                most.append(len(inside))
                inside.pop()

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(most) == 8 * 200
    assert set(most) == {1}


def test_who_comes_first_has_it_first_however_quick_others_are() -> None:
    turns, order = Turns(), list[int]()

    def wait(number: int) -> None:
        with turns:
            order.append(number)

    with turns:
        threads = []
        for number in range(6):
            before = len(turns._waiting)
            threads.append(Thread(target=wait, args=(number,)))
            threads[-1].start()
            while len(turns._waiting) == before:
                sleep(0.001)
    with turns:
        order.append(99)
    for thread in threads:
        thread.join(10)
    assert order == [0, 1, 2, 3, 4, 5, 99]


def test_whoever_holds_it_may_take_it_again() -> None:
    turns, got = Turns(), Event()

    def other() -> None:
        with turns:
            got.set()

    with turns:
        with turns, turns:
            pass
        thread = Thread(target=other)
        thread.start()
        assert not got.wait(0.05)
    assert got.wait(10)
    thread.join(10)


def test_it_is_free_again_when_what_is_done_under_it_fails() -> None:
    turns = Turns()
    for _ in range(3):
        try:
            with turns, turns:
                raise KeyError
        except KeyError:
            pass
    with turns:
        assert threading.get_ident() == turns._owner


def test_who_gives_up_waiting_holds_nobody_up() -> None:
    turns, order = Turns(), list[str]()

    class _Stopped(BaseException):
        pass

    class Stopping:
        """A gate at which waiting is broken off."""

        def acquire(self) -> bool:
            raise _Stopped

        def release(self) -> None:
            order.append("opened")

    def second() -> None:
        with turns:
            order.append("second")

    with turns:
        gate = Stopping()
        turns._waiting.append(gate)  # type: ignore[arg-type]  # all that is asked of a gate
        thread = Thread(target=second)
        thread.start()
        while len(turns._waiting) < 2:
            sleep(0.001)
        turns._gave_up(gate)  # type: ignore[arg-type]
    thread.join(10)
    assert order == ["second"]
    turns._depth = 1
    turns._gave_up(gate)  # type: ignore[arg-type]  # its turn had come already: it is passed on
    with turns:
        assert order == ["second"]
