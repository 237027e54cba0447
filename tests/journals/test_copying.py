"""Sessions from one journal into another: letter for letter, as often as one likes, and never over another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.errors import JournalError, UnknownId
from tyopaja.journals import MemoryJournal, Record, chain
from tyopaja.journals.copying import BATCH, Copied, copy

LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=4)


def chained(lines: list[str], head: str = "") -> list[str]:
    return list(chain.linked((f'{{"text":"{line}"}}' for line in lines), head))


def journal_of(**sessions: list[str]) -> MemoryJournal:
    journal = MemoryJournal()
    for session, lines in sessions.items():
        journal.append(session, 0, lines)
    return journal


def everything(journal: MemoryJournal) -> dict[str, tuple[list[Record], dict[str, bytes | None]]]:
    return {
        session: (
            list(journal.read(session)),
            {digest: journal.fetch(session, digest) for digest in journal.contents(session)},
        )
        for session, _ in journal.sessions()
    }


@given(lengths=LENGTHS, more=LENGTHS, has_chain=st.booleans())
def test_a_copy_is_the_same_and_one_made_again_takes_what_is_new(
    lengths: list[int], more: list[int], has_chain: bool
) -> None:
    source, target = MemoryJournal(), MemoryJournal()
    for number, length in enumerate(lengths):
        lines = [f"{number} {seq}" for seq in range(length)]
        source.append(f"s{number}", 0, chained(lines) if has_chain else lines)
        source.keep(f"s{number}", f"x{number}", bytes([number]))
    assert [one.new for one in copy(source, target)] == lengths
    assert everything(target) == everything(source)
    for number, length in enumerate(more[: len(lengths)]):
        last = list(source.read(f"s{number}"))[-1].data
        lines = [f"{number} more {seq}" for seq in range(length)]
        source.append(f"s{number}", lengths[number], chained(lines, chain.hash_of(last)) if has_chain else lines)
        source.keep(f"s{number}", f"y{number}", b"y")
    again = copy(source, target)
    assert [one.new for one in again] == [*more[: len(lengths)], *(0 for _ in lengths[len(more) :])]
    assert everything(target) == everything(source)
    assert [session for session, _ in target.sessions()] == [session for session, _ in source.sessions()]


def test_a_copy_that_was_cut_off_goes_on_where_it_was() -> None:
    source, target = journal_of(s=chained([str(number) for number in range(3 * BATCH)])), MemoryJournal()

    def cut_off(done: int) -> None:
        if done == 2 * BATCH:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(source, target, told=cut_off)
    assert list(target.sessions()) == [("s", 2 * BATCH)]
    told = list[int]()
    assert copy(source, target, told=told.append) == [Copied(session="s", events=3 * BATCH, new=BATCH)]
    assert told == [3 * BATCH]
    assert everything(target) == everything(source)


class Busy(MemoryJournal):
    """A journal in which somebody writes on while it is being read."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        for record in super().read(session, after):
            last = self._sessions[session][-1]
            self.append(session, self._length(session), chained(["more"], chain.hash_of(last)))
            yield record


def test_people_write_on_while_it_is_copied() -> None:
    source, target = Busy(), MemoryJournal()
    source.append("s", 0, chained(["a", "b", "c"]))
    copy(source, target)
    copied = [record.data for record in target.read("s")]
    assert copied == source._sessions["s"][: len(copied)]
    assert len(copied) == 3


def test_a_session_that_went_on_elsewhere_is_not_written_over() -> None:
    ours = chained(["a", "b"])
    source = journal_of(s=[*ours, *chained(["c"], chain.hash_of(ours[-1]))])
    target = journal_of(s=[*ours, *chained(["x"], chain.hash_of(ours[-1]))])
    before = everything(target)
    with pytest.raises(JournalError) as refused:
        copy(source, target)
    assert (refused.value.code, refused.value.fields["seq"]) == ("another-session", 3)
    assert everything(target) == before


def test_a_target_that_is_further_on_is_another_session() -> None:
    ours = chained(["a", "b", "c"])
    with pytest.raises(JournalError) as refused:
        copy(journal_of(s=ours[:2]), journal_of(s=ours))
    assert refused.value.code == "another-session"


def test_sessions_of_other_events_without_a_chain_are_told_apart_too() -> None:
    with pytest.raises(JournalError) as refused:
        copy(journal_of(s=["a", "b", "c"]), journal_of(s=["x", "b"]))
    assert (refused.value.code, refused.value.fields["seq"]) == ("another-session", 1)


def test_one_session_alone_can_be_copied_and_one_that_is_not_there_is_named() -> None:
    source, target = journal_of(kesa=["a"], talvi=["b"]), MemoryJournal()
    copy(source, target, only=["talvi"])
    assert list(target.sessions()) == [("talvi", 1)]
    with pytest.raises(UnknownId, match="talvi"):
        copy(source, target, only=["kesa", "talwi"])
    assert list(target.sessions()) == [("talvi", 1)], "nothing is copied when one of them is not there"


@pytest.mark.parametrize("at", [1, 3, BATCH, BATCH + 3])
def test_a_session_out_of_which_something_is_taken_while_it_is_copied_is_not_mixed(at: int) -> None:
    before, after = (chained([word, *map(str, range(BATCH + 9))]) for word in ("aino", "poistettu-1"))

    class Rewritten(MemoryJournal):
        """Read page by page, as others are: what is behind `at` is of after the rewriting."""

        def read(self, session: str, behind: int = 0) -> Iterator[Record]:
            for record in super().read(session, behind):
                yield record if record.seq <= at else Record(record.seq, after[record.seq - 1])

    source, target = Rewritten(), MemoryJournal()
    source.append("s", 0, before)
    with pytest.raises(JournalError) as raised:
        copy(source, target)
    assert (raised.value.code, raised.value.fields["seq"]) == ("broken-chain", at + 1)
    held = [record.data for record in target.read("s")]
    assert held == before[: len(held)]
