"""What all requests of one application share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen
from jinja2 import Environment

from tyopaja_web.access.visitors import Auth
from tyopaja_web.settings import Settings

if TYPE_CHECKING:
    from tyopaja import Engine
    from tyopaja_web.access.codes import Codes
    from tyopaja_web.access.limits import Limits
    from tyopaja_web.access.tokens import Signer
    from tyopaja_web.health import Figures
    from tyopaja_web.rooms.rooms import Rooms


@frozen(kw_only=True, eq=False)
class Web:
    """The parts of one application. Nothing of it is global: a process may serve several engines."""

    engine: Engine
    settings: Settings
    auth: Auth
    signer: Signer
    codes: Codes
    limits: Limits
    rooms: Rooms
    figures: Figures
    templates: Environment

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """A template with what it is given. Raises what jinja2 raises: for a name that is not there, too."""
        return self.templates.get_template(template).render(context)
