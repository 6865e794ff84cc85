"""Into what a finding is split to be compared: ways of taking part, groups, answers."""

import numpy as np

from engage_app.domain.scope import (
    CHANNEL_NAMES,
    ORGANISATION,
    PERSON,
    By,
    Comparison,
    FindingFilter,
)
from engage_app.services import planning
from engage_app.services.tables.material import Material
from engage_app.services.tables.narrowed import id_of, kept, of_responses
from storage import finding_filters as store

_NOT_COMPARED = ("quotes", "campaigns", "theme_pairs")
_WITHOUT: dict[By, str] = {
    By.GROUP: "No group stated",
    By.PLACE: "No place stated",
    By.POSITION: "Not stated",
    By.QUESTION: "Not answered",
}


def comparable(name: str) -> bool:
    """Whether a finding can be set side by side: its rows are the same for everybody."""
    return not name.startswith(_NOT_COMPARED)


def values(material: Material, by: Comparison) -> list[tuple[str, FindingFilter]]:
    """What a comparison sets side by side: its name, and the responses it stands for.

    Raises:
        NotPossible: it asks for a question that is no longer there.
    """
    if by.by is By.CHANNEL:
        return [(name, FindingFilter(channel=kind)) for kind, name in CHANNEL_NAMES.items()]
    if by.by is By.KIND:
        kinds = (("People", PERSON), ("Organisations", ORGANISATION))
        return [(name, FindingFilter(kind=kind)) for name, kind in kinds]
    if by.by is By.POSITION:
        return [(step.label, FindingFilter(position=step.code)) for step in material.scale]
    if by.by is By.GROUP:
        groups = [material.groups[key] for key in material.group_tree.roots]
        return [(group.name, FindingFilter(group=group.uid)) for group in groups]
    uids = store.uids(material.connection, material.exercise_id)
    if by.by is By.PLACE:
        places = planning.places(material.workspace, material.exercise_id)
        tops = [place for place in places if place.parent_id is None]
        return [(place.name, FindingFilter(place=uids["place"][place.id])) for place in tops]
    question_id = id_of(material, "question", by.question)
    (question,) = [one for one in material.questions if one.id == question_id]
    return [
        (choice.label, FindingFilter(choice=uids["choice"][choice.id]))
        for choice in question.choices
    ]


def parts_of(whole: Material, cut: Material, by: Comparison) -> list[tuple[str, Material]]:
    """The exercise cut further for each value that somebody has, and for those with none.

    Args:
        whole: the exercise.
        cut: what of it counts.
        by: what it is split by.
    """
    found = []
    used = np.zeros(len(cut.responses), dtype=bool)
    for name, only in values(cut, by):
        ids = kept(cut, only)
        used |= np.isin(cut.who.response_ids, ids)
        if len(ids):
            found.append((name, of_responses(whole, ids)))
    if (~used).any():
        rest = cut.who.response_ids[~used]
        found.append((_WITHOUT.get(by.by, "Others"), of_responses(whole, rest)))
    return found
