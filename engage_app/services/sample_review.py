"""What a sample's officer did once its comments were coded, so that a finished exercise is shown.

Proposals were decided on, the codebook was kept, personal details were covered, and a colleague
coded some comments a second time: by the services an officer's own work goes through, but on the
sample's own days and in its officer's name.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.coding import CodingStatus, Origin, Span
from engage_app.domain.redaction import DetailKind
from engage_app.domain.second_coding import Draw, Strata
from engage_app.services import codebook_versions, coding, quoting, redacting, sampling
from engage_app.services.sample_files import number
from engage_app.services.workspace import Workspace
from storage import codebook, sample_lookups
from storage import second_coding as store
from storage.identifiers import new_uid

OFFICER = "the engagement officer"
_BY_HAND = (OFFICER, Origin.OFFICER, CodingStatus.ACCEPTED)
_WHOLE = (None, None)  # the place of a coding that is no passage

Found = Sequence[tuple[int, Mapping[str, str]]]
"""Ids of comments, each with a row of one of the sample's files."""


def code(workspace: Workspace, exercise_id: int, found: Found) -> None:
    """Put the officer's themes on the comments, and decide on all that keyword rules proposed.

    As by hand: a proposal of the same is accepted, a passage takes a proposal's place, and what
    the officer, having read the comment, put no theme for is rejected.

    Args:
        found: `theme`, and `start` and `stop` of a passage, empty for the whole comment.
    """
    themes = sample_lookups.ids_by_name(workspace.connection, "theme", exercise_id)
    rows = codebook.rule_proposals(workspace.connection, exercise_id)
    proposed = {pair: key for pair, (key, _) in rows.items()}
    accepted: list[int] = []
    replaced: list[int] = []
    by_hand = []
    for comment, row in found:
        pair = (comment, themes[row["theme"]])
        place = (number(row["start"]), number(row["stop"]))
        proposal = proposed.pop(pair, None)
        if proposal is None or place != _WHOLE:
            by_hand.append((new_uid(), *pair, *place, *_BY_HAND))
        if proposal is not None:
            (accepted if place == _WHOLE else replaced).append(proposal)
    with workspace.acting("code comments", exercise_id) as action:
        action.delete_by("coding", "id", replaced)
        names = ("uid", "comment_id", "theme_id", "start", "stop", "coder", "origin", "status")
        action.insert_many("coding", names, by_hand)
    coding.accept(workspace, accepted)
    coding.reject(workspace, list(proposed.values()))


def keep_codebook(workspace: Workspace, exercise_id: int, facts: Mapping[str, str]) -> None:
    """Keep the codebook that the comments were coded with.

    Args:
        facts: `note`, and `made_at`, when it was kept.
    """
    version = _made(codebook_versions.keep(workspace, exercise_id, facts["note"]))
    with workspace.acting("keep codebook version", exercise_id) as action:
        signed = {"made_at": facts["made_at"], "made_by": OFFICER}
        action.update("codebook_version", version, signed)


def decide_on_details(workspace: Workspace, exercise_id: int, found: Found, run: Any) -> None:
    """Look for personal details, and decide on each as the sample's file says.

    What the file doesn't know stays undecided: the pre-flight tells of it.

    Args:
        found: `words`, their `kind`, and the `decision`: "cover", also where the search passes
            them by, or "leave".
        run: how to run the search, as in `redacting.propose`.
    """
    redacting.propose(workspace, exercise_id, run=run)
    wanted = {(key, row["words"]): row for key, row in found}
    proposed = redacting.rows(workspace, redacting.ids(workspace, exercise_id))
    decided: dict[str, list[int]] = {"cover": [], "leave": [], "": []}
    for detail in proposed:
        row = wanted.get((detail.comment_id, detail.words), {})
        decided[row.get("decision", "")].append(detail.id)
    redacting.accept(workspace, decided["cover"])
    redacting.reject(workspace, decided["leave"])
    there = {(detail.comment_id, detail.words) for detail in proposed}
    texts = {
        key: text for key, text, _ in codebook.comment_texts(workspace.connection, exercise_id)
    }
    for (key, words), row in wanted.items():
        if row["decision"] == "cover" and (key, words) not in there:
            start = texts[key].index(words)
            span = Span(start, start + len(words))
            redacting.add(workspace, key, span, DetailKind(row["kind"]))


def code_again(
    workspace: Workspace, exercise_id: int, found: Found, facts: Mapping[str, Any]
) -> None:
    """A colleague's coding of a sample of the comments, compared and settled.

    Args:
        found: `theme`, and the `coder` who put it there: "first", "second" or "both".
        facts: the colleague (`coder`), how the sample is drawn (`size`, `strata`, `seed`), and
            when it was drawn and coded (`drawn_at`, `done_at`).

    Raises:
        NotPossible: a comment of the file isn't in the sample that is drawn.
    """
    how = Draw(facts["size"], Strata(facts["strata"]), facts["seed"], one_of_each_campaign=False)
    sample = _made(sampling.draw(workspace, exercise_id, "", facts["coder"], how))
    themes = sample_lookups.ids_by_name(workspace.connection, "theme", exercise_id)
    put = {
        coder: [
            (key, themes[row["theme"]]) for key, row in found if row["coder"] in (coder, "both")
        ]
        for coder in ("first", "second")
    }
    rows = {key: sampling.row(workspace, sample, key)[0] for key, _ in found}
    unlike = {key for key, _ in set(put["first"]) ^ set(put["second"])}
    with workspace.acting("second coding", exercise_id) as action:
        action.update("coding_sample", sample, {"drawn_at": facts["drawn_at"], "drawn_by": OFFICER})
        at = facts["done_at"]
        names = ("sample_id", "comment_id", "theme_id", "coded_at")
        action.insert_many("second_coding", names, [(sample, *each, at) for each in put["second"]])
        done = {rows[key]: {"done_at": at, "settled": int(key in unlike)} for key in rows}
        action.update_many("sample_comment", done)
        first = {key: frozenset(theme for on, theme in put["first"] if on == key) for key in rows}
        action.update_many("sample_comment", store.to_keep(action.connection, sample, first))


def decide_on_quotations(workspace: Workspace, exercise_id: int, found: Found) -> None:
    """What would read badly before a board is refused or cut; all else is left to the proposals.

    Args:
        found: the `theme` a comment is a quotation for, the `decision`, "pick" or "refuse", and
            the `excerpt` that is printed, empty for all of it.
    """
    themes = sample_lookups.ids_by_name(workspace.connection, "theme", exercise_id)
    for comment, row in found:
        place = (exercise_id, themes[row["theme"]], comment)
        if row["decision"] == "refuse":
            quoting.refuse(workspace, *place)
        else:
            quoting.pick(workspace, *place, row["excerpt"])


def _made(changes: Changes) -> int:
    """The id of what was made."""
    return changes.created or 0
