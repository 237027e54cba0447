"""The async face for those who cannot await."""

from __future__ import annotations

import subprocess
import sys

FIRST_OF_ALL = """
import sys
from threading import Barrier, Thread

from tyopaja.journals import MemoryJournal
from tyopaja.testing.journals import blocking

sys.setswitchinterval(1e-6)
barrier, loops = Barrier(8), []
for _ in range(50):
    blocking._begun.cache_clear()
    loops.clear()

    def come() -> None:
        barrier.wait(5)
        loops.append(blocking._loop())

    threads = [Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, loops))) == 1, "several loops"
"""


def test_threads_that_come_first_share_one_event_loop() -> None:
    """With a loop each, what one waits for is told to another, and the contract hangs."""
    done = subprocess.run([sys.executable, "-c", FIRST_OF_ALL], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
