"""Dimensions with a tree behind them: themes, stakeholder groups, places."""

from functools import partial

from analysis.respondents import membership, roll_up
from analysis.tree import Tree
from engage_app.services.tables.categories import (
    MOST_COLUMNS,
    Category,
    Dimension,
    coded,
    everybody,
    keyed,
    tree_sums,
    with_rest,
)
from engage_app.services.tables.material import Material
from engage_app.services.tables.reach import scope_name, scopes
from engage_app.services.tables.themes import raised_by, theme_name
from engage_app.services.tables.wording import whole_of
from storage import exercises

GROUP = "Stakeholder group"
IN_FULL = "Stakeholder group, in full"


def theme(material: Material) -> Dimension:
    """Who raised each theme, of those with a coded comment."""
    tree, said = material.theme_tree, material.said
    categories = tuple(
        Category(
            theme_name(material, key),
            said.respondents[:, n],
            raised_by(material, key).key or (),
            behind=partial(said.responses, key),
        )
        for n, key in enumerate(tree.ids)
    )
    return Dimension("theme", "Theme", categories, coded(material), *tree_sums(tree))


def groups(material: Material, *, full: bool) -> Dimension:
    """The stakeholder groups: `full`, all of them; else each branch as a whole."""
    tree = material.group_tree
    shown = [
        one
        for one in scopes(material)
        if one.group_id is not None
        and (
            full
            or one.group_id == 0
            or (one.group_id in tree.roots and one.whole == (one.group_id in tree.branches))
        )
    ]
    categories = tuple(
        Category(
            scope_name(material, one),
            one.mask,
            ("respondents", *one.key),
            aside=one.group_id == 0,
        )
        for one in shown
    )
    place = {(one.group_id, one.whole): n for n, one in enumerate(shown)}
    top = [*((key, key in tree.branches) for key in tree.roots), (0, False)]
    sums = []
    for key in tree.branches if full else ():
        parts = [(child, child in tree.branches) for child in tree.children(key)]
        parts += [(key, False)] if (key, False) in place else []
        sums.append((place[key, True], tuple(place[part] for part in parts)))
    whole = tuple(place[key] for key in top if key in place)
    name, label = ("subgroup", IN_FULL) if full else ("group", GROUP)
    return Dimension(name, label, categories, everybody(material), tuple(sorted(sums)), whole)


def place(material: Material) -> Dimension:
    """Each place that somebody answered from; where those are too many, the places at the top."""
    listed = {one.id: one for one in exercises.places(material.connection, material.exercise_id)}
    tree = Tree.of((one.id, one.parent_id) for one in listed.values())
    who = material.who
    places = material.responses["place_id"].to_numpy()
    own = membership(who.of_response, places, len(who.ids), tree.ids)
    whole = roll_up(own, tree)
    heard = {key for n, key in enumerate(tree.ids) if whole[:, n].any()}
    if len(heard) > MOST_COLUMNS:
        heard &= set(tree.roots)
    shown = [(n, key) for n, key in enumerate(tree.ids) if key in heard]
    categories = [
        keyed(
            material,
            Category(_place_name(tree, key, listed[key].name), whole[:, n], ("place", key)),
        )
        for n, key in shown
    ]
    column = {key: number for number, (_, key) in enumerate(shown)}
    sums = tuple(
        (column[key], tuple(column[child] for child in tree.children(key) if child in column))
        for _, key in shown
        if any(child in column for child in tree.children(key))
    )
    top = [column[key] for key in tree.roots if key in column]
    return with_rest(
        Dimension("place", "Place", tuple(categories), everybody(material), sums, tuple(top)),
        material,
        "No place stated",
    )


def _place_name(tree: Tree, key: int, name: str) -> str:
    return whole_of(name) if key in tree.branches else name
