"""What is expected of an importer, as tests: what it is for is read, and nothing else ever gets further than a
refusal in words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

import pytest

from tyopaja.errors import ImportProblem
from tyopaja.importers.contract import Content, Found, Importer, Spot
from tyopaja.plugins.marks import hookimpl
from tyopaja.testing.views import FILLS, Fill, view
from tyopaja.views.nodes import SheetView
from tyopaja.workshop import Engine

_GARBAGE: dict[str, bytes] = {
    "nothing": b"",
    "spaces": b" \n\t\r\n  ",
    "a NUL": b"osio;teksti\nTarpeet;a\0b\n",
    "Latin letters of Windows": "osio;teksti\nTarpeet;Hyvää yötä\n".encode("cp1252"),
    "UTF-16 that is cut off": "osio;teksti\nTarpeet;Hyvää".encode("utf-16")[:-1],
    "half a pair": b"\xed\xa0\x80\xed\xb0\x80",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "an archive that is none": b"PK\x03\x04" + b"\xff" * 200,
    "brackets without end": b"[" * 100_000,
    "tables without end": b'{"a":' * 100_000,
    "quotes without end": b'"' * 99_999,
    "elements without end": b"<a>" * 100_000,
    "an entity that grows": b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>',
    "a quotation without end": b"> " * 50_000 + b"- x",
    "a list without end": b"".join(b" " * depth + b"- x\n" for depth in range(1_000)),
    "numbers without end": b"9" * 50_000,
    "a row of a hundred thousand cells": b"," * 100_000,
    "nothing of a table": b"{}",
    "a list": b"[1, 2, 3]",
    "nulls": b'{"what": "sheet", "id": null, "sections": [null], "entries": null, "nodes": null, "elements": null}',
    **{f"chance {seed}": random.Random(seed).randbytes(400) for seed in range(20)},  # noqa: S311 (no secret)
}
_each_garbage = pytest.mark.parametrize("garbage", _GARBAGE.values(), ids=list(_GARBAGE))
_each_fill = pytest.mark.parametrize("fill", FILLS)


class _Plugin:
    """An importer, brought by hook as its plugin would."""

    def __init__(self, importer: Importer) -> None:
        self._importer = importer

    @hookimpl
    def tyopaja_importers(self) -> list[Importer]:
        return [self._importer]


class ImporterContract:
    """Subclass it as `Test…`, override `make_importer`, and `samples` with files that it is for."""

    def make_importer(self) -> Importer:
        """The importer, as the hook returns it."""
        raise NotImplementedError(f"{type(self).__name__} must override make_importer(self) -> Importer")

    def samples(self) -> Iterable[bytes]:
        """Files that it must read something from, at least one."""
        raise NotImplementedError(f"{type(self).__name__} must override samples(self) -> Iterable[bytes]")

    @pytest.fixture
    def importer(self) -> Importer:
        """The importer under test."""
        return self.make_importer()

    def test_it_says_what_it_reads(self, importer: Importer) -> None:
        """A format's name, the ends of file names, and a line for those who choose."""
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", importer.format), f"no name for --as: {importer.format!r}"
        for suffix in importer.suffixes:
            assert re.fullmatch(r"(\.[a-z0-9]+)+", suffix), f"no suffix with its dot: {suffix!r}"
        assert importer.title, "it has no title"

    def test_every_sample_is_read(self, importer: Importer) -> None:
        """Into something, of the types that the contract says."""
        samples = tuple(self.samples())
        assert samples, "there is no sample"
        for sample in samples:
            content = importer.read(sample, None)
            _check(content)
            assert content.found, f"nothing was found in {sample[:60]!r}"

    def test_the_same_file_gives_the_same_content(self, importer: Importer) -> None:
        """No clock, no chance, no memory of what was read before."""
        for sample in self.samples():
            assert importer.read(sample, None) == importer.read(sample, None)

    @_each_fill
    def test_the_sheet_that_it_is_meant_for_may_help_and_is_left_as_it_was(
        self, importer: Importer, fill: Fill
    ) -> None:
        """Blank, full and odd."""
        given = view("sheet", fill)
        assert isinstance(given, SheetView)
        before = deepcopy(given)
        for sample in self.samples():
            _check(importer.read(sample, given))
        assert given == before, f"reading changed a {fill} sheet"

    @_each_garbage
    def test_what_it_is_not_for_is_refused_in_words_or_read_all_the_same(
        self, importer: Importer, garbage: bytes
    ) -> None:
        """Bytes of any kind raise ImportProblem, and nothing else."""
        _read(importer, garbage)

    def test_damaged_samples_are_refused_in_words_or_read_all_the_same(self, importer: Importer) -> None:
        """Cut off, put together twice, with a byte changed, with a part left out."""
        for sample in self.samples():
            for damaged in _damaged(sample):
                _read(importer, damaged)

    @_each_garbage
    def test_a_look_at_a_file_raises_nothing(self, importer: Importer, garbage: bytes) -> None:
        """Where several importers share a suffix, each is asked of every file."""
        if importer.known_by is not None:
            assert importer.known_by(garbage) in (True, False)

    def test_it_knows_its_own_files(self, importer: Importer) -> None:
        """Or else it would not be asked to read them."""
        for sample in self.samples() if importer.known_by is not None else ():
            assert importer.known_by is not None
            assert importer.known_by(sample), f"it does not know {sample[:60]!r}"

    def test_an_engine_reads_with_it_through_the_hook(self, importer: Importer) -> None:
        """By its name, and by the ends of file names."""
        with Engine(plugins=[_Plugin(importer)], environ={"TYOPAJA_PLUGINS": ""}) as engine:
            for sample in self.samples():
                content = importer.read(sample, None)
                assert engine.read(sample, format=importer.format) == content
                for suffix in importer.suffixes:
                    assert engine.read(sample, name=f"a{suffix}") == content


def _read(importer: Importer, data: bytes) -> None:
    problem = None
    try:
        content = importer.read(data, None)
    except ImportProblem as error:
        problem = error
    if problem is None:
        _check(content)
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.code), f"no code for programs: {problem.code!r}"
    assert problem.message.strip(), "no words for people"
    line = problem.fields.get("line")
    assert line is None or (isinstance(line, int) and line >= 1), f"no line: {line!r}"


def _check(content: object) -> None:
    assert isinstance(content, Content), f"{type(content).__name__}, not Content"
    assert all(isinstance(one, str) for one in (content.sheet, *content.known, *content.skipped))
    for key, data in content.pictures.items():
        assert isinstance(key, str)
        assert isinstance(data, bytes)
    for one in content.found:
        _check_found(one)


def _check_found(one: Found) -> None:
    assert isinstance(one, Found)
    words = (one.text, one.entry, one.sheet, one.section, one.part, one.written, one.origin, *one.answers)
    assert all(isinstance(word, str) for word in words), f"not all of {one} is text"
    assert one.text.strip() or one.entry or one.fields, "something was found that says nothing"
    assert one.line is None or (isinstance(one.line, int) and one.line >= 1), f"no line: {one.line!r}"
    assert all(isinstance(spot, Spot) for spot in one.otherwise)
    for name, value in one.fields.items():
        assert isinstance(name, str)
        assert isinstance(value, str | int | float | bool | tuple), f"the field '{name}' is {type(value).__name__}"
        assert value != "", f"the field '{name}' is blank; leave it out"


def _damaged(sample: bytes) -> Iterator[bytes]:
    chance = random.Random(len(sample))  # noqa: S311 (no secret)
    yield sample + sample
    for _ in range(25):
        place = chance.randrange(len(sample) + 1)
        yield sample[:place]
        yield sample[place:]
        yield sample[:place] + bytes([chance.randrange(256)]) + sample[place + 1 :]
        yield sample[:place] + sample[place + chance.randrange(40) :]
