"""The AF Diamond: five stages, in which different people walk lanes side by side, and ways back that they take."""

from __future__ import annotations

import pytest
from tests.pack.walking import Walk, inside, tops

from tyopaja import Engine, commands
from tyopaja.errors import Refused
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Pack

STAGES = ("Analyysi", "Muotoilu", "Testaus", "Tuotteistus", "Myynti ja markkinointi")

LANES = {
    "ymmarrys": ("ostajan-kaista", "kayttajan-kaista"),
    "kaistat": ("polun-kaista", "konseptin-kaista"),
    "kokeilu": ("asiakas-kokeilee", "tekija-kokeilee"),
    "tuotteen-kaistat": ("lupauksen-kaista", "tuotteen-kaista"),
    "myynnin-kaistat": ("brandin-kaista", "keinojen-kaista"),
}
"""The steps whose lanes are walked side by side."""

ROUNDS = {
    "polun-kaista": "polku-uudestaan",
    "konseptin-kaista": "lisaa-apua",
    "lupauksen-kaista": "korjaa-lunastusta",
    "tuotteen-kaista": "uusi-koemyynti",
    "brandin-kaista": "lisaa-nimia",
    "keinojen-kaista": "vaihda-kohderyhmaa",
}
"""Lane → the way on which it is walked once more, without the lane beside it."""


@pytest.fixture
def diamond(pack: Pack) -> Flow:
    return pack.flows["af-diamond"]


def test_it_has_five_stages_and_lanes_in_each(diamond: Flow) -> None:
    assert tuple(step.title.to("fi").partition(" – ")[0] for step in tops(diamond)) == STAGES
    parallel = [step for step in diamond.step if step.order == "parallel"]
    assert {step.id: tuple(lane.id for lane in inside(diamond, step.id)) for step in parallel} == LANES
    assert [step.in_ for step in parallel] == [step.id for step in tops(diamond)]


def test_lanes_side_by_side_take_about_as_long_and_work_on_different_things(diamond: Flow) -> None:
    for lanes in LANES.values():
        works = [[step for step in diamond.step if lane in (step.in_, step.id)] for lane in lanes]
        first, second = (sum(step.time.minutes for step in work if step.time) for work in works)
        assert min(first, second) >= 0.75 * max(first, second), lanes
        ours, theirs = ({place for step in work for place in step.on} for work in works)
        assert ours & theirs <= {"testi.korjattavaa"}, lanes


def test_testing_leads_back_into_shaping_as_often_as_what_was_learnt_asks_for(diamond: Flow) -> None:
    back = [move for move in diamond.move if move.from_ == "testaus"]
    assert {(move.on, move.to, move.at_most) for move in back} == {
        ("iteroi", "muotoilu", 5), ("hio-ratkaisua", "kaistat", 5),
    }  # fmt: skip
    assert all(move.when is not None and move.when.table == {"picked": "testi.korjattavaa"} for move in back)


def test_one_lane_goes_on_while_the_other_stays_and_the_stage_goes_on_when_both_are_done(engine: Engine) -> None:
    walk = Walk(engine, "af-diamond").until("polku")
    assert [step.id for step in walk.now] == ["polku", "miten-autamme"]
    for lane, step in (("polku", "tuokioiden-valinta"), ("tuokioiden-valinta", "tuokiot")):
        walk.work(next(one for one in walk.now if one.id == lane))
        walk.session.do(commands.Advance(by="vetaja", step=lane))
        assert [one.id for one in walk.now] == [step, "miten-autamme"]
    walk.work(walk.now[0])
    walk.session.do(commands.Advance(by="vetaja", step="tuokiot"))
    assert [one.id for one in walk.now] == ["miten-autamme"]
    walk.on()
    walk.on()
    assert [one.id for one in walk.now] == ["kasikirja"]


def test_what_one_lane_lacks_keeps_that_lane_only(engine: Engine) -> None:
    walk = Walk(engine, "af-diamond").until("polku")
    with pytest.raises(Refused, match="Miten autamme"):
        walk.session.do(commands.Advance(by="vetaja", step="miten-autamme"))
    walk.work(walk.now[0])
    walk.session.do(commands.Advance(by="vetaja", step="polku"))
    assert [step.id for step in walk.now] == ["tuokioiden-valinta", "miten-autamme"]


@pytest.mark.parametrize("lane", ROUNDS)
def test_a_lane_is_walked_once_more_and_the_lane_beside_it_stays_where_it_is(
    engine: Engine, diamond: Flow, lane: str
) -> None:
    (move,) = [one for one in diamond.move if one.on == ROUNDS[lane]]
    assert {step.in_ for step in diamond.step if step.id in (move.from_, move.to)} == {lane}
    walk = Walk(engine, "af-diamond").until(move.from_)
    beside = [step.id for step in walk.now if step.in_ != lane]
    walk.session.do(commands.Go(by="vetaja", event=move.on))
    assert [step.id for step in walk.now if step.in_ == lane] == [move.to]
    assert [step.id for step in walk.now if step.in_ != lane] == beside
    assert walk.through().session.state.visits[move.to] == 2


def test_what_a_test_taught_comes_back_into_shaping_when_it_is_asked_for(engine: Engine) -> None:
    walk = Walk(engine, "af-diamond").until("vahvistus")
    walk.session.do(commands.Go(by="vetaja", event="iteroi"))
    assert walk.session.state.steps == ("muotoilu", "asiakkaan-puoli")
    learnt = [one for one in walk.session.state.entries_in("arvo-asiakas", "pelot") if one.origin]
    assert "testi" in {walk.session.state.entries[str(one.origin)].sheet for one in learnt}
    walk.through()
    assert walk.session.state.ended
    assert walk.session.state.visits["asiakas-kokeilee"] == 2


def test_what_a_second_test_taught_is_brought_when_the_facilitator_asks_for_it(engine: Engine) -> None:
    walk = Walk(engine, "af-diamond").until("vahvistus")
    walk.session.do(commands.Go(by="vetaja", event="iteroi"))
    walk.until("mita-korjataan")
    learnt = walk.session.state.entries_in("testi", "korjattavaa")[-1].id
    walk.session.do(commands.Pick(by="vetaja", entry=learnt))
    walk.session.do(commands.Go(by="vetaja", event="iteroi"))
    assert learnt not in origins(walk)
    walk.session.do(commands.Carry(by="vetaja", to="arvo-asiakas.pelot"))
    assert learnt in origins(walk)


def origins(walk: Walk) -> set[str | None]:
    """What the customer's fears were copied from."""
    return {one.origin for one in walk.session.state.entries_in("arvo-asiakas", "pelot")}


def test_when_the_direction_holds_only_the_lanes_of_shaping_are_walked_again(engine: Engine) -> None:
    walk = Walk(engine, "af-diamond").until("vahvistus")
    walk.session.do(commands.Go(by="vetaja", event="hio-ratkaisua"))
    assert [step.id for step in walk.now] == ["polku", "miten-autamme"]
    visits = walk.through().session.state.visits
    assert (visits["asiakkaan-puoli"], visits["polku"], visits["asiakas-kokeilee"]) == (1, 2, 2)


def test_a_visit_to_the_customer_leaves_both_lanes_of_shaping_where_they_were(engine: Engine) -> None:
    walk = Walk(engine, "af-diamond").until("tuokioiden-valinta")
    left = walk.session.state.steps
    assert [step.id for step in walk.now] == ["tuokioiden-valinta", "konsepti"]
    walk.session.do(commands.Go(by="vetaja", event="asiakkaan-luo"))
    assert [step.id for step in walk.now] == ["asiakas", "kayttaja"]
    walk.on()
    walk.session.do(commands.Go(by="vetaja", event="jatketaan-muotoilua"))
    assert walk.session.state.steps == left
    assert walk.through().session.state.ended


def test_there_is_no_way_into_shaping_before_it_was_begun(engine: Engine) -> None:
    walk = Walk(engine, "af-diamond").until("asiakas")
    with pytest.raises(Refused):
        walk.session.do(commands.Go(by="vetaja", event="jatketaan-muotoilua"))
