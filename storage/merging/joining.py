"""What one record is in one copy, and what it is once two copies are joined.

A multi-value register: a copy holds the values it would show (its siblings, each under the dot of
the change that made it) and every dot it has seen. A value that one copy has and the other has
seen and dropped is dropped; one that the other has not seen stays. Joining is therefore the same in
every order and grouping, and doing it twice changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from storage.records import (
    ROWS,
    Record,
    canonical,
    implicit_dot,
    loaded,
    with_base,
)
from storage.travelling import Travelling, Values
from storage.version_rows import Version

Shown = tuple[str, bool, str]
"""Dot, whether it is a removal, value as text."""


@dataclass(frozen=True)
class State:
    """One record in one copy.

    Attributes:
        siblings: by dot: whether it is a removal, and the value as text.
        seen: every dot the copy knows of, those of the siblings included.
    """

    siblings: Mapping[str, tuple[bool, str]]
    seen: frozenset[str]

    def shown(self, spec: Travelling | None = None) -> Shown:
        """The sibling that every copy shows: a value before a removal, one that the table lets
        come first before others, then the latest."""

        def rank(dot: str) -> tuple[bool, bool, str]:
            gone, text = self.siblings[dot]
            return not gone, bool(spec and not gone and _comes_first(spec, text)), dot

        dot = max(self.siblings, key=rank)
        return (dot, *self.siblings[dot])


def _comes_first(spec: Travelling, text: str) -> bool:
    return bool(spec.first) and loaded(spec, text)[spec.first[0]] == spec.first[1]


def state_of(spec: Travelling, record: Record | None, version: Version | None) -> State | None:
    """What a copy has of a record; None where it has never heard of it."""
    if version is None:
        if record is None:
            return None
        text = canonical(spec, record.values)
        dot = implicit_dot(text)
        return State({dot: (False, text)}, frozenset([dot]))
    return changed_state(spec, record, version)


def changed_state(spec: Travelling, record: Record | None, version: Version) -> State:
    """What a copy has of a record that was changed, or about which something follows."""
    text = version.held or (canonical(spec, record.values) if record else "")
    siblings = {dot: (gone, value) for dot, gone, value in version.siblings}
    siblings[version.dot] = (bool(version.removed), text)
    seen = version.seen.union(siblings)
    if version.base:
        first = canonical(spec, with_base(loaded(spec, text), version.base))
        seen |= {implicit_dot(first)}
    return State(siblings, seen)


def join(ours: State | None, theirs: State | None) -> State:
    """The record once the copies are joined. One of them at least has heard of it."""
    if ours is None or theirs is None:
        return ours or theirs or State({}, frozenset())
    kept = {
        dot: value
        for one, other in ((ours, theirs), (theirs, ours))
        for dot, value in one.siblings.items()
        if dot in other.siblings or dot not in other.seen
    }
    return State(kept, ours.seen | theirs.seen)


def open_questions(spec: Travelling, state: State) -> list[Shown]:
    """The siblings between which an officer has to choose, the one that is shown first; none where
    they say the same."""
    first = state.shown(spec)
    asked = [first]
    told = [_told(spec, first)]
    for dot in sorted(state.siblings, reverse=True):
        other = (dot, *state.siblings[dot])
        if (words := _told(spec, other)) not in told:
            asked.append(other)
            told.append(words)
    return asked if len(asked) > 1 else []


def _told(spec: Travelling, sibling: Shown) -> Values | None:
    """What a sibling says, but for the columns that nobody is asked about."""
    _, removed, text = sibling
    if removed:
        return None
    values = loaded(spec, text)
    return {name: value for name, value in values.items() if name not in spec.settled}


def references_of(spec: Travelling, key: str, values: Values) -> list[tuple[str, str, str]]:
    """What a record refers to: (column, table, key) of each; references left empty aren't."""
    if spec.several:
        names = [name for name in spec.key if name in spec.references]
        owners = dict(zip(names, key.split(" "), strict=True))
        found = [(name, spec.references[name], owner) for name, owner in owners.items()]
        for row in values[ROWS]:
            inside = dict(zip(spec.rows_columns, row, strict=True))
            found += [
                (name, spec.references[name], inside[name])
                for name in inside
                if name in spec.references and inside[name]
            ]
        return found
    return [
        (name, table, values[name])
        for name, table in spec.references.items()
        if values.get(name) is not None
    ]
