"""The themes that every codebook has: for comments that no theme of its own fits."""

from engage_app.domain.changes import Changes
from engage_app.domain.codebook import StandardKind
from engage_app.services import recoding
from engage_app.services.workspace import Workspace
from storage import codebook as store
from storage import exercises
from storage.identifiers import new_uid
from storage.trail import Action

_NOTHING_SAID = (
    "ONLY n/a, na, none, nil, not applicable",
    "ONLY no comment, no comments, no further comment*, no other comment*, no additional comment*",
    "ONLY nothing to add, nothing further, nothing further to add, nothing more to add, "
    "nothing else to add, nothing to say",
    "ONLY see above, as above, same as above, see previous answer*, see my previous answer*",
)
"""Wordings that say nothing whatever was asked. “No”, “nothing” and “don't know” may answer."""

STANDARD = {
    StandardKind.OTHER: {
        "name": "Other",
        "definition": "A point about the proposal that no other theme covers.",
        "use_when": "It says something worth reading that fits nowhere else. Look through these "
        "from time to time: several alike deserve a theme.",
        "avoid_when": "Any other theme fits, even in part; or nothing is said at all.",
        "example": "Whatever you decide, please write to us in plain words.",
        "colour": "#425563",
    },
    StandardKind.NO_ANSWER: {
        "name": "No substantive answer",
        "definition": "Nothing to analyse, whatever was asked: not applicable, no comment, nothing to "
        "add, do not know.",
        "use_when": "The words carry no view: “n/a”, “none”, “see above”. The keywords propose it "
        "where a comment is nothing but such words; a bare “no” or “nothing” they leave to you.",
        "avoid_when": "A short answer still answers: “no” to “Do you agree?” is a position, “none” "
        "to “What worries you?” a view.",
        "example": "Nothing to add.",
        "keywords": store.KEYWORD_SEPARATOR.join(_NOTHING_SAID),
        "colour": "#425563",
    },
    StandardKind.OUT_OF_SCOPE: {
        "name": "Out of scope",
        "definition": "A matter that this exercise can’t decide or pass on.",
        "use_when": "Nothing in the comment bears on what is proposed.",
        "avoid_when": "It shows how the proposal would touch people, whatever it begins with.",
        "example": "The bins in our street have not been emptied for two weeks.",
        "colour": "#425563",
    },
    StandardKind.PROCESS: {
        "name": "About the process",
        "definition": "How people were asked: the survey, the meetings, the notice given.",
        "use_when": "The comment is on the engagement itself: timing, wording, being listened to.",
        "avoid_when": "It is on how decisions will be made if the proposal goes ahead.",
        "example": "Two weeks over the summer is not enough time to answer.",
        "colour": "#425563",
    },
}
"""By kind, what a theme says of itself."""
_KEYWORDS = {
    values["name"]: store.split_keywords(values["keywords"])
    for values in STANDARD.values()
    if "keywords" in values
}


def missing(workspace: Workspace, exercise_id: int) -> list[str]:
    """The names of the standard themes that a codebook doesn't have."""
    listed = store.themes(workspace.connection, exercise_id)
    there = {theme.kind for theme in listed} | {theme.name.casefold() for theme in listed}
    return [
        values["name"]
        for kind, values in STANDARD.items()
        if kind not in there and values["name"].casefold() not in there
    ]


def add_standard_themes(workspace: Workspace, exercise_id: int) -> Changes:
    """Add the standard themes that a codebook doesn't have, after its own. Coded comments that the
    keywords of one match are to be looked at again."""
    coded = {
        name: recoding.for_new_theme(workspace, exercise_id, name, None, keywords)
        for name in missing(workspace, exercise_id)
        if (keywords := _KEYWORDS.get(name))
    }
    with workspace.acting("add standard themes", exercise_id) as action:
        insert_missing(action, exercise_id)
        for theme in store.themes(action.connection, exercise_id):
            recoding.queue(action, theme.id, coded.get(theme.name, {}))
    return action.changes()


def insert_missing(action: Action, exercise_id: int) -> None:
    """The same, in an action under way. A theme of the officer's that bears the name of one is
    taken for it; it keeps its words, and where it has none it gets them."""
    listed = store.themes(action.connection, exercise_id)
    kinds = {theme.kind for theme in listed}
    names = {theme.name.casefold(): theme for theme in listed}
    sort = exercises.next_sort(action.connection, "theme", exercise_id)
    for kind, values in STANDARD.items():
        own = names.get(values["name"].casefold())
        if kind in kinds:
            continue
        if own is None:
            row = {"uid": new_uid(), "exercise_id": exercise_id, "kind": kind, "sort": sort}
            action.insert("theme", {**row, **values})
            sort += 1
        elif not own.kind:
            blank = {name: words for name, words in values.items() if not getattr(own, name)}
            action.update("theme", own.id, {"kind": kind, **blank})
