"""What the command line takes: commands, and the arguments of each."""

import argparse
from collections.abc import Callable, Mapping

from engage_app import __version__
from engage_app.domain.disclosure import PRESETS

Command = Callable[[argparse.Namespace], int]
"""Does what was asked; returns the exit code."""


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

    new = command("new", "make a workspace with one exercise", "workspace")
    new.add_argument("--template", help="start from a built-in exercise")
    new.add_argument("--title", default="")
    inspect = command("inspect", "say what a survey file holds; writes nothing", "file")
    bring = command("import", "bring a survey file in", "workspace", "file")
    bring.add_argument("--activity", help="an activity's title or number; made where there is none")
    bring.add_argument(
        "--update", action="store_true", help="also change responses that the file has otherwise"
    )
    bring.add_argument(
        "--profile", metavar="FILE", help="import settings that --profile-out or the window saved"
    )
    bring.add_argument("--dry-run", action="store_true", help="read, and write nothing")
    for each in (inspect, bring):
        each.add_argument(
            "--definition", metavar="FILE", help="the survey's own questionnaire, e.g. an XLSForm"
        )
        each.add_argument(
            "--profile-out", metavar="FILE", help="save types, roles and tags for --profile"
        )
    code = command("code", "apply keyword rules and score sentiment", "workspace")
    tone = command("sentiment", "score the tone of texts in a CSV file", "texts")
    tone.add_argument("--column", required=True, help="the column that holds the texts")
    tone.add_argument("--out", required=True, help="the CSV file to write")
    tone.add_argument("--corrected", help="a CSV file with text and sentiment, which win")
    _suggest(command("suggest", "suggest themes for texts in a CSV file"))
    redact = command("redact", "propose personal details to cover in a CSV file", "texts")
    redact.add_argument("--column", required=True, help="the column that holds the texts")
    redact.add_argument(
        "--out",
        required=True,
        help="the CSV file to write: row (1 is the first below the header), start, end, kind, text",
    )
    findings = command("findings", "the tables of the report, as data", "workspace")
    report = command("report", "write the report, or check a document", "workspace")
    _report(report)
    for each in (findings, report):
        each.add_argument(
            "--suppress", choices=PRESETS, help="which small counts are hidden; else as decided"
        )
    check = command("check", "is the workspace file whole?", "workspace")
    command("backup", "copy a workspace and check the copy", "workspace", "to")
    merge = command("merge", "bring workspaces and packages together", "into")
    merge.add_argument("sources", nargs="+", metavar="from")
    take = command("take", "write an exercise as a package to take along", "workspace", "to")
    take.add_argument(
        "--with-responses", action="store_true", help="take responses and comments along too"
    )
    export = command("export", "all that a workspace holds, as data", "workspace")
    codings = command("codings", "to and from other programs of coding", "workspace")
    way = codings.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", help="a .qdpx, .qdc or .csv file, or a folder for ThemeFinder")
    way.add_argument("--from", dest="source", metavar="FILE", help="one of these to bring in")
    population = _population(
        command("population", "compare an equality question", "workspace", "file")
    )
    demo = command("demo", "the sample exercise with both reports", "folder")
    demo.add_argument(
        "--open", action="store_true", help="then open the window, if there is a display"
    )
    for each in (bring, code, findings, report, take, codings, population):
        each.add_argument("--exercise", help="title or number; needed where there are several")
    for each in (inspect, bring, code, findings, check, merge, export, population):
        each.add_argument("--json", action="store_true")
    return whole


def _population(population: argparse.ArgumentParser) -> argparse.ArgumentParser:
    population.description = "Compare an equality question with a population's table (CSV, Excel)."
    population.add_argument("--question", required=True, metavar="NAME", help="its name or wording")
    population.add_argument("--source", default="", help="where the figures are from, as printed")
    population.add_argument("--date", default="", help="of what date the figures are")
    return population


def _report(report: argparse.ArgumentParser) -> None:
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
        "the way of some reader",
    )


def _suggest(suggest: argparse.ArgumentParser) -> None:
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
