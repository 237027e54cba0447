"""Laws of importing, over whatever people may write: what is exported and brought into a copy says the same at the same
places, importing twice is importing once, and nothing that stood before is lost."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja import Content, Engine, Found, Session, commands

PLACES = (
    ("profiili", "tarpeet", None),
    ("profiili", "pelot", None),
    ("empatia", "ajattelee", "kipu"),
    ("palvelulupaus-1", "lupaus", None),
    ("okr-1", "avaintulokset", None),
)
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp"))
_TEXTS = st.text(_LETTERS, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
_WRITTEN = st.lists(st.tuples(st.sampled_from(PLACES), _TEXTS), max_size=8)

Written = list[tuple[tuple[str, str, str | None], str]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One for every example, as reading the packs takes longer than all the rest."""
    with Engine() as engine:
        yield engine


def begun(engine: Engine, written: Written = [], title: str = "Hotelli Kaamos") -> Session:  # noqa: B006 (read only)
    session = engine.start("arjen-kompassi", title=title)
    session.do(commands.Join(by="aino", role="facilitator"))
    for (sheet, section, part), text in written:
        session.do(commands.Add(by="aino", sheet=sheet, section=section, part=part, text=text))
    return session


def said(session: Session) -> Counter[tuple[str, str, str | None, str]]:
    """What stands where, spaces around it aside, without what stood there from the beginning."""
    entries = (one for one in session.state.entries.values() if not one.removed and one.by)
    return Counter((one.sheet, one.section, one.part, (one.text or "").strip()) for one in entries)


def as_csv(session: Session) -> bytes:
    """As a spreadsheet would write it, with an apostrophe before what it would take for a formula."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(("arkki", "osio", "alaosio", "teksti"))
    for (sheet, section, part, text), times in said(session).items():
        guarded = f"'{text}" if text[0] in "=+-@\t'" else text
        rows.writerows([(sheet, section, part or "", guarded)] * times)
    return out.getvalue().encode("utf-8-sig")


def take(engine: Engine, session: Session, data: bytes, format: str) -> None:
    found = session.differences(engine.read(data, format=format))
    assert found.wrong == ()
    session.take(found)


@settings(deadline=None, max_examples=60)
@given(_WRITTEN)
def test_a_report_brought_into_a_new_session_says_the_same_at_the_same_places(engine: Engine, written: Written) -> None:
    first, second = begun(engine, written), begun(engine)
    data = engine.render(first, what="report", format="json").data
    for _ in range(2):
        take(engine, second, data, "json")
        assert said(second) == said(first)


@settings(deadline=None, max_examples=60)
@given(_WRITTEN.filter(bool))
def test_a_table_brought_into_a_new_session_says_the_same_at_the_same_places(engine: Engine, written: Written) -> None:
    first, second = begun(engine, written), begun(engine)
    for _ in range(2):
        take(engine, second, as_csv(first), "csv")
        assert said(second) == said(first)


@settings(deadline=None, max_examples=60)
@given(_WRITTEN)
def test_what_is_exported_from_a_session_changes_nothing_in_it(engine: Engine, written: Written) -> None:
    session = begun(engine, written)
    data = engine.render(session, what="report", format="json").data
    assert session.differences(engine.read(data, format="json")).commands == ()


@settings(deadline=None, max_examples=60)
@given(_WRITTEN, st.data())
def test_nothing_that_stood_is_lost_but_what_the_file_took_away_and_twice_is_once(
    engine: Engine, written: Written, data: st.DataObject
) -> None:
    """A file that knows entries: some edited in it, some moved, some gone, some new; and edits here meanwhile."""
    session = begun(engine, written)
    entries = [one for one in session.state.entries.values() if one.by]
    found: list[Found] = []
    for entry in entries:
        if data.draw(st.booleans(), label="gone in the file"):
            continue
        text = data.draw(st.one_of(st.just(entry.text or ""), _TEXTS), label="text in the file")
        place = data.draw(st.sampled_from(((entry.sheet, entry.section, entry.part), *PLACES[:3])), label="place")
        found.append(Found(text=text, entry=entry.id, sheet=place[0], section=place[1], part=place[2] or ""))
    found += [Found(text=text, sheet=s, section=c, part=p or "") for (s, c, p), text in data.draw(_WRITTEN)]
    knows = data.draw(st.booleans(), label="knows the texts")
    content = Content(
        found=found,
        whole=True,
        known=[one.id for one in entries],
        before={one.id: one.text or "" for one in entries} if knows else {},
    )
    for entry in entries:
        if data.draw(st.booleans(), label="edited here"):
            session.do(commands.Edit(by="aino", entry=entry.id, text=f"{entry.text} täällä"))
    here = [session.state.entries[one.id] for one in entries]
    differences = session.differences(content)
    session.take(differences, skip_wrong=True)
    after = said(session)
    texts = {text for _, _, _, text in after}
    allowed = {one.entry for one in (*differences.edited, *differences.removed)}
    assert {(one.text or "").strip() for one in here if one.id not in allowed} <= texts
    assert {one.text.strip() for one in (*differences.added, *differences.edited)} <= texts
    again = session.differences(content)
    session.take(again, skip_wrong=True)
    assert said(session) == after
