"""Everything that must make sense in a pack whose files are well formed, found in one go.

The front of `tyopaja.definitions.checks`. It knows one pack at a time: places on canvases of another pack are left
to the library, which knows them all. Runs on every load, so it looks at each value once and explains itself only
when something is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve

from tyopaja.definitions.checks.activities import check_activities
from tyopaja.definitions.checks.answers import check_answers, check_beside
from tyopaja.definitions.checks.branching import check_branching
from tyopaja.definitions.checks.carries import check_carries
from tyopaja.definitions.checks.changes import check_changes
from tyopaja.definitions.checks.colours import check_theme
from tyopaja.definitions.checks.conditions import check_condition
from tyopaja.definitions.checks.contradictions import check_contradiction
from tyopaja.definitions.checks.fills import check_fills
from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.checks.instances import check_instances, check_jumps
from tyopaja.definitions.checks.kinds import check_kinds
from tyopaja.definitions.checks.layout import check_layout
from tyopaja.definitions.checks.moves import check_moves
from tyopaja.definitions.checks.proof import Ways, draw_ways
from tyopaja.definitions.checks.sections import check_sections
from tyopaja.definitions.checks.steps import check_sheets, check_steps, check_tree
from tyopaja.definitions.checks.texts import check_texts
from tyopaja.definitions.checks.times import check_times
from tyopaja.definitions.checks.ways import check_ways
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.flow import Condition, Flow, Joining, Step
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary


def findings(
    pack: Pack, vocabulary: Vocabulary, doubtful: Collection[str] = (), unsure: Collection[str] = ()
) -> Iterator[Finding]:
    """What is wrong with a structurally sound pack, given the activities and conditions that there are.

    Its canvases know the pack's own kinds. `doubtful` are ids of canvases that are not, or not quite, what their files
    would have them be: what others say of them is taken on trust. `unsure` are such activities: what is done in steps
    that name them is not known.
    """
    yield from check_theme(pack.theme)
    of_kinds = tuple(check_kinds(pack))
    yield from of_kinds
    faulty = {str(one.path[1]) for one in of_kinds}
    yield from check_activities(pack, vocabulary)
    yield from check_changes(pack, doubtful)
    yield from check_texts(pack)
    for name, canvas in pack.canvases.items():
        file = f"canvases/{name}.toml"
        yield from check_sections(file, canvas, pack, faulty)
        yield from check_answers(file, canvas, pack, doubtful)
        yield from check_layout(file, canvas)
    words = vocabulary.with_activities({name: one for name, one in pack.activity.items() if name not in unsure})
    for flow in pack.flows.values():
        yield from _flow_findings(Ground(flow, pack, words))


def _flow_findings(ground: Ground) -> Iterator[Finding]:
    yield from check_sheets(ground)
    yield from check_beside(ground)
    yield from check_tree(ground)
    yield from check_steps(ground)
    yield from check_times(ground)
    of_steps = (*check_branching(ground), *check_instances(ground))
    of_moves = (*check_moves(ground), *check_jumps(ground))
    yield from of_steps
    yield from of_moves
    ways = None
    wrong = [finding for finding in of_steps if finding.severity != "warning"]
    if all(finding.code == "quorum-too-large" for finding in wrong):
        faulty = {int(finding.path[1]) for finding in of_moves}
        ways = draw_ways(ground.outline, _waiting_for_all(ground.flow, {int(one.path[1]) for one in wrong}), faulty)
    if ways is not None:
        ways = yield from check_ways(ground, ways)
    for number, step in enumerate(ground.flow.step):
        if step.needs is not None:
            yield from _check_whole(ground, ways, step, step.needs, ("step", number, "needs"))
    steps = {step.id: step for step in ground.flow.step}
    for number, move in enumerate(ground.flow.move):
        if move.when is not None and move.from_ in steps:
            yield from _check_whole(ground, ways, steps[move.from_], move.when, ("move", number, "when"))
    yield from check_carries(ground)
    yield from check_fills(ground)


def _check_whole(
    ground: Ground, ways: Ways | None, step: Step, condition: Condition, path: KeyPath
) -> Iterator[Finding]:
    """A condition by its parts, and where those are sound, as a whole."""
    found = tuple(check_condition(ground, ways, step, condition, path))
    yield from found
    if not found and condition.join != "leaf":
        yield from check_contradiction(ground, condition, path)


def _waiting_for_all(flow: Flow, steps: Collection[int]) -> Flow:
    """A flow in which some steps, by number, wait for all that run in them: for more, as they would, none ever has."""
    made = (evolve(step, join=Joining()) if number in steps else step for number, step in enumerate(flow.step))
    return evolve(flow, step=tuple(made)) if steps else flow
