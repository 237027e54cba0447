"""The pictures that a session's journal keeps, beside other content under the same sort of names."""

from __future__ import annotations

from attrs import frozen

from tyopaja.errors import UnknownId
from tyopaja.journals import Journal
from tyopaja.views.pictures import picture_of
from tyopaja.workshop.pictures import is_key, looked_at, named


@frozen
class KeptPictures:
    """Those of one session."""

    journal: Journal
    session: str

    def keep(self, data: bytes, locale: str) -> str:
        """Keep a picture's file, drawn anew, and return its `sha256:…`. Raises Refused, in `locale`."""
        kept = looked_at(data, locale)
        key = named(kept)
        self.journal.keep(self.session, key, kept)
        return key

    def get(self, key: str) -> bytes:
        """The file of a picture. Raises UnknownId, also for content that is no picture."""
        data = self.journal.fetch(self.session, key) if is_key(key) else None
        if data is None or picture_of(data) is None:
            raise UnknownId("picture", key)
        return data

    def has(self, key: str) -> bool:
        """Whether there is a picture of the name."""
        try:
            return bool(self.get(key))
        except UnknownId:
            return False
