"""From LimeSurvey's columns to questions: by the definition where there is one, else by the cells.

A multiple-choice question, an array and a set of short texts all come as one column for each
subquestion; only what is in the columns tells them apart.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys import words
from storage.surveys.bindings import OneHot, Option, Single
from storage.surveys.cells import counted, different
from storage.surveys.column_facts import Facts
from storage.surveys.definition import Definition
from storage.surveys.headings import plain, says
from storage.surveys.layout import QuestionSpec
from storage.surveys.markup import heading as cleaned
from storage.surveys.question_types import type_of
from storage.surveys.tools.limesurvey_headings import Heading

NOT_SHOWN_CELL = "{question_not_shown}"
UNSEEN = frozenset({NOT_SHOWN_CELL})
OTHER_CODE = "-oth-"
OTHER_WORDS = frozenset({"other", "sonstiges", "sonstige"})
_NULL = "N/A"  # of a long answer: the database holds nothing, as where the question was not shown
_YES = frozenset({"Yes", "Y", "Ja", "Oui", "Sí", "Sì", "1"})
_NO = frozenset({"No", "N", "Nein", "Non", "2", "0"})
_NUMBERS = frozenset({"0", "1", "2"})
_WITH_NULL = (frozenset({"Yes", "No", "Ja", "Nein"}), frozenset({"Male", "Female"}))
_SCALE = (QuestionType.SELECT_ONE, QuestionType.INTEGER, QuestionType.DECIMAL)
_PERSONAL = frozenset({"firstname", "lastname", "email"})

Cells = Callable[[int], Sequence[str]]
"""The cells of a column, in rows that are not blank."""


def specs_of(
    groups: Sequence[Sequence[Heading]], cells: Cells, definition: Definition | None
) -> tuple[QuestionSpec, ...]:
    """The questions of groups of columns, each group being one question of LimeSurvey's."""
    return tuple(spec for group in groups for spec in _specs(list(group), cells, definition))


def other_label(group: Sequence[Heading], cells: Cells, definition: Definition | None) -> str:
    """What the choice is called whose place the text under "Other" takes."""
    main, written = _one(group, "main"), _one(group, "other")
    if definition and (told := definition.question(group[0].question)) and told.other:
        return told.other
    if main and written:
        for cell in sorted(different(cells(main.column))):
            if cell.casefold() in OTHER_WORDS:
                return cell
    return cleaned(written.sub_text).capitalize() if written and written.sub_text else "Other"


def ticked(columns: Sequence[Sequence[str]]) -> bool:
    """Whether the columns are options that can be ticked: yes or no, and all of them or none.

    In an array of yes and no a row may be left out, so that a "no" stands beside a blank.
    """
    values = {cell.strip() for column in columns for cell in different(column)} - {
        "",
        _NULL,
        *UNSEEN,
    }
    if not values or not values <= _YES | _NO:
        return False
    if values <= _YES:
        return True
    if values <= _NUMBERS and len(columns) < 2:
        return False
    return not any("" in row and not _NO.isdisjoint(row) for row in set(zip(*columns, strict=True)))


def _specs(
    group: list[Heading], cells: Cells, definition: Definition | None
) -> Iterator[QuestionSpec]:
    main = _one(group, "main")
    told = definition.question(group[0].question) if definition and group[0].coded else None
    group = [_stray_comment(each, definition) for each in group]
    subs = [each for each in group if each.kind == "sub"]
    options, written = _options(group, subs, cells, with_main=main is not None)
    several = told is not None and told.type is QuestionType.SELECT_MULTIPLE
    if main:
        wordy = told is not None and told.type is QuestionType.TEXT
        nulls = _nulls(main, cells) if not wordy else frozenset()
        spec = _single(main, written, nulls, other_label(group, cells, definition))
        # Of files that were sent, LimeSurvey exports a list in JSON, which is no comment to code.
        yield replace(spec, role=Role.NONE) if _one(group, "filecount") else spec
        if subs:
            yield from _rows(subs, cells, definition)
    elif options and (several or _offers_ticks(options, written, cells)):
        yield _one_hot(options, written, other_label(group, cells, definition))
    elif checkboxes := _checkbox_rows(subs, cells, definition):
        yield from checkboxes
    else:
        if written and not written.coded:  # the last row of an array may be called "Other"
            subs = sorted([*subs, replace(written, kind="sub")], key=lambda each: each.column)
            written = None
        yield from _rows(subs, cells, definition)
        if written:
            yield _text(written, f"{written.text} [{written.sub_text}]")
    for each in group:
        if each.kind in ("comment", "subcomment", "othercomment"):
            yield _text(each, _label_of_comment(each))


def _stray_comment(each: Heading, definition: Definition | None) -> Heading:
    """A comment on an option that was not exported itself looks like an option."""
    owner = each.sub.removesuffix("comment")
    if not definition or not each.coded or each.kind != "sub" or owner == each.sub:
        return each
    told = definition.question(each.name)
    comment = told is not None and told.type is QuestionType.TEXT and not told.grid
    return replace(each, kind="subcomment", sub=owner) if comment else each


def _one(group: Sequence[Heading], kind: str) -> Heading | None:
    return next((each for each in group if each.kind == kind), None)


def _options(
    group: Sequence[Heading], subs: list[Heading], cells: Cells, *, with_main: bool
) -> tuple[list[Heading], Heading | None]:
    """The options in the order of the file, and the column of words under "Other".

    An option that the survey's author called "Other" is ticked like the rest.
    """
    written = _one(group, "other")
    if not written or written.coded or with_main or not ticked([cells(written.column)]):
        return subs, written
    return sorted([*subs, written], key=lambda each: each.column), None


def _offers_ticks(options: list[Heading], written: Heading | None, cells: Cells) -> bool:
    if any(each.second for each in options):
        return False
    if len(options) == 1 and not options[0].coded and not written:
        return False  # brackets at the end of a question's own words
    columns = [cells(each.column) for each in options]
    empty = not any(set(different(column)) - {"", *UNSEEN} for column in columns)
    return ticked(columns) or (empty and written is not None)


def _one_hot(options: list[Heading], written: Heading | None, label: str) -> QuestionSpec:
    first = options[0]
    binding = OneHot(
        tuple(
            Option(each.sub, cleaned(each.sub_text) or each.sub, each.column) for each in options
        ),
        ticked=_YES,
        unticked=_NO,
        unseen=UNSEEN | {_NULL},
        other=written.column if written else None,
        other_label=label if written else "",
        other_blanks=frozenset({_NULL}),
    )
    name = first.question if first.coded else ""
    return QuestionSpec(name, cleaned(first.text), binding, type=QuestionType.SELECT_MULTIPLE)


def _nulls(main: Heading, cells: Cells) -> frozenset[str]:
    """What a long answer to a question of yes and no says where there is none."""
    values = different(cells(main.column))
    if _NULL not in values:
        return frozenset()
    written = set(values) - {"", _NULL, *UNSEEN}
    meant = written and any(written <= known for known in _WITH_NULL)
    return frozenset({_NULL}) if meant else frozenset()


def _single(
    main: Heading, written: Heading | None, nulls: frozenset[str], label: str
) -> QuestionSpec:
    binding = Single(
        main.column,
        unseen=UNSEEN,
        blanks=nulls,
        other=written.column if written else None,
        other_label=label if written else "",
    )
    role = Role.IDENTIFIER if main.coded and main.question in _PERSONAL else None
    # What is written under "Other" says nothing of the type, and the rest are choices.
    settled = QuestionType.SELECT_ONE if written else None
    return QuestionSpec(main.name, cleaned(main.text), binding, type=settled, role=role)


def _rows(
    subs: list[Heading], cells: Cells, definition: Definition | None
) -> Iterator[QuestionSpec]:
    """A question for each row; a grid where all rows share a scale."""
    for scale in dict.fromkeys(each.second if each.dual else "" for each in subs):
        rows = [each for each in subs if scale == (each.second if each.dual else "")]
        for run in _by_row(rows):
            yield from _grid(run, cells, definition)


def _by_row(rows: list[Heading]) -> list[list[Heading]]:
    """An array with two directions is a grid for each of its rows."""
    if not any(each.second and not each.dual for each in rows):
        return [rows]
    return [
        [each for each in rows if each.sub == sub] for sub in dict.fromkeys(r.sub for r in rows)
    ]


def _grid(
    rows: list[Heading], cells: Cells, definition: Definition | None
) -> Iterator[QuestionSpec]:
    pooled: Counter[str] = Counter()
    for each in rows:
        pooled.update(counted(cells(each.column)))
    for nothing in ("", *UNSEEN):
        pooled.pop(nothing, None)
    found = type_of(cleaned(rows[0].text), Facts(pooled, ()))
    alone = len(rows) == 1 and not rows[0].second
    for each in rows:
        binding = Single(each.column, unseen=UNSEEN)
        told = definition.question(each.name) if definition and each.name else None
        heading, label = _in_grid(each)
        if told:
            yield QuestionSpec(each.name, label, binding)
        elif found in _SCALE and not alone:
            yield QuestionSpec(each.name, label, binding, type=found, grid=heading)
        else:
            whole = " ".join(part for part in (heading, f"[{label}]" if label else "") if part)
            settled = QuestionType.TEXT if found is QuestionType.TEXT and not alone else None
            yield QuestionSpec(
                each.name,
                whole,
                binding,
                type=settled,
                role=_role(each),
                grid="" if alone else None,
            )


def _in_grid(each: Heading) -> tuple[str, str]:
    """The heading over the row, and the words of the row."""
    text, sub, second = (cleaned(t) for t in (each.text, each.sub_text, each.second_text))
    if each.dual:
        scale = second if second not in ("0", "1") else f"Scale {int(second) + 1}"
        return f"{text} [{scale}]", sub
    return (f"{text} [{sub}]", second) if each.second else (text, sub)


def _checkbox_rows(
    subs: list[Heading], cells: Cells, definition: Definition | None
) -> list[QuestionSpec]:
    """An array of checkboxes: for each row, what was ticked in it."""
    if not subs or not all(each.second and not each.dual for each in subs):
        return []
    given = {cell for each in subs for cell in different(cells(each.column))} - {"", *UNSEEN}
    known = definition and definition.question(f"{subs[0].question}_{subs[0].sub}")
    if definition and not known and definition.question(subs[0].name):
        return []
    if not known and not given <= {"0", "1"}:
        return []
    result = []
    for row in _by_row(subs):
        columns = tuple(Option(e.second, cleaned(e.second_text), e.column) for e in row)
        binding = OneHot(columns, frozenset({"1"}), frozenset({"0"}), UNSEEN)
        name = f"{row[0].question}_{row[0].sub}" if row[0].coded else ""
        label = f"{cleaned(row[0].text)} [{cleaned(row[0].sub_text)}]"
        result.append(QuestionSpec(name, label, binding, type=QuestionType.SELECT_MULTIPLE))
    return result


def _text(each: Heading, label: str) -> QuestionSpec:
    binding = Single(each.column, unseen=UNSEEN)
    return QuestionSpec(each.name, label, binding, type=QuestionType.TEXT, grid="")


def _label_of_comment(each: Heading) -> str:
    parts = {
        "comment": [each.sub_text or "Comment"],
        "subcomment": [each.sub_text, each.second_text or "Comment"],
        "othercomment": [each.sub_text or "Other comment"],
    }[each.kind]
    return f"{cleaned(each.text)} " + "".join(f"[{cleaned(part)}]" for part in parts)


def _role(each: Heading) -> Role | None:
    """One of several short texts may ask for a name or an address."""
    words_of_it = plain(each.sub_text)
    short = len(words_of_it.split()) <= words.SHORT_HEADING
    personal = short and says(words_of_it, words.SHORT_HEADINGS[Role.IDENTIFIER])
    return Role.IDENTIFIER if personal else None
