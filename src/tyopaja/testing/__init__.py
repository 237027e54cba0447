"""For the tests of plugin authors, and ours: contracts that a journal, a renderer or an importer must keep, run by
pytest.

Subclass one, say how yours is made, and every promise is tried. The only part of tyopaja that imports pytest.
`strategies` makes packs, commands and sessions for Hypothesis; it is imported by itself, since contracts need none."""

import pytest

pytest.register_assert_rewrite("tyopaja.testing.importers", "tyopaja.testing.journals", "tyopaja.testing.renderers")

from tyopaja.testing.importers import ImporterContract  # noqa: E402 - pytest must know before they are imported
from tyopaja.testing.journals import JournalContract  # noqa: E402
from tyopaja.testing.renderers import RendererContract  # noqa: E402

__all__ = ["ImporterContract", "JournalContract", "RendererContract"]
