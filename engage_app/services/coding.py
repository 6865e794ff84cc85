"""Putting themes on comments: by hand, by keyword rules, and by deciding on proposals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from engage_app.domain.changes import Changes
from engage_app.domain.coding import CodingStatus, Origin, Span
from engage_app.domain.sharing import with_spans
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import keyword_preview
from engage_app.services.workspace import Workspace
from storage import codebook as store
from storage import recoding, redactions, rule_reading
from storage.identifiers import new_uid
from storage.trail import Action

_NEW_CODING = ("uid", "comment_id", "theme_id", "coder", "origin", "status", "matches")


@dataclass(frozen=True)
class RulePreview:
    """What keywords would propose: how many comments, and some with the words that match."""

    comments: int
    examples: tuple[tuple[str, tuple[Span, ...]], ...]


def apply_rules(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    *,
    automatic: bool = False,
) -> Changes:
    """Propose codings by the keyword rules of the codebook.

    What an officer has decided on, either way, is left alone; open proposals that no longer match
    are taken back. `count` is how many proposals were added, changed or taken back.

    Args:
        automatic: nobody asked for it: undo takes it back with what was done last.
    """
    connection = workspace.connection
    read = _to_match(connection, exercise_id)
    wanted = _matches(*read, progress)  # before the action: it takes a while, and others write
    with workspace.acting("apply keyword rules", exercise_id, automatic=automatic) as action:
        now = _to_match(connection, exercise_id)
        if not _same(now, read):
            wanted = _matches(*now)
        decided = store.decided_pairs(connection, exercise_id)
        wanted = {pair: matches for pair, matches in wanted.items() if pair not in decided}
        standing = store.rule_proposals(connection, exercise_id)
        # One without matches was accepted once, and its comment was reworded since: not ours to drop.
        stale = [key for pair, (key, old) in standing.items() if old and pair not in wanted]
        action.delete_by("coding", "id", stale)
        reworded = {
            key: {"matches": wanted[pair]}
            for pair, (key, matches) in standing.items()
            if pair in wanted and wanted[pair] != matches
        }
        action.update_many("coding", reworded)
        action.insert_many(
            "coding",
            _NEW_CODING,
            (
                (new_uid(), *pair, "keyword rules", Origin.RULE, CodingStatus.PROPOSED, matches)
                for pair, matches in wanted.items()
                if pair not in standing
            ),
        )
    return action.changes()


def preview_keywords(
    workspace: Workspace, exercise_id: int, keywords: str, examples: int = 5
) -> RulePreview:
    """What these keywords would match, without writing anything."""
    from analysis.keywords import find_keywords

    rows = store.comment_texts(workspace.connection, exercise_id)
    texts = [text for _, text, _ in rows]
    hits = find_keywords(texts, {0: store.split_keywords(keywords)})
    hidden = redactions.covers(workspace.connection, [rows[hit.text][0] for hit in hits[:examples]])
    shown = tuple(
        with_spans(texts[hit.text], hit.spans, hidden.get(rows[hit.text][0], ()))
        for hit in hits[:examples]
    )
    return RulePreview(len(hits), shown)


def explain(workspace: Workspace, coding_id: int) -> str:
    """Why a keyword rule put a theme on a comment, for the officer: which keywords, as they are
    now, found which of its words. Empty where no rule did. Quick: one comment is read."""
    found = rule_reading.coding_in_context(workspace.connection, coding_id)
    if found is None or found[0].origin is not Origin.RULE:
        return ""
    coding, text, keywords = found
    reasons = keyword_preview.reasons(text, keywords)
    if reasons:
        return "; ".join(
            f"keyword rule “{keyword}” found {_listed(words)}" for keyword, words in reasons
        )
    before = dict.fromkeys(text[span.start : span.end] for span in coding.matches)
    words = f"a keyword rule found {_listed(before)}" if before else "a keyword rule put it here"
    return f"{words}; its keywords or the comment have changed since"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{' '.join(each.split())}”" for each in words)


def add_coding(
    workspace: Workspace,
    comment_ids: Sequence[int],
    theme_id: int,
    passage: Span | None = None,
) -> Changes:
    """Put a theme on comments, or on a passage of one. A proposal of the same is accepted
    instead; a coding that is there already stays as it is. What was rejected before is the
    officer's own from now on. A passage takes the place of a rule's proposal for the whole comment.

    Raises:
        NotPossible: the theme is another exercise's, the passage lies outside the comment's
            words, or none was selected.
    """
    if passage and comment_ids:
        _check_passage(workspace, comment_ids, passage)
    with workspace.acting("code comment" if len(comment_ids) == 1 else "code comments") as action:
        home = store.exercise_of_theme(action.connection, theme_id)
        if store.comments_outside(action.connection, comment_ids, home):
            raise NotPossible(
                "That theme is not in this exercise's codebook.",
                action="Choose one of the exercise that is open.",
            )
        for comment_id in comment_ids:
            _put(action, workspace.officer, comment_id, theme_id, passage)
        looked_at = recoding.row_ids(action.connection, comment_ids, theme_id)
        action.delete_by("recode", "id", looked_at)
    return action.changes()


def take_off(workspace: Workspace, comment_ids: Sequence[int], theme_id: int) -> Changes:
    """Take a theme, with the passages coded to it, off comments: as `remove_codings`."""
    return remove_codings(workspace, store.accepted_of(workspace.connection, comment_ids, theme_id))


def accept(workspace: Workspace, coding_ids: Sequence[int]) -> Changes:
    """Accept proposals: from now on they count."""
    return _decide(workspace, coding_ids, CodingStatus.ACCEPTED, "accept proposal")


def reject(workspace: Workspace, coding_ids: Sequence[int]) -> Changes:
    """Reject proposals: rules will not propose them again."""
    return _decide(workspace, coding_ids, CodingStatus.REJECTED, "reject proposal")


def remove_codings(workspace: Workspace, coding_ids: Sequence[int]) -> Changes:
    """Take themes off. One that a rule proposed is rejected rather than removed, so that the rule
    doesn't bring it back."""
    origins = store.origins(workspace.connection, coding_ids)
    with workspace.acting("remove coding") as action:
        action.delete_by("recode", "id", recoding.rows_of_codings(action.connection, coding_ids))
        from_rules = [key for key in coding_ids if origins.get(key) != Origin.OFFICER]
        action.update_many(
            "coding",
            {key: {"status": CodingStatus.REJECTED} for key in from_rules if key in origins},
        )
        action.delete_by(
            "coding", "id", [key for key in coding_ids if origins.get(key) == Origin.OFFICER]
        )
    return action.changes()


def _put(
    action: Action, officer: str, comment_id: int, theme_id: int, passage: Span | None
) -> None:
    codings = store.codings_of(action.connection, comment_id)
    of_theme = [coding for coding in codings if coding.theme_id == theme_id]
    if passage:
        settled = [
            one.id
            for one in of_theme
            if one.passage is None and one.status is CodingStatus.PROPOSED
        ]
        action.delete_by("coding", "id", settled)
    same = next((one for one in of_theme if one.passage == passage), None)  # accepted ones first
    by_hand = {"coder": officer, "origin": Origin.OFFICER, "status": CodingStatus.ACCEPTED}
    if same is None:
        row = {
            "uid": new_uid(),
            "comment_id": comment_id,
            "theme_id": theme_id,
            "start": passage.start if passage else None,
            "stop": passage.end if passage else None,
        }
        action.created = action.insert("coding", {**row, **by_hand})
    elif same.status is CodingStatus.PROPOSED:
        action.update("coding", same.id, {"status": CodingStatus.ACCEPTED})
    elif same.status is CodingStatus.REJECTED:
        action.update("coding", same.id, {**by_hand, "matches": ""})


_ToMatch = tuple[list[tuple[int, str]], dict[int, tuple[str, ...]]]


def _to_match(connection: Connection, exercise_id: int) -> _ToMatch:
    """The comments, id and words, and the keywords of each theme that isn't retired."""
    texts = [(key, text) for key, text, _ in store.comment_texts(connection, exercise_id)]
    listed = store.themes(connection, exercise_id)
    return texts, {theme.id: theme.keywords for theme in listed if not theme.retired}


def _same(one: _ToMatch, two: _ToMatch) -> bool:
    """Comment by comment: comparing the lists whole would hold the interpreter's lock."""
    pairs = zip(one[0], two[0], strict=False)
    return (
        one[1] == two[1]
        and len(one[0]) == len(two[0])
        and all(left == right for left, right in pairs)
    )


def _matches(
    comments: Sequence[tuple[int, str]],
    keywords: Mapping[int, tuple[str, ...]],
    progress: Progress = no_progress,
) -> dict[tuple[int, int], str]:
    """(comment, theme) to the words that match, as stored."""
    from analysis.keywords import find_keywords

    hits = find_keywords([text for _, text in comments], keywords, progress)
    return {(comments[hit.text][0], hit.theme): store.pack_spans(hit.spans) for hit in hits}


def _decide(
    workspace: Workspace, coding_ids: Sequence[int], status: CodingStatus, label: str
) -> Changes:
    with workspace.acting(label) as action:
        action.delete_by("recode", "id", recoding.rows_of_codings(action.connection, coding_ids))
        changes: Mapping[int, Mapping[str, str]] = {key: {"status": status} for key in coding_ids}
        action.update_many("coding", changes)
    return action.changes()


def _check_passage(workspace: Workspace, comment_ids: Sequence[int], passage: Span) -> None:
    shortest = min(store.text_length(workspace.connection, key) for key in comment_ids)
    if not 0 <= passage.start < passage.end <= shortest:
        raise NotPossible(
            "That passage doesn't lie within the comment.", action="Select some of its words."
        )
