"""The main job, from the first note to the poster on the wall: play the example series, write everything it gives.

    python tools/demo.py [FOLDER]

Runs the command line and the façade as anyone would, into FOLDER (`out` when left out), which is made anew; prints each
file it wrote and how long it took."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tyopaja import Engine, Session

ROOT = Path(__file__).resolve().parent.parent
OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out")
EVERY = (
    ("compass", "kompassi"),
    ("report", "raportti"),
    ("workbook", "tyokirja"),
    ("plan", "aikataulu"),
    ("session", "istunto"),
    ("spread:arvo-me", "aukeama"),
    ("name-tags", "nimilaput"),
    ("table-signs", "poytakyltit"),
)
"""What is made in every format that shows it, and what the files are called."""
BLANK = "palvelulupaus-1"
"""The sheet that is printed for pens too."""
SERIES = sorted((ROOT / "examples" / "hotelli-kaamos").glob("*.toml"))


def tell(path: Path, seconds: float) -> None:
    """One line about a file that was written."""
    print(f"  {path!s:<46} {path.stat().st_size / 1024:>8.1f} KiB {seconds * 1000:>8.0f} ms", flush=True)


def render(engine: Engine, session: Session, what: str, format: str, name: str, **options: str) -> None:
    """Make one file of the session."""
    began = time.perf_counter()
    made = engine.render(session, what=what, format=format, options=options)
    path = OUT / (f"{name}-{format}.zip" if made.files else f"{name}{made.suffix}")
    path.write_bytes(made.data)
    tell(path, time.perf_counter() - began)


def play(journal: str) -> str:
    """Play the transcripts with the command line; the session's id."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "tyopaja", "--journal", journal, "play", "--json", *map(str, SERIES)]
    played = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    seconds = time.perf_counter() - began
    print(f"Played {played['commands']} commands of Hotelli Kaamos, {played['events']} events, in {seconds:.1f} s:")
    tell(OUT / "journal.db", seconds)
    return str(played["id"])


def spreads(session: Session) -> list[str]:
    """The sheets of the session whose entries answer those of another sheet."""
    canvases = session.definitions.canvases
    return [sheet for sheet in canvases if any(section.answers for section in canvases[sheet].section.values())]


def designs(engine: Engine) -> list[str]:
    """The designs that a poster may have, but for the usual one."""
    renderer = engine.plugins.renderers()["pdf"]
    return [
        choice
        for option in renderer.options
        if option.name == "design"
        for choice in option.choices
        if choice != option.default
    ]


def main() -> None:
    """Write `out/` anew."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    journal = f"sqlite:{OUT / 'journal.db'}"
    played = play(journal)
    with Engine(journal=journal) as engine:
        session = engine.open(played)
        print("The poster for the wall:")
        render(engine, session, "compass", "pdf", "arjen-kompassi")
        render(engine, session, "compass", "png", "arjen-kompassi")
        print("The sheets, as they were filled:")
        for sheet in session.definitions.canvases:
            if sheet != session.definitions.flow.result:
                render(engine, session, f"canvas:{sheet}", "pdf", f"arkki-{sheet}")
        for sheet in spreads(session):
            render(engine, session, f"spread:{sheet}", "pdf", f"aukeama-{sheet}")
        print("The poster's other designs:")
        for design in designs(engine):
            render(engine, session, "compass", "pdf", f"arjen-kompassi-{design}", design=design)
        print("A sheet for pens, with a code that opens it on a phone:")
        render(engine, session, f"blank:{BLANK}", "pdf", f"tyhja-{BLANK}", address=f"https://tyopaja.example/{BLANK}")
        print(f"The gallery, in {OUT / 'muodot'}: what is left of the series, in every format that shows it:")
        (OUT / "muodot").mkdir()
        made = set()
        for what, name in EVERY:
            for one in engine.plugins.renderers().values():
                if what.partition(":")[0] in one.views:
                    render(engine, session, what, one.format, f"muodot/{name}")
                    made.add(one.format)
        missing = sorted(engine.plugins.renderers().keys() - made)
        if missing:
            sys.exit(f"Nothing was made as {', '.join(missing)}: none of the views in EVERY is shown in it.")
        print(f"That is every format of `tyopaja list renderers`, {len(made)} in all: {', '.join(sorted(made))}.")
        print("The report, and the state:")
        render(engine, session, "report", "html", "raportti")
        render(engine, session, "report", "markdown", "raportti")
        began = time.perf_counter()
        state = json.dumps(session.dump(), ensure_ascii=False, indent=2, sort_keys=True)
        (OUT / "tila.json").write_text(state + "\n", encoding="utf-8")
        tell(OUT / "tila.json", time.perf_counter() - began)


if __name__ == "__main__":
    main()
