"""The six flows: what each is made of, and that people can walk through each of them with all that it asks for."""

from __future__ import annotations

import pytest
from tests.pack.walking import Walk, inside, tops, within

from tyopaja import Engine, commands
from tyopaja.model.flow import Flow, Step
from tyopaja.model.pack import Pack
from tyopaja.model.place import Place
from tyopaja.views.nodes import SheetView

FLOWS = ("af-diamond", "arjen-kompassi", "palvelupolku", "perehdytys", "tarpeesta-tuotteeksi", "tsekkaus")

WORKSHOPS = {
    "tyopaja-1": "Työpaja 1 – Mitä lupaamme ja kenelle?",
    "tyopaja-2": "Työpaja 2 – Miten lunastamme lupauksemme joka päivä?",
    "tyopaja-3": "Työpaja 3 – Miten asiakkaamme tuntee olevansa tervetullut?",
}

IN_WORKSHOP = {
    "tyopaja-1": (
        "asiakasprofiili", "asiakkaan-profilointi", "profilointi", "empatiakartta", "arvontuotto-1", "arvontuotto-2",
        "ongelma-ratkaisu", "palvelulupaus", "asemointi", "brandielementit", "okr",
    ),
    "tyopaja-2": ("palvelupolku", "tuokiot", "palvelulupaus", "tuotteistaminen", "muotoilun-nakokulmat", "okr"),
    "tyopaja-3": ("empatiakartta", "palvelulupaus", "arvonluonti", "uusi-tapa", "okr", "arjen-kompassi"),
}  # fmt: skip
"""The canvases that each workshop works on, in the order of the catalogue."""

ONLY_ON_THE_WAY_BACK = {"testi.korjattavaa"}
"""What is carried against the order of the flow: it arrives when the flow goes back."""


@pytest.fixture(scope="module", params=FLOWS)
def walked(engine: Engine, request: pytest.FixtureRequest) -> Walk:
    """Each of the flows, walked to its end."""
    return Walk(engine, request.param).through()


def test_the_six_flows_of_the_catalogue_are_there(pack: Pack) -> None:
    assert tuple(sorted(pack.flows)) == FLOWS


def test_people_who_do_all_that_is_asked_come_to_the_end_without_a_single_excuse(walked: Walk) -> None:
    assert set(walked.session.state.visits) == {step.id for step in walked.flow.step}


def test_everything_that_a_flow_carries_arrives_with_its_origin(walked: Walk) -> None:
    carries = [one for one in walked.flow.carry if one.from_ not in ONLY_ON_THE_WAY_BACK]
    assert len(walked.session.state.carried) == len(carries)
    entries = walked.session.state.entries
    for carry in carries:
        source, to = Place.parse(carry.from_), Place.parse(carry.to)
        copies = walked.session.state.entries_in(to.sheet, str(to.section), to.part)
        origins = [entries[one.origin] for one in copies if one.origin]
        assert any((one.sheet, one.section) == (source.sheet, source.section) for one in origins), carry.to


def test_what_a_flow_ends_in_is_filled(walked: Walk) -> None:
    view = walked.session.view("compass")
    assert isinstance(view, SheetView)
    filled = [section for section in view.sections if section.entries or any(part.entries for part in section.parts)]
    assert filled
    if walked.flow.fill:
        assert len(filled) == len(view.sections)


@pytest.mark.parametrize("flow", FLOWS)
def test_a_facilitator_in_a_hurry_comes_to_the_end_by_giving_reasons(engine: Engine, flow: str) -> None:
    session = engine.start(flow, title="Kiire Oy")
    while session.state.steps:
        session.do(commands.Advance(by="vetaja", reason="Muut ovat jo lähteneet."))
    assert set(session.state.visits) == {step.id for step in session.definitions.flow.step}


@pytest.mark.parametrize("flow", FLOWS)
def test_every_way_that_is_not_simply_the_next_step_can_be_taken(engine: Engine, pack: Pack, flow: str) -> None:
    for move in pack.flows[flow].move:
        walk = Walk(engine, flow)
        walk.bring_about(move.when)
        walk.jump(move.from_)
        for step in walk.now:
            if move.from_ == step.id and step.activity == "decide":
                walk.work(step)
        walk.session.do(commands.Go(by="vetaja", event=move.on, reason="Näin sovittiin."))
        assert move.to in walk.session.state.steps


def test_steps_have_purposes_and_times_and_moves_have_labels(pack: Pack) -> None:
    """A step with others inside may leave its time to them: it takes as long as they do."""
    for flow in pack.flows.values():
        assert flow.purpose, flow.id
        assert all(move.label for move in flow.move), flow.id
        for step in flow.step:
            assert step.title, step.id
            assert step.purpose, step.id
            assert step.time or inside(flow, step.id), step.id


def minutes(flow: Flow, step: Step) -> int:
    """How long a step takes, by its own time or by those inside it: of lanes, the longest."""
    inner = inside(flow, step.id)
    return step.time.minutes if step.time else step.together(minutes(flow, one) for one in inner)


def test_the_steps_inside_a_step_fit_into_its_time_and_leave_little_of_it(pack: Pack) -> None:
    for flow in pack.flows.values():
        for outer in flow.step:
            inner = inside(flow, outer.id)
            if inner and outer.time:
                planned = outer.together(minutes(flow, step) for step in inner)
                assert outer.time.minutes * 0.8 <= planned <= outer.time.minutes, outer.id


def sat(flow: Flow, step: Step, before: int) -> int:
    """How long people have sat without a break when a step ends, who had sat `before` minutes when it began: in lanes,
    those who sat longest."""
    inner = inside(flow, step.id)
    if not inner:
        after = 0 if step.activity == "break" else before + (step.time.minutes if step.time else 0)
        assert after <= 150, step.id
        return after
    if step.order == "parallel":
        return max(sat(flow, lane, before) for lane in inner)
    for one in inner:
        before = sat(flow, one, before)
    return before


def test_nobody_sits_longer_than_two_and_a_half_hours_without_a_break(pack: Pack) -> None:
    for flow in pack.flows.values():
        for top in tops(flow):
            sat(flow, top, 0)


def test_the_series_is_there_with_its_three_workshops_and_the_everyday_life(pack: Pack) -> None:
    found = {step.id: step.title.to("fi") for step in tops(pack.flows["arjen-kompassi"])}
    assert [*found] == [*WORKSHOPS, "arki"]
    assert {name: title for name, title in found.items() if name in WORKSHOPS} == WORKSHOPS


@pytest.mark.parametrize("workshop", IN_WORKSHOP)
def test_each_workshop_works_on_its_canvases_in_the_order_of_the_catalogue(pack: Pack, workshop: str) -> None:
    flow = pack.flows["arjen-kompassi"]
    places = [
        place
        for step in within(flow, workshop)
        if step.activity in ("fill", "brainstorm", "approve")
        for place in step.on
    ]
    assert tuple(dict.fromkeys(flow.canvas_of(place.partition(".")[0]) for place in places)) == IN_WORKSHOP[workshop]


def test_the_series_and_its_kin_use_every_canvas(pack: Pack) -> None:
    used = {flow.canvas_of(sheet) for flow in pack.flows.values() for sheet in flow.sheet_names()}
    assert used == set(pack.canvases)


def test_the_second_and_third_workshop_begin_with_what_the_one_before_left(pack: Pack) -> None:
    flow = pack.flows["arjen-kompassi"]
    for before, after in (("tyopaja-1", "tyopaja-2"), ("tyopaja-2", "tyopaja-3")):
        first = next(step for step in flow.step if step.in_ == after)
        assert (first.activity, first.of) == ("recap", before)


def test_the_compass_is_compiled_never_typed(pack: Pack) -> None:
    flow = pack.flows["arjen-kompassi"]
    assert {fill.section for fill in flow.fill} == set(pack.canvases["arjen-kompassi"].section)
    writable = {"fill", "brainstorm"}
    assert not [step.id for step in flow.step if step.activity in writable and "arjen-kompassi" in " ".join(step.on)]


def test_the_profiling_card_is_seeded_from_the_customer_profile(pack: Pack) -> None:
    carries = pack.flows["arjen-kompassi"].carry
    seeded = {carry.to.partition(".")[2] for carry in carries if carry.to.startswith("kortti.")}
    assert seeded >= {"kiinnostukset", "arvot", "tarpeet", "kaytto", "toiveet"}
    assert all(carry.from_.startswith("profiili.") for carry in carries if carry.to.startswith("kortti."))


@pytest.mark.parametrize("flow", ["arjen-kompassi", "palvelupolku", "af-diamond"])
def test_four_moments_of_the_path_at_most_are_looked_at_closely(pack: Pack, flow: str) -> None:
    (carry,) = [one for one in pack.flows[flow].carry if one.to == "tuokiot.tuokiot"]
    assert (carry.from_, carry.at_most) == ("palvelupolku.polku", 4)
    assert carry.take in ("voted", "picked")


def test_a_check_in_takes_a_quarter_of_an_hour(pack: Pack) -> None:
    (check_in,) = [step for step in tops(pack.flows["tsekkaus"]) if step.id == "tsekkaus"]
    assert check_in.time is not None
    assert check_in.time.minutes == 15


def test_a_service_path_takes_half_a_day(pack: Pack) -> None:
    minutes = sum(step.time.minutes for step in tops(pack.flows["palvelupolku"]) if step.time)
    assert 180 <= minutes <= 240
