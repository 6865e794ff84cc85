"""What is being done with a pile of paper forms at this moment, and what it is called in drafts."""

from dataclasses import dataclass
from enum import StrEnum

SURFACE = "paper"  # of its drafts


class Work(StrEnum):
    """What is done with a form."""

    FIRST = "1"
    SECOND = "2"
    SETTLE = "settle"
    CORRECT = "correct"


@dataclass(frozen=True)
class PaperTask:
    """A form of a pile, and what is done with it.

    Attributes:
        entry_id: of a correction: which entry.
    """

    pile_id: int
    number: int
    work: Work
    entry_id: int = 0

    @property
    def key(self) -> str:
        """What its draft is kept under."""
        entry = f":{self.entry_id}" if self.entry_id else ""
        return f"{self.pile_id}:{self.number}:{self.work}{entry}"

    @property
    def pass_(self) -> int:
        """Which time it is keyed in."""
        return 2 if self.work is Work.SECOND else 1


def task_of(key: str) -> PaperTask | None:
    """The task of a draft's key; None for what is none, such as a pile's own key."""
    pile, number, work, *entry = [*key.split(":"), "", ""][:4]
    numbers = (pile, number, *filter(None, entry))
    if not all(each.isdecimal() for each in numbers) or work not in set(Work):
        return None
    return PaperTask(int(pile), int(number), Work(work), int(entry[0]) if entry[0] else 0)
