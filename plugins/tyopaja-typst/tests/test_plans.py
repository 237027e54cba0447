"""A poster is worked out before it is set; what was set is where it was worked out to be, or the poster is tried."""

from __future__ import annotations

from typing import Any

import pytest
import typst
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja_typst import data, rendering
from tyopaja_typst.data import data_of
from tyopaja_typst.plans import plan_of as work_out
from tyopaja_typst.wishes import Wishes, granted

Views = dict[str, Any]
WORDS = st.one_of(
    st.sampled_from((
        "ja", "on", "se", "kun", "vieras", "huomenna", "hiljaisuus", "lumikenkäretki", "varausvahvistus", "100", "%",
        "vastuullisuussuunnitelmamme", "–", "24/7", "bures", "čáppa", "giitu", "Ž-luokka", "(ehkä)", "4,7", "kyllä!",
    )),
    st.text("abcdefghijklmnopqrstuvwxyzåäöčđšž-", min_size=1, max_size=14),
)  # fmt: skip
VALUES = {
    "number": st.decimals(0, 10**6, places=1).map(str) | st.just(""),
    "text": st.lists(WORDS, max_size=4).map(" ".join),
    "date": st.sampled_from(["", "1.1.2027", "31.12.2026"]),
    "person": st.sampled_from(["", "Aino", "Marjut Kenttälä-Hyytiäinen"]),
    "choice": st.sampled_from(["", "kasvaa", "laskee"]),
}
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


def planned(view: Any, **wishes: Any) -> bytes:
    """A poster set by its plan; raises what Typst raises where it is not as planned."""
    made = rendering._compiled(granted(view, Wishes(**wishes)), "pdf", Wishes(**wishes), planned=True)
    assert isinstance(made, bytes)
    return made


def plan_of(view: Any, **wishes: Any) -> Any:
    return data_of(granted(view, Wishes(**wishes)), Wishes(**wishes), planned=True)["sheet"]["plan"]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("paper", ["a4", "a3", "a2", "a1"])
@pytest.mark.parametrize("design", ["rose", "mono"])
def test_a_poster_of_every_size_is_as_planned(views: Views, design: str, paper: str, orientation: str) -> None:
    view = views["poster"]()
    view = evolve(view, grid=evolve(view.grid, paper=paper, orientation=orientation))
    assert plan_of(view, design=design) is not None
    pdf = planned(view, design=design)
    assert views["collisions"](pdf) == []
    tried = rendering._compiled(view, "pdf", Wishes(design=design))
    assert isinstance(tried, bytes)
    assert views["words_of"](pdf) == views["words_of"](tried)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_stands_on_it_no_text_leaves_its_box(views: Views, draw: st.DataObject) -> None:
    """Texts of any length, with and without figures: as planned, or tried where the plan was wrong."""

    def said(text: str) -> str:
        return text and draw.draw(TEXTS)

    def entry(one: Any) -> Any:
        fields = [evolve(field, text=draw.draw(VALUES[field.type])) for field in one.fields if draw.draw(st.booleans())]
        return evolve(one, text=said(one.text), fields=tuple(fields))

    view = views["poster"]()
    sections = tuple(
        evolve(one, title=said(one.title), entries=tuple(map(entry, one.entries))) for one in view.sections
    )
    view = evolve(
        view, title=said(view.title), purpose=said(view.purpose), company=said(view.company), sections=sections
    )
    design = draw.draw(st.sampled_from(["rose", "mono"]))
    pdf = rendering.render(view, "pdf", design=design)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    assert [one for one in views["said"](view) if views["bare"](one) not in text] == []


def test_what_is_not_as_planned_is_tried(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that is wrong costs time, and no word leaves its box."""
    view = views["poster"]()
    tried = rendering._compiled(view, "pdf", Wishes())

    def wrong(sheet: Any, language: str) -> Any:
        plan = work_out(sheet, language)
        assert plan is not None
        return plan | {"boxes": [box | {"size": 1.25 * box["size"]} for box in plan["boxes"]]}

    monkeypatch.setattr(data, "plan_of", wrong)
    with pytest.raises(typst.TypstError, match="not as planned"):
        planned(view)
    assert rendering.render(view, "pdf") == tried


def test_what_nobody_can_say_beforehand_has_no_plan(views: Views) -> None:
    """A character that is named, a code to scan, a third design: all are tried as ever."""
    view = views["poster"]()
    assert plan_of(view) is not None
    assert plan_of(view, design="horizon") is None
    assert plan_of(view, address="https://kaamos.example/k") is None
    assert plan_of(evolve(view, title="日")) is None
    assert views["made"](evolve(view, title="日"))
