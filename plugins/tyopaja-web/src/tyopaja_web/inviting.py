"""Who has the chair of a session that is served, and the addresses that are printed for its people."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import segno
from attrs import frozen

from tyopaja.model.commands import Join
from tyopaja_web.access.auth import LIFE
from tyopaja_web.access.codes import shown
from tyopaja_web.access.visitors import Face, Visitor

if TYPE_CHECKING:
    from tyopaja.workshop import Session
    from tyopaja_web.web import Web

_CALLED = {"fi": "Fasilitaattori", "sv": "Facilitator", "en": "Facilitator"}


@frozen(eq=False)
class Room:
    """A session that is served, as its addresses say it."""

    web: Web
    session: Session
    chair: str
    """The facilitator's person."""
    address: str
    """Under which people come, without a slash behind."""

    def link(self, face: Face) -> str:
        """The link that lets whoever has it in with a face."""
        person = self.chair if face == "lead" else None
        visitor = Visitor(room=self.session.id, face=face, person=person)
        return f"{self.address}/k/{self.web.signer.token(visitor, LIFE[face])}"

    def as_json(self) -> str:
        """The addresses as a line of JSON."""
        return json.dumps(
            {
                "session": self.session.id,
                "url": self.address,
                "code": self.web.codes.of(self.session.id),
                "join": self.joining,
                "lead": self.link("lead"),
                "screen": self.link("screen"),
                "after": self.link("after"),
            }
        )

    @property
    def joining(self) -> str:
        """The address that the QR code leads to."""
        return f"{self.address}/j/{self.web.codes.of(self.session.id)}"


def chair_of(session: Session, person: str = "fasilitaattori") -> str:
    """The facilitator of a session; where there is none `person` joins as one, so that no guest takes the chair."""
    there = session.state.present("facilitator")
    if there:
        return there[0].id
    called = _CALLED.get(session.state.locale.partition("-")[0], _CALLED["en"])
    session.do(Join(by=person, called=called, role="facilitator"))
    return session.state.present("facilitator")[0].id


def invitation(room: Room, *, qr: bool) -> str:
    """What is printed when the room is open; with `qr` the code to join as a picture of blocks too."""
    code = shown(room.web.codes.of(room.session.id))
    lines = [
        f"Session {room.session.id}: {room.session.state.title}",
        "",
        f"  Facilitator  {room.link('lead')}",
        f"  Big screen   {room.link('screen')}",
        f"  Afterwards   {room.link('after')}",
        f"  Join         {room.address}/   code {code}",
        f"               {room.joining}",
    ]
    if qr:
        out = io.StringIO()
        segno.make(room.joining, error="m", micro=False).terminal(out, border=2, compact=True)
        lines += ["", out.getvalue().rstrip("\n")]
    return "\n".join([*lines, "", "Keep the facilitator's link to yourself. Ctrl-C ends it; what was written is kept."])
