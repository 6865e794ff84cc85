"""The appendices: the tables that the paper refers to."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from engage_app.domain.report import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Block,
    Heading,
    Table,
    TableBlock,
)
from engage_app.services.paper.body import no_themes
from engage_app.services.paper.draft import (
    Draft,
    drafted,
    numbered,
    table_blocks,
    unnumbered,
    without,
    without_idle,
    without_those_of,
)
from engage_app.services.paper.how_to_read import how_to_read
from engage_app.services.paper.method import method
from engage_app.services.paper.responses import NO_ANSWERS, answers_table
from engage_app.services.paper.sections import APPENDICES
from engage_app.services.tables.appendices import (
    NO_ANSWER,
    NO_MEANING,
    NO_QUOTE,
    REASONS,
)
from engage_app.services.tables.coarser import LEFT_OUT, thin
from engage_app.services.tables.themes import TONE_IS_NOT_POSITION, TONES
from engage_app.services.tables.unheard import NONE_FOUND, NOT_TOLD
from engage_app.services.tables.wording import listed

_TOLD_BEFORE = ("Activities", "People", "Organisations")
"""Of the table by method, what the section on engagement prints already."""

Part = Callable[[Draft], list[Block]]


def appendices(draft: Draft) -> list[tuple[str, list[Block]]]:
    """The parts that are printed, by key; the first of each appendix has its heading."""
    found: list[tuple[str, list[Block]]] = []
    for title, parts in APPENDICES:
        printed = [(key, heading) for key, heading in parts if key in draft.printed]
        for number, (key, heading) in enumerate(printed):
            written = _PARTS[key](draft)
            blocks: list[Block] = [] if number else [Heading(title, appendix=True)]
            if not number and any(isinstance(block, TableBlock) for block in written):
                blocks += unnumbered(how_to_read(title, draft, written))
            if len(printed) > 1 and key != "method":
                blocks.append(Heading(_heading(draft, key, heading), 2))
            found.append((key, [*blocks, *written]))
    return found


def _heading(draft: Draft, key: str, heading: str) -> str:
    """The heading of a part of an appendix; of answers only where there are some."""
    if key == "theme_summary" and not _is_answered(draft):
        return "Themes and who raised them"
    return heading


def _is_answered(draft: Draft) -> bool:
    return any(answer.answer for answer in draft.answers)


def _matrix(draft: Draft) -> list[Block]:
    counts = draft.tables["position_counts"]
    drawn = replace(counts, chart=draft.tables["position_by_group"].chart)
    matrix = draft.tables["matrix"]
    if all(row[-1] in (NOT_AVAILABLE, NOT_APPLICABLE) for row in matrix.rows[:-1]):
        # nothing is coded, or no themes by group are printed
        matrix = without(matrix, (matrix.columns[-1].name,))
        matrix = replace(matrix, notes=tuple(one for one in matrix.notes if one != REASONS))
    return [*_unless_thin(matrix), *table_blocks(drawn)]


def _theme_summary(draft: Draft) -> list[Block]:
    summary = draft.tables["theme_summary"]
    if not summary.rows or not draft.coded:
        return numbered(no_themes(draft))
    for nothing in (NO_MEANING, NO_ANSWER, NO_QUOTE):
        summary = without_those_of(summary, nothing, NOT_APPLICABLE)
    if thin(summary):
        summary = without(summary, ("Respondents", "Share"))
        summary = replace(summary, rows=summary.rows[:-1])  # all with a coded comment
    return [
        *table_blocks(summary),
        *_unless_thin(_without_tone(draft.tables["themes"])),
        *_unless_left_out(draft.tables["theme_by_position"]),
    ]


def _without_tone(table: Table) -> Table:
    """Themes without the tone of the comments, which says nothing of where a respondent stands."""
    notes = tuple(note for note in table.notes if note != TONE_IS_NOT_POSITION)
    return replace(without(table, TONES), notes=notes)


def _theme_by_group(draft: Draft) -> list[Block]:
    if not draft.coded:
        return numbered(no_themes(draft))
    return _unless_left_out(draft.tables["theme_by_group"])


def _unless_left_out(table: Table) -> list[Block]:
    """A table, or a sentence where too few took part for it."""
    if LEFT_OUT in table.notes:
        return _too_few(table)
    return table_blocks(table)


def _unless_thin(table: Table) -> list[Block]:
    """A table, or a sentence where most of its figures are hidden; the workbook has it."""
    return _too_few(table) if thin(table) else table_blocks(table)


def _too_few(table: Table) -> list[Block]:
    return numbered(
        f"“{table.title}” is left out: too few took part to show it without showing what single "
        "people said."
    )


def _answers_to(tables: Iterable[Table]) -> list[Block]:
    """The tables of questions; those of which most is hidden are told of in a sentence."""
    every = list(tables)
    few = [f"“{table.title}”" for table in every if thin(table)]
    said = f"Too few answered {listed(few)} for the answers to be shown without showing a person."
    return [
        *(block for table in every if not thin(table) for block in _unless_left_out(table)),
        *numbered(said if few else ""),
    ]


def _closed_questions(draft: Draft) -> list[Block]:
    tables = draft.family("closed_questions")
    if not tables:
        return numbered("No closed questions were asked.")
    reasons = [table for table in draft.family("reasons") if LEFT_OUT not in table.notes]
    return [
        *_answers_to(tables),
        *(block for table in reasons for block in table_blocks(table)),
        *(block for table in draft.family("changes") for block in table_blocks(table)),
    ]


def _equality(draft: Draft) -> list[Block]:
    tables = draft.family("equality")
    if not tables:
        return numbered("No equality monitoring questions were asked.")
    return _answers_to(tables)


def _answers(draft: Draft) -> list[Block]:
    table = answers_table(draft)
    return [TableBlock(table)] if table.rows else drafted("answers.none", NO_ANSWERS)


def _reach(draft: Draft) -> list[Block]:
    gaps = draft.tables.get("not_heard")
    by_method = method_days(draft) or draft.tables.get("reach_by_method")
    return [
        *(table_blocks(by_method) if by_method else []),
        *(_gaps(gaps) if gaps else []),
        *table_blocks(without_idle(draft.tables["reach_by_group"])),
    ]


def method_days(draft: Draft) -> Table | None:
    """What the section on engagement doesn't print of the table by method, as a table of its own;
    None where it isn't printed at all."""
    by_method = draft.tables.get("reach_by_method")
    if by_method is None or not {"engagement", "reach"} <= set(draft.printed):
        return None
    rest = without(by_method, _TOLD_BEFORE)
    return replace(rest, name="reach_days", title="Days, invitations and submissions, by method")


def _gaps(table: Table) -> list[Block]:
    """Who was not heard, in words where nobody stands out."""
    if [row[0] for row in table.rows] == [NONE_FOUND]:
        return numbered("In what is recorded nobody stands out as not heard.")
    if [row[0] for row in table.rows] == [NOT_TOLD]:
        return numbered(
            "Groups and places that nobody was heard from are not told, as noughts are hidden."
        )
    return table_blocks(without_idle(table))


def _sessions(draft: Draft) -> list[Block]:
    if not draft.material.activities:
        return numbered("No activity has been recorded.")
    return table_blocks(draft.tables.get("sessions", draft.tables["reach_by_activity"]))


def _further(draft: Draft) -> list[Block]:
    """The findings that the officer saved for the report."""
    return [block for table in draft.further for block in table_blocks(table)]


_PARTS: dict[str, Part] = {
    "matrix": _matrix,
    "theme_summary": _theme_summary,
    "theme_by_group": _theme_by_group,
    "closed_questions": _closed_questions,
    "equality": _equality,
    "answers": _answers,
    "reach": _reach,
    "sessions": _sessions,
    "further": _further,
    "method": method,
}
