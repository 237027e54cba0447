"""What a handler is given, and how it answers with a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from attrs import frozen
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tyopaja_web.access.origins import scheme_of
from tyopaja_web.access.visitors import Face, Visitor
from tyopaja_web.pages.look import look_of
from tyopaja_web.pages.styling import style_of
from tyopaja_web.pages.templating import version
from tyopaja_web.pages.words import LOCALES, said, words
from tyopaja_web.web import Web

if TYPE_CHECKING:
    from tyopaja_web.rooms.room import Room

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""What a browser may do with a page of ours: nothing that stands in it is a script, nothing comes from elsewhere, and
of styles only the one that is named by its hash."""

GUARDED: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""The headers of every answer; a page has a policy of its own."""

_SAID: Final = "tyopaja-said"
_LONGEST: Final = 1000


@frozen(kw_only=True, eq=False)
class Asked:
    """One request, with what was found out about it before a handler sees it."""

    request: Request
    web: Web
    locale: str
    """The language of the pages: `fi`, `en` or `sv`."""
    face: Face | None = None
    inside: tuple[Room, Visitor] | None = None
    """The room and who is in it; None outside of rooms."""

    @property
    def room(self) -> Room:
        """The room. Raises LookupError outside of rooms."""
        return self._inside()[0]

    @property
    def visitor(self) -> Visitor:
        """Who asks. Raises LookupError outside of rooms."""
        return self._inside()[1]

    def _inside(self) -> tuple[Room, Visitor]:
        if self.inside is None:
            raise LookupError("This route is outside of rooms.")
        return self.inside

    @property
    def words(self) -> Mapping[str, str]:
        """`table.key` → the sentence in the visitor's language."""
        return words(self.locale)

    @property
    def prefix(self) -> str:
        """The path under which the application is mounted, without a slash behind; "" at the top."""
        return str(self.request.scope.get("root_path", "")).rstrip("/")

    def t(self, key: str, **facts: Any) -> str:
        """A sentence with its placeholders filled in. Raises KeyError for one that there is not."""
        return said(self.locale, key, **facts)

    def url(self, path: str) -> str:
        """The address of a path of ours."""
        return self.prefix + path

    def static(self, path: str) -> str:
        """The address of a file of ours, which changes when any of them does."""
        return f"{self.prefix}/static/{version()}/{path}"

    def absolute(self, path: str) -> str:
        """The whole address of a path of ours, to be given to somebody else."""
        if self.web.settings.address:
            return self.web.settings.address.rstrip("/") + path
        host = self.request.headers.get("host", "localhost")
        return f"{scheme_of(self.request, self.web.settings)}://{host}{self.url(path)}"

    @property
    def here(self) -> str:
        """Path and query of this request, to come back to."""
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    async def config(self, **more: Any) -> dict[str, Any]:
        """What the scripts of a page of a room begin with: words, the model and the outlook as they are now."""
        room, visitor = self.room, self.visitor
        outlook = await room.outlook(visitor.person, self.locale)
        sheets = [one["name"] for one in outlook["sheets"]]
        return {
            "prefix": self.prefix,
            "version": version(),
            "room": room.id,
            "face": visitor.face,
            "you": visitor.person,
            "locale": self.locale,
            "words": self.words_of("base", "status", "board", visitor.face),
            "model": room.model(visitor.person, sheets, self.locale),
            "outlook": outlook,
            **more,
        }

    def words_of(self, *tables: str) -> dict[str, str]:
        """The words of some tables."""
        return {key: word for key, word in self.words.items() if key.partition(".")[0] in tables}


def page(
    asked: Asked,
    template: str,
    *,
    page: Mapping[str, Any] | None = None,
    script: str | None = None,
    styles: Iterable[str] = (),
    inline: bool = False,
    http: int = 200,
    **context: Any,
) -> Response:
    """A template as an answer. `page` is what the scripts begin with (`await asked.config()`), `script` the module that
    is loaded, `styles` are the style sheets beside `base`; with `inline` they stand in the page, and so does the
    look of the room: for pages that are opened over slow nets."""
    look = look_of(asked.room.definitions) if inline and asked.inside else ""
    style = style_of(tuple(styles), look) if inline else None
    policy = POLICY if style is None else POLICY.replace("style-src 'self'", f"style-src 'self' {style.source}")
    html = asked.web.render(
        template,
        {
            **shared(asked),
            "locales": LOCALES,
            "prefix": asked.prefix,
            "you": asked.visitor.person if asked.inside else None,
            "here": asked.here,
            "said": _said(asked),
            "page": page,
            "script": script,
            "styles": tuple(styles),
            "css": None if style is None else style.css,
            "asked": asked,
            **context,
        },
    )
    response = HTMLResponse(html, http, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})
    if _SAID in asked.request.cookies:
        response.delete_cookie(_SAID, path=asked.prefix or "/")
    return response


def shared(asked: Asked) -> dict[str, Any]:
    """What every template is given, that of a whole page and that of a fragment."""
    return {
        "t": asked.t,
        "url": asked.url,
        "static": asked.static,
        "locale": asked.locale,
        "version": version(),
        "face": asked.face or "",
        "room": asked.room.id if asked.inside else "",
    }


def fragment(asked: Asked, html: str) -> Response:
    """A piece of a page that scripts put in its place."""
    return HTMLResponse(html, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})


def back(asked: Asked, to: str, said: str = "") -> Response:
    """Go on to a page of ours (`url(…)` of it), with something to be said there, once."""
    response = RedirectResponse(quote(to, safe="/?&=%#:@+~-._"), 303, headers={"Cache-Control": "no-store"})
    if said:
        sealed = asked.web.signer.seal("said", said[:_LONGEST])
        response.set_cookie(_SAID, sealed, max_age=60, path=asked.prefix or "/", httponly=True, samesite="lax")
    return response


def _said(asked: Asked) -> str:
    """What the request before this one left to be said; ours only, since it is signed."""
    said = asked.web.signer.open("said", asked.request.cookies.get(_SAID, ""))
    return said if isinstance(said, str) else ""
