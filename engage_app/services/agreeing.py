"""How far two coders of a sample agree: the figures, and the sentence of the method page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engage_app.domain.coding import Theme
from engage_app.domain.second_coding import Sample
from engage_app.domain.tree import in_order
from engage_app.services import codebook, sampling, settling, worker
from engage_app.services.workspace import Workspace
from storage import second_coding as store

if TYPE_CHECKING:
    from analysis.agreement import Overall, ThemeAgreement


@dataclass(frozen=True)
class ThemeFigures:
    """Agreement on one theme, with its reading in words."""

    theme: Theme
    found: "ThemeAgreement"
    reading: str
    kappa_reading: str


@dataclass(frozen=True)
class Agreement:
    """Agreement on a sample.

    Attributes:
        themes: in the order of the codebook; themes that neither used come too.
        reading: the whole in sentences.
        sources: where the words come from.
    """

    sample: Sample
    overall: "Overall"
    themes: tuple[ThemeFigures, ...]
    reading: str
    sources: str


def agreement(
    workspace: Workspace, sample_id: int, run: Callable[..., Any] = worker.here
) -> Agreement:
    """How far the two agree on the comments that the second coder has finished: with the first
    coder's themes as they were kept, or as they stand where the two weren't compared yet.

    Args:
        run: how to reckon: `worker.here`, or `worker.apart` from a window's job.

    Raises:
        NotPossible: there is no such sample.
    """
    from analysis import agreement as measures
    from analysis import agreement_words as words

    sample = sampling.sample(workspace, sample_id)
    exercise_id = store.exercise_of(workspace.connection, sample_id)
    first, second = _coded(workspace, sample)
    used = frozenset().union(*first.values(), *second.values())
    themes = [
        each.node
        for each in in_order(codebook.themes(workspace, exercise_id))
        if each.node.id in used or not each.node.retired
    ]
    found = run(measures.by_theme, first, second, [each.id for each in themes])
    overall = run(measures.overall, first, second)
    return Agreement(
        sample=sample,
        overall=overall,
        themes=tuple(
            ThemeFigures(
                theme,
                found[theme.id],
                words.theme_reading(found[theme.id]),
                words.kappa_in_words(found[theme.id].kappa),
            )
            for theme in themes
        ),
        reading=words.overall_reading(overall),
        sources=words.SOURCES,
    )


def overall(workspace: Workspace, sample: Sample) -> "Overall":
    """How far the two agree on all themes together."""
    from analysis import agreement as measures

    return measures.overall(*_coded(workspace, sample))


def summary(workspace: Workspace, exercise_id: int) -> str:
    """Who coded a second time and how far they agreed, for the method page; empty where nobody
    has finished a comment."""
    from analysis import agreement_words as words

    said = []
    for sample in reversed(sampling.samples(workspace, exercise_id)):
        if sample.done:
            found = overall(workspace, sample)
            said.append(_sentences(workspace, sample, words.overall_reading(found)))
    return " ".join(said)


def _coded(
    workspace: Workspace, sample: Sample
) -> tuple[dict[int, frozenset[int]], dict[int, frozenset[int]]]:
    """The themes of the first and of the second coder, of the comments that are done."""
    connection = workspace.connection
    kept = store.kept_themes(connection, sample.id)
    standing = store.standing_themes(connection, sample.id, but=sample.coder)
    own = store.second_themes(connection, sample.id)
    done = [each.comment_id for each in sampling.comments(workspace, sample.id) if each.done]
    first = {key: kept.get(key, standing.get(key, frozenset())) for key in done}
    return first, {key: frozenset(own.get(key, ())) for key in done}


def _sentences(workspace: Workspace, sample: Sample, reading: str) -> str:
    several = "one comment" if sample.done == 1 else f"{sample.done:,} comments"
    whole = "" if sample.done == sample.comments else f" of a sample of {sample.comments:,}"
    drawn_by = f" by {sample.drawn_by}" if sample.drawn_by else ""
    unsettled = sum(not each.settled for each in settling.disagreements(workspace, sample.id))
    outcome = ""
    if sample.settled:
        were = "disagreement was" if sample.settled == 1 else "disagreements were"
        remain = "1 remains" if unsettled == 1 else f"{unsettled or 'none'} remain"
        outcome = f" {sample.settled:,} {were} settled, {remain}."
    return (
        f"{sample.coder} coded {several}{whole} a second time, without seeing the themes they had; "
        f"they were drawn{drawn_by} ({sample.method}; seed {sample.seed}). {reading}{outcome}"
    )
