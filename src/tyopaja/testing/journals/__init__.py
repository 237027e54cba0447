"""What `tyopaja.journals.Journal` promises, as tests. Nothing here looks into a journal other than by its methods; only
what was taken out is searched for in its files.

Each promise is tried twice, by the journal's own methods and by its async face (`AsyncJournal`)."""

from __future__ import annotations

from tyopaja.testing.journals.events import Events
from tyopaja.testing.journals.gathering import Gathering
from tyopaja.testing.journals.keeping import Keeping
from tyopaja.testing.journals.rewriting import Rewriting
from tyopaja.testing.journals.sharing import Sharing
from tyopaja.testing.journals.waiting import Waiting

__all__ = ["JournalContract"]


class JournalContract(Events, Gathering, Keeping, Rewriting, Waiting, Sharing):
    """Subclass it as `Test…` and override `make_journal`; `open_again` too when the journal outlives its process.

    Two hooks more are seldom needed: `reopen`, where opening anew is more than closing and `open_again`, and
    `raw_files`, where what the journal keeps is in other files than those of the test's folder.
    """
