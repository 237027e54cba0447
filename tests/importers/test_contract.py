"""The importers that ship with tyopaja keep the contract that anyone's must."""

from __future__ import annotations

from collections.abc import Iterable

from tyopaja import Engine, commands
from tyopaja.importers import BUILT_IN, Importer
from tyopaja.testing import ImporterContract


def built_in(format: str) -> Importer:
    return next(one for one in BUILT_IN if one.format == format)


class TestCsv(ImporterContract):
    def make_importer(self) -> Importer:
        return built_in("csv")

    def samples(self) -> Iterable[bytes]:
        return (
            b"section,text\nNeeds,Silence\n",
            "osio;teksti;Mittari\nTarpeet;”Hiljaisuutta”;\n".encode("utf-8-sig"),
            "avsnitt\ttext\nBehov\tTystnad\n".encode("utf-16"),
            b"One\nTwo, and three\n",
        )


class TestMarkdown(ImporterContract):
    def make_importer(self) -> Importer:
        return built_in("markdown")

    def samples(self) -> Iterable[bytes]:
        return (b"- one\n- two\n", "# Arkki\n\n## Tarpeet\n\n1. *Hiljaisuutta*\n   - yöllä\n".encode())


class TestText(ImporterContract):
    def make_importer(self) -> Importer:
        return built_in("text")

    def samples(self) -> Iterable[bytes]:
        return (b"one\ntwo", "• yksi\n• kaksi\n".encode())


class TestJson(ImporterContract):
    def make_importer(self) -> Importer:
        return built_in("json")

    def samples(self) -> Iterable[bytes]:
        with Engine() as engine:
            session = engine.start("arjen-kompassi", title="Hotelli Kaamos", id="kaamos")
            for number, text in enumerate(("Hiljaisuutta", "Kahvia")):
                session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text=text, id=f"n{number}"))
            return tuple(
                engine.render(session, what=what, format="json").data for what in ("canvas:profiili", "report")
            )
