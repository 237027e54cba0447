"""Make the pictures of docs/live.md: a room with invented people at work, as each of its faces shows it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures" / "live"
MOST = 120_000
"""Bytes of a picture."""
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 360, "height": 740},
    "locale": "en-GB",
    "device_scale_factor": 1.5,
}
WIDE: Final[dict[str, Any]] = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}


def kept(page: Page, name: str) -> None:
    """A picture of what is seen, in few colours."""
    page.wait_for_timeout(600)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(96)
    path = FOLDER / f"{name}.png"
    picture.save(path, optimize=True)
    if path.stat().st_size > MOST:
        raise SystemExit(f"{path} is larger than {MOST:,} bytes.")


def main() -> None:
    """Write `docs/pictures/live/`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [sys.executable, "-m", "tyopaja", "--pack", str(ROOT / "canvases"), "--journal", f"sqlite:{folder}/j"]
        command += ["serve", "arjen-kompassi", "--demo", "--locale", "en", "--port", "0", "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            try:
                assert process.stdout is not None
                room = json.loads(process.stdout.readline())
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                phone = browser.new_context(**PHONE).new_page()
                phone.goto(room["join"])
                kept(phone, "join")
                phone.locator("[name=name]").fill("Ella")
                phone.locator("form.door-form button").click()
                phone.locator("[data-write] textarea").first.wait_for(timeout=120_000)
                screen, desk = (browser.new_context(**WIDE).new_page() for _ in range(2))
                screen.goto(room["screen"])
                desk.goto(room["lead"])
                desk.locator(".board [data-entry]").nth(5).wait_for(timeout=120_000)
                kept(phone, "phone")
                kept(screen, "screen")
                kept(desk, "lead")
                phone.context.set_offline(True)
                phone.locator("[data-write]:visible textarea").first.fill("A key without a queue")
                phone.locator("[data-write]:visible button.primary").first.click()
                phone.get_by_text("nothing gets lost").first.wait_for()
                kept(phone, "offline")
                after = browser.new_context(**WIDE).new_page()
                after.goto(room["after"])
                kept(after, "after")
                browser.close()
            finally:
                process.terminate()


if __name__ == "__main__":
    main()
