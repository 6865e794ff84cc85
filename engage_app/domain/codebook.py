"""The codebook through time: its versions, what differs between two, and what to look at again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class StandardKind(StrEnum):
    """The themes that every codebook has, as `Theme.kind` names them."""

    OTHER = "other"
    NO_ANSWER = "no answer"
    OUT_OF_SCOPE = "out of scope"
    PROCESS = "process"


@dataclass(frozen=True)
class KeptTheme:
    """A theme as a version keeps it; known by its uid. As `Theme` otherwise.

    Attributes:
        parent: the uid of the theme above it; empty at the top.
    """

    uid: str
    name: str
    parent: str = ""
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    keywords: tuple[str, ...] = ()
    colour: str = ""
    shortcut: str = ""
    kind: str = ""
    retired: bool = False


@dataclass(frozen=True)
class CodebookContent:
    """A codebook at one time.

    Attributes:
        themes: in the order of the tree's brothers.
        merged: the uid of a theme that went, to the uid of the one that has its codings.
        split: the uid of a theme, to the uid of the one it was split from.
        coded: how many codings people had accepted by then.
    """

    themes: tuple[KeptTheme, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    coded: int = 0


@dataclass(frozen=True)
class CodebookVersion:
    """A version that was kept.

    Attributes:
        number: counted from 1, in the order they were kept.
        made_at: ISO date and time, UTC.
        note: the officer's words, or why Engage kept it.
        themes: how many themes it has that aren't retired.
        coded: how many codings people had accepted by then.
    """

    id: int
    number: int
    made_at: str
    made_by: str
    note: str
    themes: int
    coded: int


class ChangeKind(StrEnum):
    """What became of a theme from one version to the next."""

    ADDED = "added"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    RETIRED = "retired"
    RESTORED = "restored"
    RENAMED = "renamed"
    MOVED = "moved"
    WORDS = "words"
    KEYWORDS = "keywords"


class Mark(StrEnum):
    """How words stand in a comparison."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Words of a comparison; joined they read as the text, old words before the new ones."""

    words: str
    mark: Mark = Mark.SAME


@dataclass(frozen=True)
class ThemeChange:
    """One difference between two versions.

    Attributes:
        theme: the theme's name, the newer where it has two.
        sentence: what changed, in plain words.
        pieces: of changed words, the comparison.
    """

    theme: str
    kind: ChangeKind
    sentence: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class LookAgain:
    """A coded comment to look at again.

    Attributes:
        theme: the name of the theme for whose sake.
        reason: why, in a sentence.
        text: the comment's words.
    """

    comment_id: int
    theme_id: int
    theme: str
    reason: str
    text: str
