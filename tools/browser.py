"""Make sure that there is a Chromium for the browser tests: Debian's, installed only where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def main() -> int:
    """0 when a Chromium is there, or could be brought."""
    if shutil.which("chromium"):
        return 0
    print("The browser tests need Debian's chromium, which is not here. Installing it …", flush=True)
    if shutil.which("apt-get") is None:
        print("There is no apt-get on this machine. Install a Chromium as `chromium` and run again.", file=sys.stderr)
        return 1
    become = [] if os.geteuid() == 0 else ["sudo"]
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run([*become, "apt-get", "update"], check=False, **quiet)  # type: ignore[call-overload]
    install = [*become, "apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    return int(subprocess.run(install, check=False, **quiet).returncode)  # type: ignore[call-overload]


if __name__ == "__main__":
    sys.exit(main())
