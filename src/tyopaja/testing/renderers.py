"""What is expected of a renderer, as tests: every view that it declares, whatever stands in it."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from tyopaja.errors import Refused
from tyopaja.model.commands import Join
from tyopaja.plugins.marks import hookimpl
from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.testing.views import FILLS, Fill, view
from tyopaja.workshop import Engine

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]*(; ?[a-z-]+=[\w.-]+)*")
_each_fill = pytest.mark.parametrize("fill", FILLS)


class _Plugin:
    """A renderer, brought by hook as its plugin would."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @hookimpl
    def tyopaja_renderers(self) -> list[Renderer]:
        return [self._renderer]


class RendererContract:
    """Subclass it as `Test…` and override `make_renderer`."""

    def make_renderer(self) -> Renderer:
        """The renderer, as the hook returns it."""
        raise NotImplementedError(f"{type(self).__name__} must override make_renderer(self) -> Renderer")

    @pytest.fixture
    def renderer(self) -> Renderer:
        """The renderer under test."""
        return self.make_renderer()

    def test_it_says_what_it_makes(self, renderer: Renderer) -> None:
        """A format's name, a media type and a suffix that programs can rely on."""
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", renderer.format), f"no name for --as: {renderer.format!r}"
        assert _MEDIA_TYPE.fullmatch(renderer.media_type), f"no media type: {renderer.media_type!r}"
        assert re.fullmatch(r"(\.[a-z0-9]+)+", renderer.suffix), f"no suffix with its dot: {renderer.suffix!r}"

    def test_it_declares_views_that_there_are(self, renderer: Renderer) -> None:
        """At least one, and each once."""
        assert renderer.views, "it shows no view"
        assert len(set(renderer.views)) == len(renderer.views), f"a view twice: {renderer.views}"
        assert set(renderer.views) <= set(ALL_VIEWS), f"there are no other views than {ALL_VIEWS}"

    @_each_fill
    def test_every_view_that_it_declares_is_shown(self, renderer: Renderer, fill: Fill) -> None:
        """Blank, full, and odd: words of 300 letters, 200 notes, markup, emoji, right-to-left."""
        for what in renderer.views:
            made = renderer.render(view(what, fill))
            assert isinstance(made, bytes | str), f"a {fill} {what} became {type(made).__name__}, not bytes or str"
            assert made, f"a {fill} {what} became nothing at all"
            if isinstance(made, str):
                made.encode("utf-8")  # the engine would put question marks where this raises

    @_each_fill
    def test_the_same_view_gives_the_same_bytes(self, renderer: Renderer, fill: Fill) -> None:
        """No clock, no chance, no memory of what was rendered before."""
        for what in renderer.views:
            once, again = renderer.render(view(what, fill)), renderer.render(view(what, fill))
            assert once == again, f"a {fill} {what} came out differently the second time"

    @_each_fill
    def test_a_view_is_left_as_it_was(self, renderer: Renderer, fill: Fill) -> None:
        """Others may be given the same one."""
        for what in renderer.views:
            given = view(what, fill)
            before = deepcopy(given)
            renderer.render(given)
            assert given == before, f"rendering changed a {fill} {what}"

    def test_an_engine_renders_what_it_declares_and_refuses_the_rest(self, renderer: Renderer) -> None:
        """Through the hook, on a session that has just begun."""
        # One that is installed too is claimed twice then; the one that is named here wins.
        with Engine(plugins=[_Plugin(renderer)], environ={"TYOPAJA_PLUGINS": ""}) as engine:
            session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
            session.do(Join(by="aino", called="Aino"))
            flow = session.definitions.flow
            sheet = next(name for name in flow.sheet_names() if name != flow.result)
            canvases = session.definitions.canvases
            answering = next(
                name for name, one in canvases.items() if any(section.answers for section in one.section.values())
            )
            names = {"sheet": f"canvas:{sheet}", "spread": f"spread:{answering}", "person": "person:aino"}
            for what in ALL_VIEWS:
                asked = names.get(what, what)
                if what in renderer.views:
                    made = engine.render(session, what=asked, format=renderer.format)
                    assert (made.media_type, made.suffix) == (renderer.media_type, renderer.suffix)
                    assert made.data, f"the {what} of a new session became nothing at all"
                else:
                    with pytest.raises(Refused) as refused:
                        engine.render(session, what=asked, format=renderer.format)
                    assert refused.value.code == "cannot-show"
