"""What follows from a joined state where records made apart don't fit together. Pure functions, so
that it follows in the same way on every laptop; the values themselves stay as they were written.
"""

from collections.abc import Callable, Mapping

UNIQUE: dict[str, tuple[str, str]] = {
    "place": ("exercise_id", "name"),
    "question": ("exercise_id", "name"),
    "choice": ("question_id", "label"),
    "response": ("activity_id", "source_id"),
}
"""Tables in which a name may occur once in its scope: the columns of scope and name."""
TREES = ("place", "stakeholder_group", "theme")

Scoped = tuple[str, str]
"""A scope and a name in it."""


def cut_loops(parents: Mapping[str, str | None]) -> set[str]:
    """Records to be put at the top, so that none lies below itself: the smallest key of each loop.

    Args:
        parents: by key, the key above.
    """
    cut: set[str] = set()
    safe: set[str] = set()
    for start in sorted(parents):
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in safe and at not in path:
            path.append(at)
            at = None if at in cut else parents.get(at)
        if at is not None and at in path:
            cut.add(min(path[path.index(at) :]))
        safe.update(path)
    return cut


def told_apart(
    named: Mapping[str, Scoped], is_taken: Callable[[Scoped], bool] = lambda _: False
) -> dict[str, str]:
    """New names, by key, for records that bear the name of another one: the smallest key keeps it,
    the others get “ (2)”, “ (3)” …

    Args:
        named: by key, scope and name.
        is_taken: whether a record beside these bears a name.
    """
    bearers: dict[Scoped, list[str]] = {}
    for key in sorted(named):
        bearers.setdefault(named[key], []).append(key)
    taken = set(bearers)
    renamed: dict[str, str] = {}
    for (scope, name), keys in sorted(bearers.items()):
        number = 1
        for key in keys[1:]:
            fresh = (scope, name)
            while fresh in taken or is_taken(fresh):
                number += 1
                fresh = (scope, f"{name} ({number})")
            taken.add(fresh)
            renamed[key] = fresh[1]
    return renamed
