"""Samples of comments for a second coder: drawing them, listing them, removing them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from engage_app.domain.changes import Changes
from engage_app.domain.second_coding import (
    STRATA_IN_WORDS,
    Draw,
    Sample,
    SampledComment,
    Strata,
)
from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.workspace import Workspace
from storage import second_coding as store
from storage.identifiers import new_uid


def colleagues(workspace: Workspace, exercise_id: int) -> list[str]:
    """Who else has coded in this exercise, or was given a sample: names to choose from."""
    everybody = store.coders(workspace.connection, exercise_id)
    return [name for name in everybody if name != workspace.officer]


def pool_size(workspace: Workspace, exercise_id: int, coder: str, how: Draw) -> int:
    """How many comments a sample can be drawn from."""
    return len(_pool(workspace, exercise_id, coder, how))


def size_advice(size: int) -> str:
    """What a sample of this size can tell, in a sentence or two.

    Source: `analysis.sampling.comments_needed`.
    """
    from analysis.sampling import comments_needed

    shares = {"half": 1 / 2, "a quarter": 1 / 4, "a tenth": 1 / 10, "a twentieth": 1 / 20}
    needed = {name: comments_needed(share) for name, share in shares.items()}
    told = [name for name, number in needed.items() if number <= size]
    if not told:
        return (
            f"{size:,} comments tell little about any theme: for one on half of the comments it "
            f"takes {needed['half']}, for one on a tenth of them {needed['a tenth']}."
        )
    next_one = next((name for name in shares if name not in told), "")
    more = f" For one on {next_one} of them it takes {needed[next_one]}." if next_one else ""
    return f"Enough to judge a theme that is on {told[-1]} of the comments or more.{more}"


def draw(workspace: Workspace, exercise_id: int, title: str, coder: str, how: Draw) -> Changes:
    """Draw a sample for a colleague to code. `created` is its id.

    Args:
        title: what to call it; empty names it after the colleague.
        coder: the colleague, by the name that her codings bear.

    Raises:
        NotPossible: nobody is named, the sample is empty, or there is nothing to draw from.
    """
    coder = coder.strip()
    if not coder:
        raise NotPossible("A sample is for somebody.", action="Type your colleague's name.")
    if how.size < 1:
        raise NotPossible("A sample of no comments tells nothing.", action="Ask for some.")
    drawn = _drawn(workspace, exercise_id, coder, how)
    with workspace.acting("draw a sample", exercise_id) as action:
        action.created = action.insert(
            "coding_sample",
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "title": title.strip() or f"{coder}'s sample",
                "coder": coder,
                "method": _in_words(how),
                "seed": how.seed,
                "drawn_at": now(),
                "drawn_by": workspace.officer,
            },
        )
        action.insert_many(
            "sample_comment",
            ("sample_id", "comment_id", "sort", "stratum"),
            [(action.created, key, sort, name) for sort, (key, name) in enumerate(drawn)],
        )
    return action.changes()


def samples(workspace: Workspace, exercise_id: int) -> list[Sample]:
    """The samples of an exercise with their progress, latest first."""
    return store.samples(workspace.connection, exercise_id)


def sample(workspace: Workspace, sample_id: int) -> Sample:
    """One sample.

    Raises:
        NotPossible: it isn't there any more.
    """
    found = store.sample(workspace.connection, sample_id)
    if found is None:
        raise NotPossible("That sample is no longer there.", action="Choose another one.")
    return found


def remove_sample(workspace: Workspace, sample_id: int) -> Changes:
    """Remove a sample and what the second coder found; codings that were settled stay. Undoable."""
    exercise_id = store.exercise_of(workspace.connection, sample_id) or None
    with workspace.acting("remove sample", exercise_id) as action:
        action.delete_by("second_coding", "sample_id", [sample_id])
        action.delete_by("sample_comment", "sample_id", [sample_id])
        action.delete_by("coding_sample", "id", [sample_id])
    return action.changes()


def comments(workspace: Workspace, sample_id: int) -> list[SampledComment]:
    """The comments of a sample, in the order to code them."""
    return store.comments(workspace.connection, sample_id)


def row(workspace: Workspace, sample_id: int, comment_id: int) -> tuple[int, SampledComment]:
    """A comment's row in a sample, and how far it is.

    Raises:
        NotPossible: it isn't in the sample.
    """
    found = store.row_of(workspace.connection, sample_id, comment_id)
    if found is None:
        raise NotPossible(
            "That comment is not in this sample any more.", action="Choose another one."
        )
    return found[0], found[1]


def now() -> str:
    """This moment, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _pool(workspace: Workspace, exercise_id: int, coder: str, how: Draw) -> dict[int, str]:
    planning.exercise(workspace, exercise_id)
    return store.eligible(
        workspace.connection,
        exercise_id,
        coder.strip(),
        how.strata,
        coded_only=how.coded_only,
        one_of_each_campaign=how.one_of_each_campaign,
    )


def _drawn(
    workspace: Workspace, exercise_id: int, coder: str, how: Draw
) -> Sequence[tuple[int, str]]:
    from analysis.sampling import simple, stratified

    pool = _pool(workspace, exercise_id, coder, how)
    if not pool:
        raise NotPossible(
            f"There are no comments to draw from that {coder} hasn't seen.",
            action="Code some first, or draw from comments that aren't coded yet too.",
        )
    if how.strata is Strata.NONE:
        ids = simple(list(pool), how.size, how.seed)
    else:
        ids = stratified(pool, how.size, how.seed, how.at_least)
    if how.strata is Strata.POSITION:
        names = {
            each.code: each.label for each in planning.exercise(workspace, exercise_id).positions
        }
        pool = {key: names.get(code, code) for key, code in pool.items()}
    return [(key, pool[key]) for key in ids]


def _in_words(how: Draw) -> str:
    simple = how.strata is Strata.NONE
    words = "simple random" if simple else f"stratified random, {STRATA_IN_WORDS[how.strata]}"
    if how.coded_only:
        words += ", of the comments that had a theme"
    if how.one_of_each_campaign:
        words += ", one of each campaign"
    return words
