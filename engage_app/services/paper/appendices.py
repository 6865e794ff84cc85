"""The appendices: the tables that the paper refers to."""

from collections.abc import Callable
from dataclasses import replace

from engage_app.domain.report import Block, Heading, TableBlock
from engage_app.services.paper.draft import (
    Draft,
    drafted,
    numbered,
    table_blocks,
    unnumbered,
)
from engage_app.services.paper.method import method
from engage_app.services.paper.responses import NO_ANSWERS, answers_table
from engage_app.services.paper.sections import APPENDICES
from engage_app.services.tables.reach import not_heard
from engage_app.services.tables.wording import listed

Part = Callable[[Draft], list[Block]]


def appendices(draft: Draft) -> list[tuple[str, list[Block]]]:
    """The parts that are printed, by key; the first of each appendix has its heading."""
    found: list[tuple[str, list[Block]]] = []
    for title, parts in APPENDICES:
        printed = [(key, heading) for key, heading in parts if key in draft.printed]
        for number, (key, heading) in enumerate(printed):
            blocks: list[Block] = [] if number else [Heading(title, appendix=True)]
            if len(printed) > 1 and key != "method":
                blocks.append(Heading(heading, 2))
            found.append((key, [*blocks, *_PARTS[key](draft)]))
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
        *table_blocks(draft.tables["themes"]),
        *table_blocks(draft.tables["theme_by_position"]),
    ]


def _theme_by_group(draft: Draft) -> list[Block]:
    return table_blocks(draft.tables["theme_by_group"])


def _closed_questions(draft: Draft) -> list[Block]:
    tables = draft.family("closed_questions")
    if not tables:
        return numbered("No closed questions were asked.")
    return [
        *unnumbered(
            "Shares are of those who answered each question. Those who left it blank, or were not "
            "asked, are counted apart."
        ),
        *(block for table in tables for block in table_blocks(table)),
        *(block for table in draft.family("reasons") for block in table_blocks(table)),
        *(block for table in draft.family("changes") for block in table_blocks(table)),
    ]


def _equality(draft: Draft) -> list[Block]:
    tables = draft.family("equality")
    if not tables:
        return numbered("No equality monitoring questions were asked.")
    return [
        *unnumbered(
            "These questions could be left blank, and the answers are kept apart from all others."
        ),
        *(block for table in tables for block in table_blocks(table)),
    ]


def _answers(draft: Draft) -> list[Block]:
    table = answers_table(draft)
    return [TableBlock(table)] if table.rows else drafted("answers.none", NO_ANSWERS)


def _reach(draft: Draft) -> list[Block]:
    silent = not_heard(draft.material)
    told = (
        f"Nobody was heard from these stakeholder groups: {listed(silent)}."
        if silent
        else "Somebody was heard from every stakeholder group in the plan."
    )
    gaps, by_method = draft.tables.get("not_heard"), draft.tables.get("reach_by_method")
    return [
        *numbered(told if draft.material.groups else ""),
        *(table_blocks(by_method) if by_method else []),
        *table_blocks(draft.tables["reach_by_group"]),
        *(table_blocks(gaps) if gaps and gaps.rows else []),
    ]


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
