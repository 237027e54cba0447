"""What is expected of a renderer, as tests: every view that it declares, whatever stands in it."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import count
from typing import ClassVar

import pytest
from attrs import evolve, frozen

from tyopaja.errors import Refused
from tyopaja.model.commands import Join
from tyopaja.plugins.marks import hookimpl
from tyopaja.renderers.contract import ALL_VIEWS, Renderer, rendition
from tyopaja.renderers.options import Chosen, Option
from tyopaja.testing.views import FILLS, ODD, Fill, view
from tyopaja.workshop import Engine

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]*(; ?[a-z-]+=[\w.-]+)*")
_OPTION = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_each_fill = pytest.mark.parametrize("fill", FILLS)


class _Plugin:
    """A renderer, brought by hook as its plugin would."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @hookimpl
    def tyopaja_renderers(self) -> list[Renderer]:
        return [self._renderer]


def _sound(renderer: Renderer, made: object, called: str) -> None:
    """What was made is a file, or several that stay in their folder, and none is empty."""
    if isinstance(made, str):
        made.encode("utf-8")  # the engine would put question marks where this raises
    try:
        done = rendition(renderer, made)
    except (TypeError, ValueError) as error:
        pytest.fail(f"{called} became {error}")
    for name, data in (done.files or {"": done.data}).items():
        assert data, f"{called} became nothing at all{f' in {name}' if name else ''}"


@frozen
class _Trial:
    """A view that was rendered twice, one time after the other."""

    once: object
    again: object
    changed: bool
    """Whether the view was another one after that."""

    @classmethod
    def of(cls, renderer: Renderer, what: str, fill: Fill) -> _Trial:
        given = view(what, fill)
        before = deepcopy(given)
        return cls(renderer.render(given), renderer.render(view(what, fill)), given != before)


def _values(option: Option) -> list[Chosen]:
    match option.type:
        case "choice":
            return list(option.choices)
        case "choices":
            return [(), *((choice,) for choice in option.choices), option.choices]
        case "yes-no":
            return [True, False]
        case "number":
            return [value for value in (option.least, option.most, option.default) if value is not None]
        case _:
            return ["", *(text for text in ODD if option.most is None or len(text) <= option.most)]


class RendererContract:
    """Subclass it as `Test…` and override `make_renderer`."""

    _tried: ClassVar[dict[Fill, dict[str, _Trial]] | None] = None

    def __init_subclass__(cls) -> None:
        cls._tried = {}

    def _trials(self, renderer: Renderer, fill: Fill) -> dict[str, _Trial]:
        """Each view that it declares, rendered. What several promises are about is rendered but once for a class, as
        the odd ones may take their time."""
        known = {} if self._tried is None else self._tried
        if fill not in known:
            known[fill] = {what: _Trial.of(renderer, what, fill) for what in renderer.views}
        return known[fill]

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
        for what, trial in self._trials(renderer, fill).items():
            _sound(renderer, trial.once, f"a {fill} {what}")

    @pytest.mark.parametrize("locale", ["fi", "en", "sv", "se", "zh-Hant", "ar", "x"])
    def test_every_view_is_shown_in_every_language(self, renderer: Renderer, locale: str) -> None:
        """Those that it has words in, and those that it has never heard of."""
        for what in renderer.views:
            _sound(renderer, renderer.render(evolve(view(what, "full"), locale=locale)), f"a {what} in {locale}")

    def test_its_options_are_such_as_a_front_can_offer(self, renderer: Renderer) -> None:
        """Each by a name that can be written, with a title, and with a default that could be chosen."""
        for option in renderer.options:
            assert _OPTION.fullmatch(option.name), f"no name for --option: {option.name!r}"
            assert option.title.to("en"), f"the option {option.name} has no title"
            assert option.read(option.default) == option.default, f"the default of {option.name} is no value of it"
            assert bool(option.choices) == (option.type in ("choice", "choices")), f"choices of {option.name}"
            assert len(set(option.choices)) == len(option.choices), f"a choice of {option.name} twice"

    def test_nothing_chosen_is_every_option_at_its_default(self, renderer: Renderer) -> None:
        """A program may call it with the view alone."""
        defaults = {option.name.replace("-", "_"): option.default for option in renderer.options}
        for what, trial in self._trials(renderer, "full").items():
            assert trial.once == renderer.render(view(what, "full"), **defaults)

    def test_every_choice_of_every_option_can_be_made(self, renderer: Renderer) -> None:
        """On every view, even where it changes nothing; or it is refused in words. What anybody may write is tried on
        one view after the other, and what is chosen already (see above) not again."""
        turns = count()
        for option in renderer.options:
            for value in _values(option):
                if value == option.default:
                    continue
                free = option.type == "text"
                for what in (renderer.views[next(turns) % len(renderer.views)],) if free else renderer.views:
                    chosen = {option.name.replace("-", "_"): value}
                    try:
                        made = renderer.render(view(what, "full"), **chosen)
                    except Refused:  # what a view has not cannot be chosen of it, and is said to be
                        continue
                    _sound(renderer, made, f"a {what} with {chosen}")

    @_each_fill
    def test_the_same_view_gives_the_same_bytes(self, renderer: Renderer, fill: Fill) -> None:
        """No clock, no chance, no memory of what was rendered before."""
        for what, trial in self._trials(renderer, fill).items():
            assert trial.once == trial.again, f"a {fill} {what} came out differently the second time"

    @_each_fill
    def test_a_view_is_left_as_it_was(self, renderer: Renderer, fill: Fill) -> None:
        """Others may be given the same one."""
        for what, trial in self._trials(renderer, fill).items():
            assert not trial.changed, f"rendering changed a {fill} {what}"

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
                    kind = ("application/zip", ".zip") if made.files else (renderer.media_type, renderer.suffix)
                    assert (made.media_type, made.suffix) == kind
                    assert made.data, f"the {what} of a new session became nothing at all"
                else:
                    with pytest.raises(Refused) as refused:
                        engine.render(session, what=asked, format=renderer.format)
                    assert refused.value.code == "cannot-show"
