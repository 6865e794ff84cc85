"""What the paper of an earlier exercise prints, for tables that set this one beside it.

Its figures are out, or will be, as its own report hides and rounds them. Beside another exercise
they are printed the same: two papers together tell no more of it than its own.
"""

from collections.abc import Mapping, Sequence

from engage_app.domain.disclosure import DisclosureRule, Key
from engage_app.domain.report import Table
from engage_app.services.tables.finishing import printed_counts
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace

_IN_WORDS = "quotes"
"""The finding that takes long and prints no count."""


class Earlier:
    """An exercise as its own report prints it, worked out when it is first asked for.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
    """

    def __init__(self, workspace: Workspace, exercise_id: int) -> None:
        self._workspace, self._exercise_id = workspace, exercise_id
        self._known: dict[DisclosureRule, Mapping[Key, int | None]] = {}

    def counts(self, rule: DisclosureRule) -> Mapping[Key, int | None]:
        """Every count that its report prints, by its key there; None where it is hidden by the
        report's own rule, or would be by this one."""
        from engage_app.services import covers

        own = covers.rule_of(covers.plan(self._workspace, self._exercise_id))
        if _no_laxer(own, rule):  # its report is out as it is
            return self._by(own)
        coarse, fine = sorted((own, rule), key=lambda one: -one.round_to)
        also = self._by(fine)
        return {
            key: None if also.get(key) is None else count for key, count in self._by(coarse).items()
        }

    def _by(self, rule: DisclosureRule) -> Mapping[Key, int | None]:
        if rule not in self._known:
            self._known[rule] = _published(self._workspace, self._exercise_id, rule)
        return self._known[rule]


def _no_laxer(one: DisclosureRule, other: DisclosureRule) -> bool:
    """Whether a rule hides and rounds whatever another does."""
    noughts = one.hide_zero or not other.hide_zero
    return one.below >= other.below and one.round_to >= other.round_to and noughts


def _published(
    workspace: Workspace, exercise_id: int, rule: DisclosureRule
) -> Mapping[Key, int | None]:
    """The counts of all tables of its report; nothing where no report can be made."""
    from engage_app.services import findings, saved_tables
    from engage_app.services.tables import coarser, positions

    material = Material(workspace, exercise_id, label_least=rule.below)
    wanted = [name for name, _ in findings.FINDINGS if name != _IN_WORDS]
    made = findings.made(material, wanted)
    every: Sequence[Table] = (*made, *saved_tables.tables(material, made, rule))
    told = positions.told(material, rule.below)
    kept, printed, recovered = coarser.published(every, rule, told)
    return {} if recovered else printed_counts(kept, printed, rule)
