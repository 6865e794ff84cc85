"""What the command line takes: commands, and the arguments of each."""

import argparse
from collections.abc import Callable, Mapping

from engage_app import __version__
from engage_app.domain.disclosure import PRESETS

Command = Callable[[argparse.Namespace], int]
"""Does what was asked; returns the exit code."""

Add = Callable[..., argparse.ArgumentParser]
"""Adds a command: its name, what it does, and the names of its positional arguments."""


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; `run` of what it returns is the command chosen."""
    whole = argparse.ArgumentParser(
        prog="engage",
        description="Offline stakeholder engagement. With no command, the window opens.",
    )
    whole.add_argument("--version", action="version", version=f"Engage {__version__}")
    kinds = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, words: str, *positional: str) -> argparse.ArgumentParser:
        added = kinds.add_parser(name, help=words, description=words)
        added.set_defaults(run=commands[name])
        for each in positional:
            added.add_argument(each)
        return added

    for add in _COMMANDS:
        add(command)
    return whole


def _new(add: Add) -> None:
    new = add("new", "make a workspace with one exercise", "workspace")
    new.add_argument("--template", help="start from a built-in exercise")
    new.add_argument("--title", default="")


def _inspect(add: Add) -> None:
    inspect = add("inspect", "say what a survey file holds; writes nothing", "file")
    _definition(inspect)
    _json(inspect)


def _import(add: Add) -> None:
    bring = add("import", "bring a survey file in", "workspace", "file")
    bring.add_argument("--activity", help="an activity's title or number; made where there is none")
    bring.add_argument(
        "--update", action="store_true", help="also change responses that the file has otherwise"
    )
    bring.add_argument(
        "--profile", metavar="FILE", help="import settings that --profile-out or the window saved"
    )
    bring.add_argument("--dry-run", action="store_true", help="read, and write nothing")
    _definition(bring)
    _exercise(bring)
    _json(bring)


def _code(add: Add) -> None:
    code = add("code", "apply keyword rules and score sentiment", "workspace")
    _exercise(code)
    _json(code)


def _sentiment(add: Add) -> None:
    tone = add("sentiment", "score the tone of texts in a CSV file", "texts")
    tone.add_argument("--column", required=True, help="the column that holds the texts")
    tone.add_argument("--out", required=True, help="the CSV file to write")
    tone.add_argument("--corrected", help="a CSV file with text and sentiment, which win")


def _suggest(add: Add) -> None:
    suggest = add("suggest", "suggest themes for texts in a CSV file")
    suggest.add_argument("--texts", required=True, help="a CSV file with id and text")
    suggest.add_argument("--out", required=True, help="the CSV file to write")
    suggest.add_argument("--coded", help="a CSV file with text and themes (joined by |)")
    suggest.add_argument("--codebook", help="a CSV file with theme, definition, keywords")
    suggest.add_argument(
        "--top", type=int, default=5, metavar="N", help="how many for each text (5)"
    )
    suggest.add_argument(
        "--without-embeddings", action="store_true", help="quicker for very large files"
    )


def _redact(add: Add) -> None:
    redact = add("redact", "propose personal details to cover in a CSV file", "texts")
    redact.add_argument("--column", required=True, help="the column that holds the texts")
    redact.add_argument(
        "--out",
        required=True,
        help="the CSV file to write: row (1 is the first below the header), start, end, kind, text",
    )


def _findings(add: Add) -> None:
    findings = add("findings", "the tables of the report, as data", "workspace")
    _suppress(findings)
    _exercise(findings)
    _json(findings)


def _report(add: Add) -> None:
    report = add("report", "write the report, or check a document", "workspace")
    report.set_defaults(wrong_usage=report.error)
    for name, what in (
        ("--word", "the board paper, a Word document"),
        ("--excel", "the Excel summary"),
        ("--html", "the paper as one page of HTML"),
        ("--pdf", "the paper as a PDF"),
        ("--data", "every figure on a line of its own, as CSV"),
    ):
        report.add_argument(name, metavar="FILE", help=what)
    report.add_argument(
        "--template", metavar="FILE", help="a Word document whose styles the paper takes, this once"
    )
    report.add_argument(
        "--check",
        action="store_true",
        help="list what is still to see to; given a document instead of a workspace, what stands in "
        "the way of some reader. Ends with 1 where there is a fault, with 0 where there are weak "
        "spots at most",
    )
    _suppress(report)
    _exercise(report)


def _check(add: Add) -> None:
    _json(add("check", "is the workspace file whole?", "workspace"))


def _backup(add: Add) -> None:
    add("backup", "copy a workspace and check the copy", "workspace", "to")


def _merge(add: Add) -> None:
    merge = add("merge", "bring workspaces and packages together", "into")
    merge.add_argument("sources", nargs="+", metavar="from")
    _json(merge)


def _take(add: Add) -> None:
    take = add("take", "write an exercise as a package to take along", "workspace", "to")
    take.add_argument(
        "--with-responses", action="store_true", help="take responses and comments along too"
    )
    _exercise(take)


def _export(add: Add) -> None:
    _json(add("export", "all that a workspace holds, as data", "workspace"))


def _codings(add: Add) -> None:
    codings = add("codings", "to and from other programs of coding", "workspace")
    way = codings.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", help="a .qdpx, .qdc or .csv file, or a folder for ThemeFinder")
    way.add_argument("--from", dest="source", metavar="FILE", help="one of these to bring in")
    _exercise(codings)


def _population(add: Add) -> None:
    population = add("population", "compare an equality question", "workspace", "file")
    population.description = "Compare an equality question with a population's table (CSV, Excel)."
    population.add_argument("--question", required=True, metavar="NAME", help="its name or wording")
    population.add_argument("--source", default="", help="where the figures are from, as printed")
    population.add_argument("--date", default="", help="of what date the figures are")
    _exercise(population)
    _json(population)


def _demo(add: Add) -> None:
    demo = add("demo", "the sample exercise with both reports", "folder")
    demo.add_argument(
        "--open", action="store_true", help="then open the window, if there is a display"
    )


def _definition(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--definition", metavar="FILE", help="the survey's own questionnaire, e.g. an XLSForm"
    )
    command.add_argument(
        "--profile-out", metavar="FILE", help="save types, roles and tags for --profile"
    )


def _suppress(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--suppress",
        choices=PRESETS,
        help="which small counts are hidden; else as decided. Send out versions under one rule only",
    )


def _exercise(command: argparse.ArgumentParser) -> None:
    command.add_argument("--exercise", help="title or number; needed where there are several")


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true")


_COMMANDS: tuple[Callable[[Add], None], ...] = (
    _new,
    _inspect,
    _import,
    _code,
    _sentiment,
    _suggest,
    _redact,
    _findings,
    _report,
    _check,
    _backup,
    _merge,
    _take,
    _export,
    _codings,
    _population,
    _demo,
)
"""In the order that `engage --help` lists them."""
