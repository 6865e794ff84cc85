"""Reports: the finished paper of an exercise, and the files it is written to."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.domain.cover import CoverDetails
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Block, Report, Table
from engage_app.domain.table_numbers import in_order
from engage_app.errors import NotPossible
from engage_app.progress import Progress, heeding, no_progress
from engage_app.services import paper_template, planning
from engage_app.services.paper.sections import SECTIONS
from engage_app.services.workspace import Workspace
from storage.pausing import without_collecting

if TYPE_CHECKING:
    from engage_app.services.paper.draft import Draft
    from engage_app.services.paper.edits import DraftedText
    from engage_app.services.tables.material import Material

__all__ = ["SECTIONS", "SUBTITLE", "blanks", "build", "build_report", "write_excel", "write_word"]

_BY_THEME = ("theme_summary", "theme_by_group")
_TABLES = 30
"""How far the whole is when the tables are made, in sections."""

SUBTITLE = "What we heard: report on the engagement"


def build_report(
    workspace: Workspace,
    exercise_id: int,
    cover: CoverDetails | None = None,
    sections: Collection[str] | None = None,
    *,
    rule: DisclosureRule,
    progress: Progress = no_progress,
) -> Report:
    """The finished report: suppressed, worded, in order. The writers decide nothing.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        cover: the cover as the officer filled it in.
        sections: keys of SECTIONS, or all of them. Figures are suppressed over all tables of the
            exercise, whichever are printed, so that two reports can't be set against each other.
        rule: which small numbers are hidden.
        progress: told as tables and sections are made.

    Raises:
        NotPossible: there is no such exercise, or no section was chosen.
        ValueError: there is no such section.
    """
    return build(workspace, exercise_id, cover, sections, rule=rule, progress=progress)[0]


@without_collecting()
def build(
    workspace: Workspace,
    exercise_id: int,
    cover: CoverDetails | None = None,
    sections: Collection[str] | None = None,
    *,
    rule: DisclosureRule,
    progress: Progress = no_progress,
    tables: dict[str, Table] | None = None,
    material: "Material | None" = None,
) -> "tuple[Report, dict[str, DraftedText]]":
    """The same with the texts that the officer may edit, by key: see services.drafted.

    Args:
        tables: the published tables where they are at hand and nothing in them can have changed;
            filled where it is empty.
        material: as for `draft`.

    Raises:
        NotPossible: there is no such exercise, or no section was chosen.
        ValueError: there is no such section.
    """
    wanted, given = _wanted(sections), cover or CoverDetails()
    steps = _TABLES + len(wanted) + 1
    with heeding(progress) as told:
        told(0, steps)

        def tabled(done: int, total: int) -> None:
            told(done * _TABLES // total, steps)

        written = draft(
            workspace,
            exercise_id,
            rule,
            wanted,
            given,
            tables=tables,
            progress=tabled,
            material=material,
        )
        return _finished(written, wanted, given, told)


def _finished(
    written: "Draft", wanted: list[str], given: CoverDetails, progress: Progress
) -> "tuple[Report, dict[str, DraftedText]]":
    """The paper written from a draft, and its texts."""
    from engage_app.services.paper import closing, edits, workbook
    from engage_app.services.paper import cover as sheet
    from storage.report_texts import edits as kept

    workspace, exercise_id = written.material.workspace, written.material.exercise_id
    steps = _TABLES + len(wanted) + 1
    blocks = _written(written, wanted, progress)
    drafted = edits.drafted_texts(closing.summary(written), blocks)
    texts = edits.texts(drafted, kept(workspace.connection, exercise_id))
    fields = sheet.filled(given, written.material.exercise, texts[edits.SUMMARY].shown)
    shown = tuple(edits.applied(blocks, texts))
    progress(steps, steps)
    return Report(
        title=fields["title"],
        subtitle=SUBTITLE,
        organisation=fields["organisation"],
        date=fields["date_of_meeting"],
        author=fields["author"],
        cover=sheet.items(fields),
        cover_tables=sheet.tables(given, fields),
        notes=_notes(written),
        tables=in_order(shown, workbook.tables(written, wanted)),
        blocks=shown,
        template=paper_template.content(workspace, exercise_id),
    ), texts


def _written(draft: "Draft", wanted: list[str], progress: Progress) -> list[Block]:
    """The blocks as drafted, section by section."""
    from engage_app.services.paper.appendices import appendices
    from engage_app.services.paper.writers import WRITERS

    steps, blocks = _TABLES + len(wanted) + 1, list[Block]()
    for number, key in enumerate((key for key in wanted if key in WRITERS), 1):
        progress(_TABLES + number, steps)
        if key in draft.printed:
            blocks += WRITERS[key](draft)
    for _, part in appendices(draft):
        blocks += part
    progress(steps - 1, steps)
    return blocks


def blanks(workspace: Workspace, exercise_id: int, cover: CoverDetails | None = None) -> list[str]:
    """What the cover still lacks: the labels of fields that will read "To be confirmed".

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.services.paper.cover import blank_fields

    return blank_fields(cover or CoverDetails(), planning.exercise(workspace, exercise_id))


@without_collecting()
def write_excel(report: Report, path: Path) -> Path:
    """Write the workbook beside, never over, a file that is open; returns the path used.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.excel import write_excel as write

    return write(report, path)


@without_collecting()
def write_word(report: Report, path: Path) -> Path:
    """Write the document beside, never over, a file that is open; returns the path used.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.word import write_word as write

    return write(report, path)


def write_html(report: Report, path: Path) -> Path:
    """Write the page of HTML beside, never over, a file that is open; returns the path used.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.html import write_html as write

    return write(report, path)


def write_pdf(
    report: Report, pages: bytes, headings: Sequence[tuple[int, str, int]], path: Path
) -> Path:
    """Write a PDF whose pages the window has laid out; returns the path used.

    Args:
        report: what the pages show.
        pages: a PDF of them.
        headings: (level from 1, words, page from 0) of each heading, for the bookmarks.
        path: where to; never over a file that is open.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.pdf import Bookmark
    from storage.reports.pdf import write_pdf as write

    return write(report, pages, [Bookmark(*each) for each in headings], path)


def write_data(report: Report, path: Path) -> Path:
    """Write every figure of the workbook on a line of its own, as CSV; returns the path used.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.flat import write_csv as write

    return write(report, path)


def _wanted(sections: Collection[str] | None) -> list[str]:
    known = [key for key, _ in SECTIONS]
    unknown = set(sections or ()) - set(known)
    if unknown:
        raise ValueError(f"no such sections: {', '.join(sorted(unknown))}")
    wanted = [key for key in known if sections is None or key in sections]
    if not wanted:
        raise NotPossible(
            "There is nothing to put in the report.", action="Tick at least one section."
        )
    return wanted


def draft(
    workspace: Workspace,
    exercise_id: int,
    rule: DisclosureRule,
    wanted: Collection[str],
    cover: CoverDetails,
    *,
    tables: dict[str, Table] | None = None,
    progress: Progress = no_progress,
    material: "Material | None" = None,
) -> "Draft":
    """What a paper is written from.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        rule: which small numbers are hidden.
        wanted: the keys of its sections, in order.
        cover: as the officer filled it in.
        tables: as for `build`.
        progress: told as tables are made.
        material: the exercise, where whoever asks goes on with what is read of it for the paper.

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.services import saved_tables
    from engage_app.services.paper.cover import ASKED_BY_DEFAULT
    from engage_app.services.paper.draft import Draft
    from engage_app.services.tables.material import Material

    material = material or Material(workspace, exercise_id, label_least=rule.below)
    tables = {} if tables is None else tables
    if not tables:
        made = saved_tables.all_published(material, rule, progress)
        tables.update({each.name: each for each in made})
    asked = cover.recommendations.strip() or ASKED_BY_DEFAULT
    whole = Draft(material, tables, rule, tuple(wanted), asked)
    nothing = {"works_well": whole.works_well is None, "further": not whole.further}
    if "themes" in wanted:  # says that nothing is coded, once
        nothing.update(dict.fromkeys(("challenges", *_BY_THEME), not whole.coded))
    printed = tuple(key for key in wanted if not nothing.get(key, False))
    return replace(whole, printed=printed)


def _notes(draft: "Draft") -> tuple[str, ...]:
    from engage_app.services.paper import method

    return method.notes(draft)
