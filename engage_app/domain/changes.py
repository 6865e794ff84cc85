"""What one action of an officer touched, so that views refresh only what they show."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """What one action changed.

    Attributes:
        label: what the Undo menu says, e.g. "code comment".
        action_id: the action in the workspace's trail: what undo and redo take; 0 where nothing
            was written.
        tables: the tables touched.
        count: how many records were added, changed or removed.
        created: the id of the record an action made, where it made one.
    """

    label: str
    action_id: int = 0
    tables: frozenset[str] = field(default=frozenset())
    count: int = 0
    created: int | None = None

    def __bool__(self) -> bool:
        return self.action_id != 0
