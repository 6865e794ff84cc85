"""From a cell of a finding to the comments behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engage_app.domain.coding import Sentiment
from engage_app.domain.disclosure import Key, own_key
from engage_app.domain.filters import CommentFilter, everybody_behind
from engage_app.domain.report import Table
from engage_app.services import browsing
from ui.pages.findings_said import nobody
from ui.session import Session

_THEME_FIRST = {  # (what, theme, …)
    *("theme and group", "theme and position", "theme and category"),
    *("theme in question", "reason", "scored on theme", "tone on theme"),
}
_THEME_SECOND = {"respondents", "comments"}  # (what, "theme", theme, …)
_TONES = {tone.value: tone for tone in Sentiment}


def comments_behind(table: Table, row: int, column: int) -> CommentFilter | None:
    """The comments that a cell counts, or is worked out from; None where nobody is behind it.

    Of the responses behind a figure about a theme only the comments on that theme are wanted,
    and of one about the tone of comments only those of that tone.
    """
    responses = table.responses(row, column)
    if not responses:
        return None
    wanted = CommentFilter(
        response_ids=responses, response_ids_title=cell_title(table, row, column)
    )
    for key in _keys(table, row, column):
        theme_id = _theme(key)
        if theme_id is not None:
            tone = _TONES.get(str(key[-1])) if key[0] == "comments" else None
            return replace(wanted, theme_id=theme_id, accepted=True, sentiment=tone)
    return wanted


def open_comments(session: Session, table: Table, row: int, column: int) -> str:
    """Show the comments behind a cell, or the responses where they hold none; where there is
    nobody, a sentence that says so."""
    wanted = comments_behind(table, row, column)
    if wanted is None:
        return nobody(table, row, column)
    if browsing.comment_ids(session.workspace, session.exercise_id, wanted):
        session.show_comments(wanted)
        return ""
    session.show_responses(everybody_behind(wanted))
    return ""


def cell_title(table: Table, row: int, column: int) -> str:
    """A cell in words: "Themes raised: Funding, Respondents"."""
    return f"{table.title}: {table.rows[row][0]}, {table.columns[column].name}"


def _keys(table: Table, row: int, column: int) -> Iterable[Key]:
    known = table.disclosure
    if known is None:
        return ()
    own = known.cells.get((row, column))
    keys = (own,) if own else known.derived.get((row, column), ())
    return tuple(own_key(key) for key in keys)


def _theme(key: Key) -> int | None:
    """The theme a figure is about, from what its key says it counts; None for all others."""
    if key[0] in _THEME_FIRST:
        return int(str(key[1]))
    if key[0] in _THEME_SECOND and key[1] == "theme":
        return int(str(key[2]))
    return None


def cell_of_bar(
    tables: Sequence[Table], table: Table, category: int, series: int
) -> tuple[Table, int, int] | None:
    """Which cell a bar of a table's chart draws: the row named as its category, the column named
    as its series. A chart may draw the figures of a fellow table: positions in numbers, say."""
    if table.chart is None:
        return None
    name, drawn = table.chart.categories[category], table.chart.series[series]
    for other in (table, *(each for each in tables if each.name != table.name)):
        columns = [n for n, column in enumerate(other.columns) if column.name == drawn.name]
        rows = [n for n, row in enumerate(other.rows) if row[0] == name]
        if columns and rows:
            same = [n for n in rows if other.rows[n][columns[0]] == drawn.values[category]]
            return other, (same or rows)[0], columns[0]  # brothers may share a name
    columns = [n for n, column in enumerate(table.columns) if column.name == drawn.name]
    if columns and len(table.chart.categories) == len(table.rows):
        return table, category, columns[0]  # a category of two headings: a pair of themes
    return None
