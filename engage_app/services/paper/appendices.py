"""The appendices: the tables that the paper refers to."""

from collections.abc import Callable
from dataclasses import replace

from engage_app.domain.report import Block, Heading, Table, TableBlock
from engage_app.services.paper.draft import (
    Draft,
    drafted,
    numbered,
    table_blocks,
    unnumbered,
    without,
    without_idle,
)
from engage_app.services.paper.method import method
from engage_app.services.paper.responses import NO_ANSWERS, answers_table
from engage_app.services.paper.sections import APPENDICES, HOW_TO_READ
from engage_app.services.tables.themes import TONE_IS_NOT_POSITION, TONES
from engage_app.services.tables.unheard import NONE_FOUND

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
                blocks += unnumbered(HOW_TO_READ[title])
            if len(printed) > 1 and key != "method":
                blocks.append(Heading(heading, 2))
            found.append((key, [*blocks, *written]))
    return found


def _matrix(draft: Draft) -> list[Block]:
    counts = draft.tables["position_counts"]
    drawn = replace(counts, chart=draft.tables["position_by_group"].chart)
    return [*table_blocks(draft.tables["matrix"]), *table_blocks(drawn)]


def _theme_summary(draft: Draft) -> list[Block]:
    if not draft.tables["theme_summary"].rows:
        return numbered("No theme has been raised.")
    return [
        *table_blocks(draft.tables["theme_summary"]),
        *table_blocks(_without_tone(draft.tables["themes"])),
        *table_blocks(draft.tables["theme_by_position"]),
    ]


def _without_tone(table: Table) -> Table:
    """Themes without the tone of the comments, which says nothing of where a respondent stands."""
    notes = tuple(note for note in table.notes if note != TONE_IS_NOT_POSITION)
    return replace(without(table, TONES), notes=notes)


def _theme_by_group(draft: Draft) -> list[Block]:
    return table_blocks(draft.tables["theme_by_group"])


def _closed_questions(draft: Draft) -> list[Block]:
    tables = draft.family("closed_questions")
    if not tables:
        return numbered("No closed questions were asked.")
    return [
        *(block for table in tables for block in table_blocks(table)),
        *(block for table in draft.family("reasons") for block in table_blocks(table)),
        *(block for table in draft.family("changes") for block in table_blocks(table)),
    ]


def _equality(draft: Draft) -> list[Block]:
    tables = draft.family("equality")
    if not tables:
        return numbered("No equality monitoring questions were asked.")
    return [block for table in tables for block in table_blocks(table)]


def _answers(draft: Draft) -> list[Block]:
    table = answers_table(draft)
    return [TableBlock(table)] if table.rows else drafted("answers.none", NO_ANSWERS)


def _reach(draft: Draft) -> list[Block]:
    gaps, by_method = draft.tables.get("not_heard"), draft.tables.get("reach_by_method")
    if by_method and "engagement" in draft.printed:
        by_method = without(by_method, _TOLD_BEFORE)
    return [
        *(table_blocks(by_method) if by_method else []),
        *(_gaps(gaps) if gaps else []),
        *table_blocks(draft.tables["reach_by_group"]),
    ]


def _gaps(table: Table) -> list[Block]:
    """Who was not heard, in words where nobody stands out."""
    if [row[0] for row in table.rows] == [NONE_FOUND]:
        return numbered("In what is recorded nobody stands out as not heard.")
    return table_blocks(without_idle(table))


def _sessions(draft: Draft) -> list[Block]:
    if not draft.material.activities:
        return numbered("No activity has been recorded.")
    return table_blocks(draft.tables.get("sessions", draft.tables["reach_by_activity"]))


_PARTS: dict[str, Part] = {
    "matrix": _matrix,
    "theme_summary": _theme_summary,
    "theme_by_group": _theme_by_group,
    "closed_questions": _closed_questions,
    "equality": _equality,
    "answers": _answers,
    "reach": _reach,
    "sessions": _sessions,
    "method": method,
}
