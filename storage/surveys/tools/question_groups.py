"""Questions from columns whose headings stand in two rows: the question, then option or row.

What the second row means shows in the cells only. A column that repeats its own heading, or says
Yes and No, is an option; columns that share a scale are the rows of a grid; the rest is written.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys import words
from storage.surveys.bindings import Delimited, OneHot, Option, Single
from storage.surveys.column_facts import Facts
from storage.surveys.headings import plain, says
from storage.surveys.layout import QuestionSpec
from storage.surveys.markup import heading
from storage.surveys.question_types import delimiter_in, type_of
from storage.surveys.tools.question_columns import NO, YES, Column, Group, means_other

_FEW = 15  # different answers that the rows of a grid may have
_WORDY = 8  # words; a mean above is no scale
_ASKS_FOR_ROWS = (
    "agree", "rate", "rank", "extent", "how much", "how far", "how likely", "how satisfied",
    "how important", "how often", "statement*",
)  # fmt: skip
_OWN_WORDS = 3  # a row of contact details, e.g. "Email address", has no more words


def specs_of(group: Group) -> list[QuestionSpec]:
    """The questions of a group, as its cells show them."""
    if any(column.row for column in group.columns):
        return _table(group)
    if not group.columns[0].sub:
        return _one_answer(group)
    if _holds_options(group):
        return _several(group)
    if parts := _rows_and_options(group):
        return _table(replace(group, columns=parts))
    return _rows(group, *group.parted)


def _holds_options(group: Group) -> bool:
    """Whether the columns are the choices of one question.

    Where nobody has answered, only the question itself says whether they are choices or rows.
    """
    answers, _ = group.parted
    filled = [column for column in answers if column.counts]
    if not filled:
        return len(group.columns) > 1 and not says(group.label, _ASKS_FOR_ROWS)
    if any(column.repeats_heading for column in filled):
        return True
    return all(map(group.ticks, filled)) or (group.numbered and _by_number(filled))


def _by_number(columns: Sequence[Column]) -> bool:
    """Whether each column holds one number, and each a higher one than the column before."""
    if len(columns) < 2 or any(len(column.counts) != 1 for column in columns):
        return False
    values = [next(iter(column.counts)) for column in columns]
    if not all(value.isdecimal() and len(value) < 4 for value in values):
        return False
    numbers = [int(value) for value in values]
    return numbers == sorted(set(numbers))


def _one_answer(group: Group) -> list[QuestionSpec]:
    """A question with one answer in the first column, perhaps with a text beside it."""
    first, *rest = group.columns
    other = next((column for column in rest if column.other), None)
    label = other.sub if other else ""
    facts = first.facts
    if other and not group.expanded and (delimiter := delimiter_in(facts)):
        several = Delimited(first.index, delimiter, other=other.index, other_label=label)
        rest = [column for column in rest if column is not other]
        spec = QuestionSpec(group.name, group.label, several, QuestionType.SELECT_MULTIPLE)
        return [spec, *(_alone(group, column, number) for number, column in enumerate(rest, 2))]
    if other and other.counts:
        texts = [v for v, own in zip(first.cells, other.cells, strict=True) if own]
        said = {value for value in texts if value and (value == label or means_other(value))}
        label = next(iter(said), label)
        if len(said) > 1 or any(value not in ("", label) for value in texts):
            other = None  # it goes with other choices too, so it is a question of its own
    binding = Single(first.index, other=other.index if other else None, other_label=label)
    spec = QuestionSpec(group.name, group.label, binding, type=_type_of(group, group.label, first))
    rest = [column for column in rest if column is not other]
    return [spec, *(_alone(group, column, number) for number, column in enumerate(rest, 2))]


def _type_of(group: Group, label: str, column: Column) -> QuestionType | None:
    """The type, where it is known whether an answer was written or chosen; else None."""
    if not group.expanded or not column.counts:
        return QuestionType.TEXT if column.open else None
    found = type_of(label, column.facts)
    if column.open and found in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE):
        return QuestionType.TEXT
    closed = column.open is False and len(column.counts) <= 4 * _FEW
    if found is QuestionType.SELECT_MULTIPLE:
        again = 2 * len(column.counts) <= sum(column.counts.values())
        return QuestionType.SELECT_ONE if closed or again else QuestionType.TEXT
    return QuestionType.SELECT_ONE if closed and found is QuestionType.TEXT else None


def _several(group: Group) -> list[QuestionSpec]:
    """A question with a column for each choice."""
    answers, _ = group.parted
    ticks = [column for column in answers if not column.counts or _is_tick(group, column)]
    others = [each for each in group.columns if each.other and each not in ticks]
    other = others[-1] if others else None
    rest = [column for column in group.columns if column not in ticks and column is not other]
    label, blanks = "", frozenset[str]()
    if other:
        twin = next((column for column in reversed(ticks) if column.other), None)
        label = twin.sub if twin else other.sub
        if not twin:
            ticks = sorted((*ticks, other), key=lambda column: column.index)
            if group.yes_or_no:
                blanks = frozenset(v for v in other.counts if plain(v) in YES | NO)
    no = (v for c in ticks for v in c.counts if group.yes_or_no and plain(v) in NO)
    binding = OneHot(
        tuple(Option(column.sub, column.sub, column.index) for column in ticks),
        unticked=frozenset(no),
        other=other.index if other else None,
        other_label=label,
        other_blanks=blanks,
    )
    spec = QuestionSpec(group.name, group.label, binding, type=QuestionType.SELECT_MULTIPLE)
    return [spec, *(_alone(group, column, number) for number, column in enumerate(rest, 2))]


def _is_tick(group: Group, column: Column) -> bool:
    if group.ticks(column):
        return True
    return group.numbered and len(column.counts) == 1 and next(iter(column.counts)).isdecimal()


def _alone(group: Group, column: Column, number: int) -> QuestionSpec:
    """A column that is a question of its own beside or below the group's."""
    sub = f"{column.row} {column.sub}".strip()
    label = group.joint(sub)
    return QuestionSpec(
        group.name_for(number, sub),
        label,
        Single(column.index),
        type=QuestionType.TEXT if column.headed_as_written else _type_of(group, label, column),
        role=_contact(sub),
        grid="",
    )


def _contact(sub: str) -> Role | None:
    """The role of a row of contact details; the long question over it says nothing of it."""
    if not sub or len(sub.split()) > _OWN_WORDS:
        return None
    if says(sub, words.SHORT_HEADINGS[Role.ORGANISATION]):
        return Role.ORGANISATION
    return Role.IDENTIFIER if says(sub, words.SHORT_HEADINGS[Role.IDENTIFIER]) else None


def _rows(group: Group, answers: Sequence[Column], written: Sequence[Column]) -> list[QuestionSpec]:
    """The rows of a grid, or of several boxes to write in."""
    chosen = _chosen(group.label, answers)
    specs = []
    for number, column in enumerate(group.columns, 1):
        if column in written or not chosen:
            specs.append(_alone(group, column, number))
            continue
        specs.append(
            QuestionSpec(
                group.name_for(number, column.sub),
                column.sub,
                Single(column.index),
                type=QuestionType.SELECT_ONE,
                grid=group.label,
            )
        )
    return specs


def _chosen(label: str, columns: Sequence[Column]) -> bool:
    """Whether the answers of all rows together come from one list of choices."""
    pooled: Counter[str] = Counter()
    for column in columns:
        pooled.update(column.counts)
    facts = Facts(pooled, ())
    if not pooled or facts.integers or facts.decimals or facts.dates:
        return False
    if type_of(label, facts) is QuestionType.SELECT_ONE:
        return True
    shared = sum(1 for value in pooled if sum(value in c.counts for c in columns) > 1)
    return (
        shared > 0
        and facts.distinct <= _FEW
        and facts.words <= _WORDY
        and (2 * facts.answered >= 3 * facts.distinct)
    )


def _rows_and_options(group: Group) -> tuple[Column, ...]:
    """The columns with row and option apart, where they are headed "Row - Option" and ticked."""
    options: set[str] = set()
    if not any(column.counts for column in group.columns):
        return ()
    for column in group.columns:
        if column.counts:
            value = heading(next(iter(column.counts)))
            if len(column.counts) > 1 or not plain(column.sub).endswith(plain(f" - {value}")):
                return ()
            options.add(value)
    parts = []
    for column in group.columns:
        ends = (f" - {option}" for option in sorted(options, key=len, reverse=True))
        end = next((end for end in ends if plain(column.sub).endswith(plain(end))), "")
        row, _, option = column.sub.rpartition(" - ")
        if end:
            row, option = column.sub[: -len(end)], column.sub[3 - len(end) :]
        parts.append(replace(column, row=row or column.sub, sub=option))
    return tuple(parts)


def _table(group: Group) -> list[QuestionSpec]:
    """A grid with several choices, or several lists, in each row."""
    by_row: dict[str, list[Column]] = {}
    for column in group.columns:
        by_row.setdefault(column.row, []).append(column)
    specs: list[QuestionSpec] = []
    lists: dict[str, list[Column]] = {}
    for number, (row, columns) in enumerate(by_row.items(), 1):
        filled = [column for column in columns if column.counts]
        if not row:
            specs += [_alone(group, column, number) for column in columns]
        elif len(columns) > 1 and all(group.ticks(column) for column in filled):
            name = group.name_for(number, row)
            specs += _several(
                replace(group, label=group.joint(row), columns=tuple(columns), name=name)
            )
        else:
            for column in columns:
                lists.setdefault(column.sub, []).append(replace(column, sub=row, row=""))
    for number, (option, columns) in enumerate(lists.items(), 1):
        name = f"{group.name}_{number}" if group.name else ""
        part = replace(group, label=group.joint(option), columns=tuple(columns), name=name)
        specs += _rows(part, columns, [])
    return specs
