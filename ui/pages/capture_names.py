"""The groups, positions and themes that can be set while typing, by id and in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engage_app.domain.scales import colours_of
from engage_app.domain.stakeholders import in_tree_order
from engage_app.services import codebook, planning
from engage_app.services.workspace import Workspace


@dataclass(frozen=True)
class Option:
    """Something that a sign or a key may set.

    Attributes:
        kind: "theme", "group" or "position".
        value: an id, or the code of a position.
        detail: where in its tree it stands, or empty.
    """

    kind: str
    value: int | str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Names:
    """What an exercise offers.

    Attributes:
        groups: name by id, parents before their children.
        positions: (label, colour) by code, without those retired.
        themes: (name, colour) by id.
        options: what each sign offers.
    """

    groups: Mapping[int, str] = field(default_factory=dict)
    positions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    themes: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)


def read_names(workspace: Workspace, exercise_id: int) -> Names:
    """What the exercise offers now."""
    nodes = in_tree_order(planning.groups(workspace, exercise_id))
    steps = planning.exercise(workspace, exercise_id).positions
    codes = codebook.themes(workspace, exercise_id)
    above = {theme.id: theme for theme in codes}
    groups = [
        Option("group", node.group.id, node.group.name, " › ".join(node.path[:-1]))
        for node in nodes
    ]
    positions = [Option("position", step.code, step.label) for step in steps if not step.retired]
    themes = [
        Option("theme", one.id, one.name, above[one.parent_id].name if one.parent_id else "")
        for one in codes
        if not one.retired
    ]
    colours = colours_of(steps)
    return Names(
        {node.group.id: node.group.name for node in nodes},
        {step.code: (step.label, colours[step.code]) for step in steps},
        {one.id: (one.name, one.colour) for one in codes},
        {"#": themes, "@": groups, "!": positions, "=": positions},
    )
