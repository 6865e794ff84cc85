"""The commands that print findings and write the report, and that check documents."""
# ruff: noqa: T201 - a command line prints

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from engage_app.cli_preflight import code, line, lines
from engage_app.cli_shared import exercise_id_of, only_our_words, print_json
from engage_app.domain.checks import Remark
from engage_app.domain.disclosure import PRESETS, DisclosureRule, in_words
from engage_app.domain.report import Report
from engage_app.errors import NotPossible
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage.pausing import without_collecting

WritePdf = Callable[[Report, Path], Path]
"""Writes a report as a PDF. Qt lays its pages out, which no command knows: it is handed in."""

_DOCUMENTS = (".docx", ".xlsx", ".html", ".htm", ".pdf")
_ENDINGS = {
    "word": (".docx",),
    "excel": (".xlsx",),
    "html": (".html", ".htm"),
    "pdf": (".pdf",),
    "data": (".csv",),
}
_NOTHING = (
    "nothing was asked for: add --word FILE, --excel FILE, --html FILE, --pdf FILE, --data FILE or "
    "--check"
)


def findings(chosen: argparse.Namespace) -> int:
    """Print the tables of the report, suppressed."""
    from engage_app.services import covers, findings

    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        exercise_id = exercise_id_of(workspace, chosen.exercise)
        rule = _rule(chosen) or covers.rule_of(covers.plan(workspace, exercise_id))
        with only_our_words():
            found = findings.findings_json(workspace, exercise_id, rule)
    finally:
        workspace.close()
    if chosen.json:
        print_json(found)
        return 0
    for table in found["tables"]:
        print(f"{table['title']}: {len(table['rows'])} rows. {table['base']}")
    return 0


@without_collecting()
def report(chosen: argparse.Namespace) -> int:
    """Write the report to the files asked for; check it, or check any document."""
    if Path(chosen.workspace).suffix.lower() in _DOCUMENTS:
        return _check_document(chosen)
    if not (_asked(chosen) or chosen.check):
        chosen.wrong_usage(_NOTHING)
    _check_targets(chosen)
    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        exercise_id = exercise_id_of(workspace, chosen.exercise)
        return _reported(chosen, workspace, exercise_id)
    finally:
        workspace.close()


def _reported(chosen: argparse.Namespace, workspace: Workspace, exercise_id: int) -> int:
    """Write what is asked for, check it if that is asked for: of one making of the paper."""
    from engage_app.services import drafted, preflight

    try:
        paper = drafted.made(workspace, exercise_id, rule=_rule(chosen))
    except NotPossible as error:
        if _asked(chosen):
            raise
        found = preflight.refused(workspace, exercise_id, error)
        return _told(workspace, exercise_id, found)
    _tell_of_two_rules(chosen, workspace, exercise_id)
    written = _written(chosen, paper.report)
    for path in written:
        print(f"Wrote {path}")
    if not chosen.check:
        return 0
    found = preflight.ordered(
        (
            *preflight.of_paper(workspace, exercise_id, paper),
            *_of_written(written),
            *preflight.of_files(paper.report, written=_endings(written)),
        )
    )
    return _told(workspace, exercise_id, found)


def _told(workspace: Workspace, exercise_id: int, found: Sequence[Remark]) -> int:
    """Print what is left to see to; the exit code."""
    for each in lines(workspace, exercise_id, found):
        print(each)
    if not found:
        print("Nothing is blank, and nothing looks weak.")
    return code(found)


def _asked(chosen: argparse.Namespace) -> bool:
    return any(getattr(chosen, option) for option in _ENDINGS)


def _check_targets(chosen: argparse.Namespace) -> None:
    """Nothing is written over what it is made from, nor under an ending of another kind.

    Raises:
        NotPossible: something would be.
    """
    taken = {Path(each).resolve() for each in (chosen.workspace, chosen.template) if each}
    for option, endings in _ENDINGS.items():
        if not (given := getattr(chosen, option)):
            continue
        path = Path(given)
        if path.suffix.lower() not in endings:
            raise NotPossible(
                f"“{path.name}” is no name for what --{option} writes.",
                action=f"End it in {' or '.join(endings)}.",
            )
        if path.resolve() in taken:
            raise NotPossible(
                f"“{path.name}” would be written over what it is made from, or twice.",
                action="Choose another name.",
            )
        taken.add(path.resolve())


def _endings(written: Iterable[Path]) -> set[str]:
    """Of the files just written: no copies of those are made to be looked at."""
    endings = {path.suffix.lower() for path in written}
    return endings | ({".html"} if ".htm" in endings else set())


def _of_written(written: Iterable[Path]) -> Iterator[Remark]:
    """What stands in the way of some reader of the files just written."""
    from engage_app.services import checking

    for path in written:
        if path.suffix.lower() in _DOCUMENTS:
            for each in checking.check_file(path):
                yield replace(each, where=f"{path.name}: {each.where}".rstrip(": "))


def _written(chosen: argparse.Namespace, made: Report) -> list[Path]:
    from engage_app.services import paper_template, reporting

    paper = made
    if chosen.template:
        paper = replace(made, template=paper_template.read(Path(chosen.template)))
    asked = (
        (chosen.word, paper, reporting.write_word),
        (chosen.excel, made, reporting.write_excel),
        (chosen.html, made, reporting.write_html),
        (chosen.pdf, made, chosen.write_pdf or _no_pdf),
        (chosen.data, made, reporting.write_data),
    )
    return [write(given, Path(file)) for file, given, write in asked if file]


def _no_pdf(_report: Report, path: Path) -> Path:
    raise NotPossible(
        f"“{path.name}” can't be written here: the pages of a PDF are laid out by the window.",
        action="Save it from the Report page, or write --html FILE instead.",
    )


def _check_document(chosen: argparse.Namespace) -> int:
    if not chosen.check or _asked(chosen):
        chosen.wrong_usage(
            "a document can be checked, and nothing else: engage report --check FILE"
        )
    from engage_app.services import checking

    remarks = checking.check_file(Path(chosen.workspace))
    for each in remarks:
        print(line(each))
    if not remarks:
        print("Nothing found. What only a person can judge is listed in docs/accessibility.md.")
    return code(remarks)


def _tell_of_two_rules(chosen: argparse.Namespace, workspace: Workspace, exercise_id: int) -> None:
    """Say so where `--suppress` names another rule than the one decided for the exercise."""
    from engage_app.services import covers

    decided = covers.rule_of(covers.plan(workspace, exercise_id))
    if _rule(chosen) in (None, decided):
        return
    print(
        f"Decided for this exercise: {in_words(decided)}. Don't send out versions under two rules: "
        "together they give small numbers away."
    )


def _rule(chosen: argparse.Namespace) -> DisclosureRule | None:
    """The rule that `--suppress` names."""
    return PRESETS[chosen.suppress][1] if chosen.suppress else None
