"""What an officer picks quotations from: the themes, and for one of them what may be printed.

pandas is imported by what proposes, so only when a desk is asked for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_app.domain.exercise import Side
from engage_app.domain.quotation import CoveredDetail, PickStatus
from engage_app.progress import Progress, no_progress
from engage_app.services import covers
from engage_app.services.workspace import Workspace
from storage import quotes as store
from storage.pausing import without_collecting

if TYPE_CHECKING:
    from analysis.quotes import Candidate
    from engage_app.services.tables.material import Material
    from engage_app.services.tables.quoted import Voices
    from engage_app.services.tables.quoted_names import Label

SHOWN = 6
"""Proposals that an officer is shown for a theme, picked and refused ones besides."""

NOT_STATED = "Not stated"


@dataclass(frozen=True)
class Proposal:
    """A comment as a quotation for a theme, with all that an officer needs to decide.

    Attributes:
        status: what was decided; None where nothing was.
        text: as it would be printed.
        whole: the whole comment, personal details covered.
        position: its respondent's, as a reader knows it.
        group: the stakeholder group that its respondent was tagged to; not printed.
        permission: what was answered to the question of consent, in words.
        covered: the personal details that are covered in the comment.
        label: the name that stands under it, and `stands_for` whom that stands for, in words.
        printed: whether the report prints it as things are.
        trouble: why it can't be printed though it was picked: the end of a sentence, or empty.
    """

    comment_id: int
    response_id: int
    theme_id: int
    status: PickStatus | None
    text: str
    whole: str
    position: str
    group: str
    permission: str
    covered: tuple[CoveredDetail, ...]
    label: str
    stands_for: str
    printed: bool
    trouble: str = ""


@dataclass(frozen=True)
class ThemeQuotes:
    """How many quotations a theme has: picked by the officer, refused, and printed in all."""

    theme_id: int
    name: str
    picked: int
    refused: int
    printed: int


@dataclass(frozen=True)
class Heard:
    """How often a position is heard in the quotations that are printed.

    Attributes:
        taken: whether any respondent took it at all.
        view: whether it is one: who has no view has none to be quoted for.
    """

    position: str
    printed: int
    taken: bool
    view: bool = True


@dataclass(frozen=True)
class Desk:
    """What an officer picks quotations from.

    Attributes:
        themes: in the order of the codebook.
        theme_id: the theme of `proposals`; 0 where there is no theme.
        heard: by position, in the order of the scale; who stated none last.
        positions, groups: code or id and name of what proposals may be limited to.
    """

    themes: tuple[ThemeQuotes, ...]
    theme_id: int
    proposals: tuple[Proposal, ...]
    heard: tuple[Heard, ...]
    positions: tuple[tuple[str, str], ...]
    groups: tuple[tuple[int, str], ...]


def desk(
    workspace: Workspace,
    exercise_id: int,
    theme_id: int = 0,
    *,
    position: str | None = None,
    group_id: int = 0,
    progress: Progress = no_progress,
) -> Desk:
    """The themes, and for one of them the quotations picked, proposed and refused, in that order.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        theme_id: which theme; 0, or one without quotations of its own, takes the first.
        position: only proposals of respondents of this position, "" of those who stated none.
        group_id: only proposals of this stakeholder group or those below it.
        progress: told as it goes on.

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.services.tables.material import Material

    progress(0, 3)
    least = covers.rule_of(covers.plan(workspace, exercise_id)).below
    material = Material(workspace, exercise_id, least)
    return _desk(material, theme_id, position, group_id, progress)


@without_collecting()
def _desk(
    material: "Material", theme_id: int, position: str | None, group_id: int, progress: Progress
) -> Desk:
    from engage_app.services.tables.themes import telling_themes

    themes = [key for key in telling_themes(material) if not material.themes[key].retired]
    counts = tuple(_counts(material.voices, key, material.themes[key].name) for key in themes)
    progress(1, 3)
    chosen = theme_id if theme_id in themes else (themes[0] if themes else 0)
    among = _among(material, position, group_id)
    found = _proposals(material, chosen, among) if chosen else ()
    progress(3, 3)
    return Desk(
        counts,
        chosen,
        found,
        heard(material),
        (*((step.code, step.label) for step in material.scale), ("", NOT_STATED)),
        tuple((key, material.groups[key].name) for key in material.group_tree.ids),
    )


def _among(material: "Material", position: str | None, group_id: int) -> frozenset[int] | None:
    """The comments that proposals are limited to; None: all."""
    if position is None and not group_id:
        return None
    column = material.group_tree.ids.index(group_id) if group_id in material.groups else -1
    return frozenset(
        key
        for key, each in material.voices.candidates.items()
        if (position is None or each.position == position)
        and (column < 0 or material.whole_groups[each.respondent, column])
    )


@dataclass(frozen=True)
class _Shown:
    """A comment to be shown, and why."""

    candidate: "Candidate"
    excerpt: str
    status: PickStatus | None
    printed: bool
    trouble: str = ""


def _proposals(
    material: "Material", theme_id: int, among: frozenset[int] | None
) -> tuple[Proposal, ...]:
    """Picked, then printed without being picked, then other proposals; refused ones last."""
    voices = material.voices
    mine = [quote for quote in voices.quotes if quote.theme == theme_id and not quote.picked]
    ours = [quote for quote in mine if among is None or quote.chosen.comment in among]
    more = voices.proposed([theme_id], voices.quotes, SHOWN + len(mine) - len(ours), among)
    shown = [
        *_decided(voices, theme_id, PickStatus.PICKED),
        *(_Shown(one.chosen, one.excerpt, None, printed=True) for one in ours),
        *(_Shown(one.chosen, one.excerpt, None, printed=False) for one in more),
        *_decided(voices, theme_id, PickStatus.REFUSED),
    ]
    covered = store.covered_by(material.connection, [each.candidate.comment for each in shown])
    return tuple(
        _proposal(material, theme_id, each, covered.get(each.candidate.comment, []))
        for each in shown
    )


def _decided(voices: "Voices", theme_id: int, status: PickStatus) -> Iterator[_Shown]:
    troubles = {pick.id: why for pick, why in voices.troubled}
    for pick in voices.picks:
        candidate = voices.candidates.get(pick.comment_id)
        if pick.theme_id == theme_id and pick.status is status and candidate is not None:
            trouble = troubles.get(pick.id, "")
            printed = status is PickStatus.PICKED and not trouble
            yield _Shown(candidate, pick.excerpt, status, printed, trouble)


def _proposal(
    material: "Material", theme_id: int, shown: _Shown, covered: Sequence[CoveredDetail]
) -> Proposal:
    candidate = shown.candidate
    label = material.voices.label(theme_id, candidate)
    own = material.own_groups[candidate.respondent]
    groups = [key for number, key in enumerate(material.group_tree.ids) if own[number]]
    step = material.steps.get(candidate.position)
    return Proposal(
        candidate.comment,
        candidate.response,
        theme_id,
        shown.status,
        (shown.excerpt or candidate.text).strip(),
        candidate.text,
        step.label if step else NOT_STATED,
        ", ".join(material.groups[key].name for key in groups),
        _permission(material, candidate.response),
        tuple(covered),
        label.name,
        _stands_for(label),
        shown.printed,
        shown.trouble,
    )


def _permission(material: "Material", response_id: int) -> str:
    """What was answered to the question of consent, in words."""
    responses = material.responses
    consent = str(responses["consent"].loc[response_id]).strip()
    if consent:
        return _PLAIN.get(consent, f"Answered “{consent}”")
    asked = store.asked(material.connection, material.exercise_id)
    if int(responses["activity_id"].loc[response_id]) in asked:
        return "Asked, and left blank: may not be quoted"
    return "Not asked"


_PLAIN = {"yes": "Agreed to be quoted", "no": "Did not agree to be quoted"}


def _stands_for(label: "Label") -> str:
    """Whom a label stands for, in words."""
    people = f"{label.people:,} {'person' if label.people == 1 else 'people'}"
    count = label.organisations
    organisations = f"{count:,} {'organisation' if count == 1 else 'organisations'}"
    named = [words for words, some in ((people, label.people), (organisations, count)) if some]
    return " and ".join(named)


def _counts(voices: "Voices", theme_id: int, name: str) -> ThemeQuotes:
    by_status = Counter(pick.status for pick in voices.picks if pick.theme_id == theme_id)
    printed = sum(quote.theme == theme_id for quote in voices.quotes)
    picked, refused = by_status[PickStatus.PICKED], by_status[PickStatus.REFUSED]
    return ThemeQuotes(theme_id, name, picked, refused, printed)


def heard(material: "Material") -> tuple[Heard, ...]:
    """How often each position speaks in the quotations printed."""
    often = Counter(quote.chosen.position for quote in material.voices.quotes)
    held = material.positions
    found = [
        Heard(
            step.label,
            often[step.code],
            taken=bool(held[:, number].any()),
            view=step.side is not Side.NEITHER,
        )
        for number, step in enumerate(material.scale)
    ]
    return (*found, Heard(NOT_STATED, often[""], taken=bool(often[""])))
