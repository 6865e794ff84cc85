"""What the pre-flight says of the work behind the paper: coding, covering, who was heard."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from engage_app.domain.checks import Remark, Severity
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.domain.second_coding import Sample
from engage_app.services import (
    agreeing,
    browsing,
    codebook,
    codebook_versions,
    conflicts,
    planning,
    recoding,
    redacting,
    sampling,
    settling,
)
from engage_app.services.preflight_words import some
from engage_app.services.workspace import Workspace

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

MOST_UNCODED = 0.1
"""The share of comments without a theme from which on the counts by theme are misleading."""

ACCEPTABLE, RELIABLE = 0.667, 0.8
"""Krippendorff (2004), Content Analysis, p. 241: below the first no conclusion may be drawn from
the data, from the second on they can be relied on; between them conclusions are tentative."""


def remarks(
    workspace: Workspace, exercise_id: int, material: "Material | None" = None
) -> Iterator[Remark]:
    """Everything unfinished; `material` is the exercise where it is read already."""
    for check in _CHECKS:
        yield from check(workspace, exercise_id)
    yield from _heard(workspace, exercise_id, material)


def _coded(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    summaries = (s for s in planning.exercises(workspace) if s.exercise.id == exercise_id)
    now = next(summaries)
    if not now.responses:
        yield Remark(
            Severity.FAULT,
            "Nobody was heard yet.",
            "Bring in what people said, on the Collect page.",
            "Collect",
            page="collect",
        )
    uncoded = now.comments - now.coded_comments
    if uncoded:
        many = uncoded > MOST_UNCODED * now.comments
        yield Remark(
            Severity.FAULT if many else Severity.ADVICE,
            f"{uncoded:,} of {now.comments:,} comments {_have(uncoded)} no theme yet, and "
            f"{'is' if uncoded == 1 else 'are'} missing from every table by theme.",
            "Code them; “No answer” is a theme too.",
            "Code",
            page="code.uncoded",
        )


def _reviewed(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    wanted = CommentFilter(state=CodingState.TO_REVIEW)
    waiting = len(browsing.comment_ids(workspace, exercise_id, wanted))
    if waiting:
        yield Remark(
            Severity.ADVICE,
            f"{_comments(waiting)} {_have(waiting)} proposed themes that nobody has decided on; "
            "proposals are not counted.",
            "Accept or reject them.",
            "Code",
            page="code.to review",
        )
    again = recoding.waiting(workspace, exercise_id)
    if again:
        yield Remark(
            Severity.ADVICE,
            f"{_comments(again)} {'is' if again == 1 else 'are'} to be looked at again, because "
            "the codebook changed since they were coded.",
            "Look at them again, or say that they are right.",
            "Code",
            page="code.to look at again",
        )


def _covered(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    if not browsing.has_comments(workspace, exercise_id):
        return
    unsearched = redacting.waiting(workspace, exercise_id)
    if unsearched:
        yield Remark(
            Severity.FAULT,
            f"{_comments(unsearched)} {'was' if unsearched == 1 else 'were'} not searched for "
            "personal details, and the paper quotes comments.",
            "Let Engage search them, and decide on what it finds.",
            "Personal details",
            page="code.details",
        )
    undecided = sum(kind.proposed for kind in redacting.counts(workspace, exercise_id))
    if undecided:
        were = "1 personal detail was" if undecided == 1 else f"{undecided:,} personal details were"
        yield Remark(
            Severity.FAULT,
            f"{were} found that nobody has decided on.",
            "Cover them, or say that they are none.",
            "Personal details",
            page="code.details",
        )


def _themes(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    themes = codebook.themes(workspace, exercise_id)
    lacking = [
        theme.name
        for theme in themes
        if not (theme.definition.strip() or theme.kind or theme.retired)
    ]
    if lacking:
        yield Remark(
            Severity.ADVICE,
            f"{_counted(lacking, 'theme has', 'themes have')} no definition: {some(lacking)}.",
            "Write what belongs to each, so that a reader knows what was counted.",
            "Codebook",
            page="code.codebook",
        )
    stands = codebook_versions.standing(workspace, exercise_id)
    if themes and (stands.latest is None or stands.changes):
        yield Remark(
            Severity.ADVICE,
            "The codebook as it is now is not kept as a version, so the method page can't name one."
            if stands.latest is None
            else "The codebook has changed since its last version was kept.",
            "Keep it as a version.",
            "Codebook",
            page="code.codebook",
        )


def _second_coder(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    samples = [each for each in sampling.samples(workspace, exercise_id) if each.done]
    if not samples and browsing.has_comments(workspace, exercise_id):
        yield _agreement(
            Severity.ADVICE,
            "Nobody has coded a sample of comments a second time, so the paper can't say how "
            "dependable the coding is.",
            "Draw a sample and ask a colleague to code it.",
        )
    for sample in samples:
        yield from _of_sample(workspace, sample)


def _of_sample(workspace: Workspace, sample: Sample) -> Iterator[Remark]:
    alpha = agreeing.overall(workspace, sample).alpha.value
    if alpha is not None and alpha < RELIABLE:
        low = alpha < ACCEPTABLE
        yield _agreement(
            Severity.FAULT if low else Severity.ADVICE,
            f"{sample.coder} and the first coder agree too little (Krippendorff’s alpha "
            f"{alpha:.2f}, "
            + (f"below {ACCEPTABLE})." if low else f"below {RELIABLE:.2f}: tentative only)."),
            "Settle what they differ on, sharpen the definitions, and code a new sample.",
        )
    if sample.done < sample.comments:
        yield _agreement(
            Severity.ADVICE,
            f"{sample.coder} has coded {sample.done:,} of the {sample.comments:,} comments of "
            "the sample.",
            "Ask for the rest.",
        )
    differ = sum(not each.settled for each in settling.disagreements(workspace, sample.id))
    if differ:
        are = "1 disagreement" if differ == 1 else f"{differ:,} disagreements"
        yield _agreement(
            Severity.ADVICE, f"{are} of the two coders not settled.", "Settle what they differ on."
        )


def _agreement(severity: Severity, what: str, action: str) -> Remark:
    return Remark(severity, what, action, "Second coder", page="code.second coder")


def _merged(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    found = len(conflicts.conflicts(workspace, exercise_id))
    if found:
        are = "1 difference" if found == 1 else f"{found:,} differences"
        yield Remark(
            Severity.FAULT,
            f"{are} between laptops brought together nobody has settled.",
            "Choose which version holds, under File, Bring captures together.",
            "Bring together",
            page="together",
        )


def _heard(workspace: Workspace, exercise_id: int, material: "Material | None") -> Iterator[Remark]:
    from analysis import reach
    from engage_app.services.tables.material import Material

    groups = planning.groups(workspace, exercise_id)
    if not any(group.planned for group in groups):
        return
    material = material or Material(workspace, exercise_id)
    silent = set(reach.not_heard(material.group_tree, material.whole_groups))
    names = [group.name for group in groups if group.planned and group.id in silent]
    if names:
        yield Remark(
            Severity.ADVICE,
            f"{_counted(names, 'group', 'groups')} planned for, and not heard: {some(names)}.",
            "Hear them, or let the paper say why not.",
            "Stakeholder groups",
            page="plan.groups",
        )


def _counted(names: Sequence[str], one: str, many: str) -> str:
    return f"1 {one}" if len(names) == 1 else f"{len(names):,} {many}"


def _comments(count: int) -> str:
    return "1 comment" if count == 1 else f"{count:,} comments"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


_CHECKS: tuple[Callable[[Workspace, int], Iterator[Remark]], ...] = (
    _covered,
    _coded,
    _reviewed,
    _themes,
    _second_coder,
    _merged,
)
