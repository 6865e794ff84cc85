"""A finding as the officer asks for it: among some responses only, side by side, crossed.

pandas is imported by what makes the tables, so only when the first table is asked for.
"""

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engage_app.domain.activity import Place
from engage_app.domain.questionnaire import Question, Role
from engage_app.domain.report import Table
from engage_app.domain.scope import (
    CHANNEL_NAMES,
    CHIPS,
    CROSSED,
    ORGANISATION,
    PERSON,
    By,
    Comparison,
    FindingWanted,
    Names,
    sentence,
)
from engage_app.domain.stakeholders import in_tree_order
from engage_app.domain.tree import in_order
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import codebook, findings, planning, scales
from engage_app.services.workspace import Workspace
from storage import finding_filters as store

if TYPE_CHECKING:
    from engage_app.services.tables.differences import Printed
    from engage_app.services.tables.material import Material

_WHOLE_ONLY = (
    "equality_",
    "population",
    "codings",
    "quantifier_key",
    "change_",
    "sessions",
    "reach_by_method",
    "not_heard",
    "matrix",
    "theme_summary",
)
_WHY_WHOLE = (
    "Equality answers are kept apart from responses, so this finding can't be limited to some of "
    "them."
)
_WHY_WHOLE_ELSE = "This finding is about the exercise as a whole: it can't be limited."
_ASKED_OF = (Role.NONE, Role.POSITION, Role.PLACE, Role.GROUP)
_SPLIT_BY: dict[By, str] = {
    By.CHANNEL: "Way of taking part",
    By.KIND: "People and organisations",
    By.GROUP: "Stakeholder group",
    By.PLACE: "Place",
    By.POSITION: "Position",
}


@dataclass(frozen=True)
class Offer:
    """What a finding may be limited to, in one respect.

    Attributes:
        field: of FindingFilter.
        head: what it is called.
        choices: words and the value of the field.
    """

    field: str
    head: str
    choices: tuple[tuple[str, object], ...]


def offers(workspace: Workspace, exercise_id: int) -> list[Offer]:
    """What findings of an exercise may be limited to; dates are not listed."""
    uids = store.uids(workspace.connection, exercise_id)
    groups = in_tree_order(planning.groups(workspace, exercise_id))
    places = in_order(planning.places(workspace, exercise_id))
    activities = planning.activities(workspace, exercise_id)
    channels = {activity.kind.value for activity in activities}
    steps = scales.positions(workspace, exercise_id)
    themes = in_order(codebook.themes(workspace, exercise_id))
    choices: dict[str, list[tuple[str, object]]] = {
        "group": [(_indented(each.group.name, each.depth), each.group.uid) for each in groups],
        "place": [
            (_indented(each.node.name, each.depth), uids["place"][each.node.id]) for each in places
        ],
        "channel": [(name, kind) for kind, name in CHANNEL_NAMES.items() if kind in channels],
        "activity": [(each.title, each.uid) for each in activities],
        "position": [(step.label, step.code) for step in steps],
        "kind": [("People", PERSON), ("Organisations", ORGANISATION)],
        "theme": [(_indented(each.node.name, each.depth), each.node.uid) for each in themes],
        "campaign": [("Only those", True), ("Leave them out", False)],
    }
    return [Offer(name, CHIPS[name], tuple(offered)) for name, offered in choices.items()]


def question_offers(workspace: Workspace, exercise_id: int) -> list[tuple[str, str, Offer]]:
    """(label, uid, answers) of each closed question that a finding may be limited or split by."""
    uids = store.uids(workspace.connection, exercise_id)
    return [
        (
            question.label,
            uids["question"][question.id],
            Offer(
                "choice",
                question.label,
                tuple((each.label, uids["choice"][each.id]) for each in question.choices),
            ),
        )
        for question in _asked_of(planning.questions(workspace, exercise_id))
    ]


def comparisons(workspace: Workspace, exercise_id: int) -> list[tuple[str, Comparison]]:
    """What a finding may be split by."""
    places: list[Place] = planning.places(workspace, exercise_id)
    simple = [
        (words, Comparison(by)) for by, words in _SPLIT_BY.items() if by is not By.PLACE or places
    ]
    asked = question_offers(workspace, exercise_id)
    return simple + [(label, Comparison(By.QUESTION, uid)) for label, uid, _ in asked]


def names(workspace: Workspace, exercise_id: int) -> Names:
    """How everything is called that a filter may ask for."""
    found = {
        (offer.field, str(value)): words.strip()
        for offer in offers(workspace, exercise_id)
        for words, value in offer.choices
    }
    for label, _, offer in question_offers(workspace, exercise_id):
        for words, value in offer.choices:
            found["choice", str(value)] = f"“{words}” to “{label}”"
    return found


def split_words(workspace: Workspace, exercise_id: int, by: Comparison | None) -> str:
    """What a finding is split by; empty where by nothing."""
    return next(
        (words for words, each in comparisons(workspace, exercise_id) if each == by and by), ""
    )


def missing(wanted: FindingWanted, known: Names) -> tuple[str, ...]:
    """The fields in which a filter asks for what is no longer there."""
    asked = wanted.only.asked
    named = ("group", "place", "activity", "position", "choice", "theme")
    return tuple(name for name in named if name in asked and (name, asked[name]) not in known)


def why_not(name: str) -> str:
    """Why a finding can't be limited to some responses; empty where it can."""
    if not name.startswith(_WHOLE_ONLY):
        return ""
    return _WHY_WHOLE if name.startswith("equality_") else _WHY_WHOLE_ELSE


def can_be_compared(name: str) -> bool:
    """Whether a finding can be set side by side."""
    from engage_app.services.tables.compared import comparable

    return comparable(name) and not why_not(name)


def cut(material: "Material", wanted: FindingWanted) -> "Material":
    """The responses among which a finding is counted.

    Raises:
        NotPossible: what it asks for is no longer there, or it can't be limited.
    """
    from engage_app.services.tables.narrowed import narrowed

    if wanted.only and why_not(wanted.finding):
        raise NotPossible(why_not(wanted.finding), action="Take the filter away.")
    return narrowed(material, wanted.only)


def table(material: "Material", wanted: FindingWanted, progress: Progress = no_progress) -> Table:
    """The finding, worked out from the exercise as it is now, with every figure as it is.

    Args:
        material: the whole exercise.
        wanted: what is asked for.
        progress: told as the parts of a comparison are made.

    Raises:
        NotPossible: what it asks for is no longer there, or it can't be worked out so.
    """
    from engage_app.services.tables.compared import parts_of
    from engage_app.services.tables.marked import marked
    from engage_app.services.tables.side_by_side import side_by_side

    counted = cut(material, wanted)
    found = marked(_one(counted, wanted), counted)
    if wanted.compare is not None:
        if not can_be_compared(wanted.finding):
            raise NotPossible(
                f"“{found.title}” can't be set side by side.", action="Choose another finding."
            )
        parts, cuts = [], parts_of(material, counted, wanted.compare)
        for number, (name, part) in enumerate(cuts):
            progress(number, len(cuts))
            with contextlib.suppress(NotPossible):  # there may be nothing to show of a part
                parts.append((name, marked(_one(part, wanted), part)))
        found = side_by_side(found, parts)
    return _told(material, wanted, found)


def printed(material: "Material", wanted: FindingWanted) -> "list[Printed]":
    """What a finding prints, for telling what it gives away beside others: one for each set of
    responses it is counted among.

    Raises:
        NotPossible: as `table`.
    """
    from engage_app.services.tables.compared import parts_of
    from engage_app.services.tables.differences import Printed
    from engage_app.services.tables.marked import marked

    crossed = f"{CROSSED} {wanted.rows} {wanted.columns}"
    family = crossed if wanted.finding == CROSSED else wanted.finding
    cuts = [cut(material, wanted)]
    if wanted.compare is not None:
        cuts += [part for _, part in parts_of(material, cuts[0], wanted.compare)]
    found = []
    for each in cuts:
        with contextlib.suppress(NotPossible):  # there may be nothing to show of a part
            one = marked(_one(each, wanted), each)
            found.append(Printed(family, each.who.response_ids, one))
    return found


def fellows(counted: "Material", named: tuple[str, ...]) -> list[Table]:
    """Other tables among the same responses, by name: what a chart draws may stand there."""
    from engage_app.services.tables.marked import marked

    return [marked(_one(counted, FindingWanted(name)), counted) for name in named]


def _one(material: "Material", wanted: FindingWanted) -> Table:
    if wanted.finding == CROSSED:
        return _crossed(material, wanted)
    for each in findings.made(material, [findings.family_of(wanted.finding)]):
        if each.name == wanted.finding:
            return each
    raise NotPossible(
        "There is nothing to show of this finding.",
        action="Choose another one, or take a filter away.",
    )


def _crossed(material: "Material", wanted: FindingWanted) -> Table:
    from engage_app.services.tables.cross_table import cross_table

    try:
        return cross_table(material, wanted.rows, wanted.columns, CROSSED)
    except ValueError as error:
        raise NotPossible(
            "This finding crosses a question that is no longer there.",
            action="Choose rows and columns again.",
            detail=str(error),
        ) from error


def dimensions(material: "Material") -> tuple[tuple[str, str], ...]:
    """(name, label) of everything that may be crossed with anything."""
    from engage_app.services.tables.dimensions import offered

    return offered(material)


def _told(material: "Material", wanted: FindingWanted, found: Table) -> Table:
    """The finding with what it is limited to and split by in its notes."""
    workspace, exercise_id = material.workspace, material.exercise_id
    said = []
    if wanted.only:
        said.append(sentence(wanted.only, names(workspace, exercise_id)))
    if wanted.compare is not None:
        by = split_words(workspace, exercise_id, wanted.compare)
        said.append(f"Set side by side: {by}. Who belongs to several is counted in each of them.")
    return replace(found, notes=(*said, *found.notes)) if said else found


def _asked_of(questions: list[Question]) -> list[Question]:
    return [one for one in questions if one.closed and one.role in _ASKED_OF and one.choices]


def _indented(name: str, depth: int) -> str:
    return "   " * depth + name
