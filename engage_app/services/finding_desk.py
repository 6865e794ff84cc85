"""The findings of one exercise as the window asks for them: one at a time, each when it is wanted.

Reading a large exercise and working out every table takes many seconds; the one on screen, less
than one. So what is read and what is worked out is kept, until something changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Table
from engage_app.domain.scope import Comparison, FindingWanted, Names
from engage_app.progress import Progress, no_progress
from engage_app.services import (
    browsing,
    covers,
    finding_tables,
    findings,
    planning,
    saved_findings,
    saved_tables,
)
from engage_app.services.finding_tables import Offer
from engage_app.services.saved_findings import SavedFinding
from engage_app.services.workspace import Workspace

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

_SPOKEN = ("position_by_group", "position_counts")
_FELLOWS = {"position_by_group": ("position_counts",)}
"""A finding, and others whose figures its chart draws."""

SLOW = frozenset({"quotes", "campaigns"})
"""What takes long in a large exercise: worked out only when somebody looks at it."""


@dataclass(frozen=True)
class Choices:
    """What the officer may ask for.

    Attributes:
        offers: what a finding may be limited to.
        questions: the closed questions with their answers: label, uid, answers.
        comparisons: what it may be split by.
        dimensions: what may be crossed with what: name, label.
        names: how all that is called.
    """

    offers: tuple[Offer, ...] = ()
    questions: tuple[tuple[str, str, Offer], ...] = ()
    comparisons: tuple[tuple[str, Comparison], ...] = ()
    dimensions: tuple[tuple[str, str], ...] = ()
    names: Names | None = None


@dataclass(frozen=True)
class Shown:
    """A finding worked out, with what stands beside it.

    Attributes:
        table: every figure as it is.
        fellows: other tables among the same responses, that its chart draws figures of.
        sentences: what the board reads of it.
        respondents, responses: how many count.
        refused: why it can't leave Engage; empty where it can.
    """

    wanted: FindingWanted
    table: Table
    fellows: tuple[Table, ...] = ()
    sentences: tuple[str, ...] = ()
    respondents: int = 0
    responses: int = 0
    refused: str = ""


class FindingDesk:
    """One exercise, as it is while nothing changes. Its methods are called by one thread at a time.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.

    Raises:
        NotPossible: there is no such exercise.
    """

    def __init__(self, workspace: Workspace, exercise_id: int) -> None:
        self._workspace = workspace
        self._exercise_id = exercise_id
        planning.exercise(workspace, exercise_id)
        self._families: dict[str, tuple[Table, ...]] = {}

    @cached_property
    def empty(self) -> bool:
        """Whether there is no response yet."""
        return not browsing.response_ids(self._workspace, self._exercise_id)

    @cached_property
    def rule(self) -> DisclosureRule:
        """Which small numbers are hidden in what leaves Engage."""
        return covers.rule_of(covers.plan(self._workspace, self._exercise_id))

    @cached_property
    def choices(self) -> Choices:
        """What the officer may ask for."""
        asked = (self._workspace, self._exercise_id)
        return Choices(
            tuple(finding_tables.offers(*asked)),
            tuple(finding_tables.question_offers(*asked)),
            tuple(finding_tables.comparisons(*asked)),
            finding_tables.dimensions(self._material),
            finding_tables.names(*asked),
        )

    @property
    def saved(self) -> list[SavedFinding]:
        """The saved findings, as they are now."""
        return saved_findings.listed(self._workspace, self._exercise_id)

    def family(self, name: str) -> tuple[Table, ...]:
        """The tables of one finding of FINDINGS, among all responses."""
        if name not in self._families:
            self._families[name] = findings.made(self._material, [name])
        return self._families[name]

    def show(self, wanted: FindingWanted, progress: Progress = no_progress) -> Shown:
        """A finding with what stands beside it.

        Raises:
            NotPossible: what it asks for is no longer there, or it can't be worked out so.
        """
        progress(0, 1)
        material = self._material
        table = self._table(wanted, progress)
        counted = finding_tables.cut(material, wanted)
        named = _FELLOWS.get(wanted.finding, ()) if wanted.compare is None else ()
        return Shown(
            wanted,
            table,
            tuple(finding_tables.fellows(counted, named)),
            self._sentences(wanted),
            len(counted.who.ids),
            len(counted.who.response_ids),
            saved_tables.why_not_published(material, wanted, self.rule),
        )

    def published(
        self, wanted: FindingWanted, title: str = "", progress: Progress = no_progress
    ) -> Table:
        """A finding as it may leave Engage: small numbers hidden as in the report, and whatever
        would give away what the report hides.

        Raises:
            NotPossible: too few people are in it, or it holds words of theirs.
        """
        everything: list[Table] = []
        for number, (name, _) in enumerate(findings.FINDINGS):
            progress(number, len(findings.FINDINGS))
            everything += self.family(name)
        if wanted.plain:
            saved = saved_tables.tables(self._material, everything, self.rule)
            tables: Sequence[Table] = (*everything, *saved)
            chosen = wanted.finding
        else:
            chosen = "copied"
            ours = saved_tables.publishable(
                self._material, wanted, everything, self.rule, (chosen, title)
            )
            tables = (*everything, *ours)
        found = findings.published(tables, self.rule)
        return next(table for table in found if table.name == chosen)

    @cached_property
    def _material(self) -> "Material":
        from engage_app.services.tables.material import Material

        return Material(self._workspace, self._exercise_id)

    def _table(self, wanted: FindingWanted, progress: Progress) -> Table:
        if wanted.plain:
            family = findings.family_of(wanted.finding)
            made = self.family(family) if family in dict(findings.FINDINGS) else ()
            for table in made:
                if table.name == wanted.finding:
                    return table
        return finding_tables.table(self._material, wanted, progress)

    def _sentences(self, wanted: FindingWanted) -> tuple[str, ...]:
        """The board reads of all responses: among some of them, nothing is said."""
        if not wanted.plain or wanted.finding not in _SPOKEN:
            return ()
        from engage_app.services.tables import positions

        return positions.paragraphs(self._material, self.rule.below)
