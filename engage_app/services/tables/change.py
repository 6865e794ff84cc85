"""Change: the same questions and the same themes in two exercises of the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from analysis.changes import alone, in_line, plain, same_wording, shared_questions
from analysis.respondents import Ids
from engage_app.domain.disclosure import Key
from engage_app.domain.questionnaire import Question, QuestionType
from engage_app.domain.report import NOT_APPLICABLE, Column, Kind, Table
from engage_app.services import planning
from engage_app.services.tables.categories import Category, counted
from engage_app.services.tables.cells import Cell, share, table, words
from engage_app.services.tables.change_printed import MEASURES, by_published, measured
from engage_app.services.tables.dimension_answers import answered
from engage_app.services.tables.earlier import Earlier
from engage_app.services.tables.material import Material
from engage_app.services.tables.questions import table_name
from engage_app.services.tables.themes import ALL_CODED, raised_by, theme_name
from engage_app.services.tables.themes import answered as coded
from engage_app.services.tables.wording import day, number_of

CHOSE = (
    "People chose to take part, both times or one of them: a difference may be due to who "
    "answered, so no interval is given."
)
SAMPLED = (
    "Those asked were drawn at random both times. From and to are the 95% interval of the "
    "difference (Newcombe): where it holds 0, the difference may be due to chance."
)


_COLUMNS = (
    Column("Before", Kind.COUNT, "respondents"),
    Column("Before, %", Kind.SHARE, "respondents"),
    Column("Now", Kind.COUNT, "respondents"),
    Column("Now, %", Kind.SHARE, "respondents"),
    Column("Difference in percentage points", Kind.COUNT, width=1.3),
)
_INTERVAL = (Column("From", Kind.COUNT), Column("To", Kind.COUNT))


_OTHER = "exercise"
"""What the key of a figure of another exercise begins with, before its id."""


@dataclass(frozen=True)
class _Line:
    """A row: the same answer or theme before and now; None where it was no answer then."""

    label: str
    before: Cell | None
    now: Cell | None


_Pair = tuple[Material, Material, Earlier]
"""The exercise as it is now, the one before, and what that one's report prints."""


def change_tables(material: Material, other_exercise_id: int) -> list[Table]:
    """Answers and themes of another exercise beside those of this one.

    Args:
        material: the exercise as it is now.
        other_exercise_id: the one before, of the same workspace.

    Raises:
        NotPossible: there is no such exercise.
    """
    other = Material(material.workspace, other_exercise_id)
    earlier = Earlier(material.workspace, other_exercise_id)
    pairs = shared_questions(other.questions, material.questions)
    found = [_question((material, other, earlier), *pair) for pair in pairs]
    themes = _themes((material, other, earlier))
    return [*found, *([themes] if themes else [])]


def since_last_time(material: Material) -> list[Table]:
    """The same against the exercise before this one; nothing where there is none."""
    before = previous(material)
    return [] if before is None else change_tables(material, before)


def previous(material: Material) -> int | None:
    """The exercise that opened last before this one and shares a closed question with it."""
    opened = material.exercise.opens_on
    earlier = [
        one
        for one in (summary.exercise for summary in planning.exercises(material.workspace))
        if one.id != material.exercise_id and "" < one.opens_on < opened
    ]
    for one in sorted(earlier, key=lambda each: (each.opens_on, each.uid), reverse=True):
        asked = planning.questions(material.workspace, one.id)
        if shared_questions(asked, material.questions):
            return one.id
    return None


def _question(pair: _Pair, before: Question, now: Question) -> Table:
    material, other, _ = pair
    old, new = answered(other, before), answered(material, now)
    then = {plain(one.label): one for one in old.categories}
    here = {plain(one.label): one for one in new.categories}
    order = in_line([one.label for one in old.categories], [one.label for one in new.categories])
    lines = [
        _Line(
            (here.get(name) or then[name]).label,
            _of(other, then[name]) if name in then else None,
            counted(material, here[name]) if name in here else None,
        )
        for name in order
    ]
    sampled = _sampled(other, _answering(other, before)) and _sampled(
        material, _answering(material, now)
    )
    several = now.type is QuestionType.SELECT_MULTIPLE
    notes = (
        "" if same_wording(before, now) else _asked_before(before),
        "People could choose more than one answer, so the shares may add up to more than 100%."
        if several
        else "",
    )
    return _made(
        pair,
        (table_name("change", now), f"Change: {now.label}", "Answer"),
        [*lines, _Line("All who answered", _of(other, old.base), counted(material, new.base))],
        notes,
        sampled=sampled,
    )


def _asked_before(before: Question) -> str:
    choices = "; ".join(choice.label for choice in before.choices if not choice.retired)
    return f"Before, the question was “{before.label}” ({choices})."


def _themes(pair: _Pair) -> Table | None:
    """The themes that both codebooks have, by their names."""
    material, other, _ = pair
    then, here = (
        alone({theme.id: theme.name for theme in each.themes.values()})
        for each in (other, material)
    )
    lines = [
        _Line(
            theme_name(material, key),
            _marked(other, raised_by(other, then[name])),
            raised_by(material, key),
        )
        for name, key in here.items()
        if name in then
    ]
    if not lines or not other.said.answered.any():
        return None
    base = _Line(ALL_CODED, _marked(other, coded(other)), coded(material))
    sampled = all(
        _sampled(each, each.who.response_ids[each.said.response_rows]) for each in (other, material)
    )
    return _made(
        pair,
        ("change_themes", "Change: themes", "Theme"),
        [*lines, base],
        ("Themes of the same name are compared, whatever their definitions were.",),
        sampled=sampled,
    )


def _made(
    pair: _Pair,
    told: tuple[str, str, str],
    lines: Sequence[_Line],
    notes: Sequence[str],
    *,
    sampled: bool,
) -> Table:
    """A table of lines, the last of which is the base of the others."""
    (material, other, earlier), (name, title, first) = pair, told
    *parts, base = lines
    before, now = base.before or Cell(0), base.now or Cell(0)
    made = table(
        name,
        title,
        unit="respondents",
        base=f"{_number(before)} in “{other.exercise.title}” ({_when(other)}), "
        f"{_number(now)} in “{material.exercise.title}” ({_when(material)})",
        base_of=[before, now],
        columns=(Column(first, width=3), *_COLUMNS, *(_INTERVAL if sampled else ())),
        rows=[_cells(line, before, now, sampled=sampled) for line in lines],
        sums=[
            (total, [cell for line in parts if (cell := side(line)) is not None])
            for total, side in ((before, _before), (now, _now))
            if first == "Answer"
        ],
        notes=(
            SAMPLED if sampled else CHOSE,
            f"Before is “{other.exercise.title}”, now “{material.exercise.title}”. Shares are of "
            "the last row; the difference is worked out before they are rounded.",
            *notes,
        ),
    )
    keys = [_own_key(line.before) for line in lines]
    return replace(made, finish=partial(by_published, keys, earlier.counts))


def _cells(line: _Line, before: Cell, now: Cell, *, sampled: bool) -> list[Cell]:
    absent = Cell(NOT_APPLICABLE)
    sides: list[Cell] = []
    for cell, base in ((line.before, before), (line.now, now)):
        sides += [absent, absent] if cell is None else [cell, share(cell, base)]
    width = 3 if sampled else 1
    if line.before is None or line.now is None or line.before is before:
        return [Cell(line.label), *sides, *[absent] * width]
    under = (line.before, before, line.now, now)
    said = (_worked(name, under, sampled=sampled) for name in MEASURES[:width])
    return [Cell(line.label), *sides, *said]


def _worked(name: str, under: Sequence[Cell], *, sampled: bool) -> Cell:
    """A figure of the change, made anew where counts are rounded."""
    remade = partial(measured, name, sampled=sampled)
    return words(remade([cell.number for cell in under]), *under, remade=remade)


def _of(other: Material, category: Category) -> Cell:
    return _marked(other, counted(other, category))


def _marked(other: Material, cell: Cell) -> Cell:
    """A figure of the other exercise: its key says so, and no response of this one is behind it.
    It is none of this exercise's people: what of it is printed is what the other's report prints."""
    key = (_OTHER, other.exercise_id, *(cell.key or ()))
    return replace(cell, key=key, people=0, who=None)


def _own_key(cell: Cell | None) -> Key | None:
    """What a figure of the other exercise counts, as that exercise names it."""
    return cell.key[2:] if cell and cell.key else None


def _before(line: _Line) -> Cell | None:
    return line.before


def _now(line: _Line) -> Cell | None:
    return line.now


def _answering(material: Material, question: Question) -> Ids:
    """The responses that answered a question."""
    answers = material.answers
    here = (answers["question_id"].to_numpy() == question.id) & answers["answered"].to_numpy()
    found: Ids = answers["response_id"].to_numpy()[here]
    return found


def _sampled(material: Material, response_ids: Ids) -> bool:
    """Whether responses came only from activities whose people were drawn at random."""
    drawn = [one.id for one in material.activities if one.sampled]
    rows = material.who.response_rows(response_ids)
    came = material.responses["activity_id"].to_numpy()[rows]
    return bool(len(came)) and bool(np.isin(came, drawn).all())


def _number(cell: Cell) -> str:
    return number_of(cell.number, "respondent")


def _when(material: Material) -> str:
    return day(material.exercise.opens_on) or "no date"
