"""A finding on its way to the clipboard: plain text for a spreadsheet, HTML for a document."""

from html import escape

from PySide6.QtCore import QMimeData

from engage_app.domain.report import Kind, Table
from ui.models.formats import written


def as_mime(table: Table) -> QMimeData:
    """The table in both forms; who pastes takes the one it knows."""
    data = QMimeData()
    data.setText(as_text(table))
    data.setHtml(as_html(table))
    return data


def as_text(table: Table) -> str:
    """Tab separated, headings first; line ends and tabs inside a cell become spaces."""
    rows = [[column.name for column in table.columns], *_rows(table)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows) + "\n"


def as_html(table: Table) -> str:
    """A table with its title as caption, which Word keeps a table."""
    numeric = [column.kind is not Kind.TEXT for column in table.columns]
    heads = "".join(f'<th scope="col">{escape(column.name)}</th>' for column in table.columns)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td align="{"right" if right else "left"}">{escape(cell)}</td>'
            for cell, right in zip(row, numeric, strict=True)
        )
        + "</tr>"
        for row in _rows(table)
    )
    return (
        f'<table border="1" cellspacing="0" cellpadding="4"><caption>{escape(table.title)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _rows(table: Table) -> list[list[str]]:
    kinds = [column.kind for column in table.columns]
    return [
        [written(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table.rows
    ]
