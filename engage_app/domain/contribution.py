"""What somebody said at a table, typed as they said it."""

from dataclasses import KW_ONLY, dataclass, field


@dataclass(frozen=True)
class Marks:
    """What an officer sets on a contribution besides its words.

    Attributes:
        groups: ids of stakeholder groups of the one who speaks.
        position: a code of the exercise's scale, or None.
        themes: ids.
        quote: these are the speaker's own words.
        table: which table it was said at, or empty.
    """

    groups: tuple[int, ...] = field(default=())
    position: str | None = None
    themes: tuple[int, ...] = field(default=())
    quote: bool = False
    table: str = ""


@dataclass(frozen=True)
class Contribution:
    """A contribution as it was filed.

    Attributes:
        id: the comment's.
        response_id: what one speaker said; several contributions may be of one.
        question_id: which question it answers.
        sort: its place among what the speaker said.
        captured_at: ISO, UTC.
    """

    id: int
    response_id: int
    question_id: int
    text: str
    sort: int
    captured_by: str
    captured_at: str
    _: KW_ONLY
    marks: Marks = field(default=Marks())
