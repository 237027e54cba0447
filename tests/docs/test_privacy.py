"""What the page of privacy shows is what happens: its commands run in the order of the page."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from tyopaja import Engine, commands

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"


def test_the_commands_on_the_page_give_and_take_what_it_says(tmp_path: Path) -> None:
    journal = f"sqlite:{tmp_path / 'j.db'}"
    with Engine(journal=journal) as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos", id="kaamos")
        session.do(commands.Join(by="saara", role="facilitator"))
        session.do(commands.Join(by="aino", called="Aino"))
        session.do(commands.Go(by="saara", to="profiili", reason="koe"))
        session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text="Hiljaisuutta"))
    page = PAGE.read_text(encoding="utf-8")
    lines = [
        line for block in re.findall(r"^```sh\n(.*?)^```", page, re.DOTALL | re.MULTILINE) for line in block.split("\n")
    ]
    outputs = []
    for line in filter(None, lines):
        program, *words = shlex.split(line.replace("SESSION", "kaamos").replace("ID", "aino"))
        assert program == "tyopaja"
        command = [sys.executable, "-m", "tyopaja", "--journal", journal, *words]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, ""), line
        outputs.append(ran.stdout)
    assert outputs == ["", "poistettu-1\n"]
    assert "Hiljaisuutta" in (tmp_path / "data.json").read_text(encoding="utf-8")
    assert b"Hiljaisuutta" not in (tmp_path / "j.db").read_bytes()
    with Engine(journal=journal) as engine:
        (entry,) = (one for one in engine.open("kaamos").state.entries.values() if one.by == "poistettu-1")
        assert f"`{entry.text}`" in page
        assert f"`{engine.open('kaamos').state.people['poistettu-1'].called}`" in page
