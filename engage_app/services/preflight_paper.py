"""What the pre-flight says of the paper itself: sections, texts, answers, quotations."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engage_app.domain.answers import AnswerStatus, ThemeAnswer
from engage_app.domain.checks import Remark, Severity
from engage_app.domain.cover import TO_BE_CONFIRMED
from engage_app.domain.report import Bullets, Heading, Paragraph, Quotation, Report
from engage_app.services import answers, codebook, quoting, quoting_desk
from engage_app.services.paper.sections import SECTIONS
from engage_app.services.preflight_words import opening, some
from engage_app.services.workspace import Workspace

if TYPE_CHECKING:
    from engage_app.services.paper.edits import DraftedText

_QUOTED = dict(SECTIONS)["themes"]
"""The section whose parts should each have a quotation."""


def remarks(
    workspace: Workspace, exercise_id: int, report: Report, texts: Sequence["DraftedText"]
) -> Iterator[Remark]:
    """Everything that would look unfinished on paper."""
    yield from _empty(report)
    yield from _unsaid(report)
    yield from _edited(texts)
    yield from quoting.troubled_picks(workspace, exercise_id)
    yield from quoting.unquoted(workspace, exercise_id)
    yield from _unquoted(report)
    yield from _unheard(workspace, exercise_id)
    yield from _unanswered(workspace, exercise_id)
    yield from _half_answered(workspace, exercise_id)


def _empty(report: Report) -> Iterator[Remark]:
    """Sections that are a heading and nothing below it."""
    for before, block in zip(report.blocks, (*report.blocks[1:], None), strict=True):
        if not isinstance(before, Heading):
            continue
        if block is None or (isinstance(block, Heading) and block.level <= before.level):
            yield Remark(
                Severity.FAULT,
                f"There is nothing under the heading “{before.text}”.",
                "Leave the section out, or add what it is made from.",
                "Contents",
                page="report.contents",
            )


def _unsaid(report: Report) -> Iterator[Remark]:
    """Places in the text that still wait for a word."""
    for block in report.blocks:
        if isinstance(block, Paragraph | Bullets) and TO_BE_CONFIRMED in _words(block):
            yield Remark(
                Severity.FAULT,
                f"A paragraph reads “{TO_BE_CONFIRMED}”: {opening(_words(block))}",
                "Write what is so.",
                "Text",
                page=f"report.text.{block.key}" if block.key else "report.text",
            )


def _edited(texts: Sequence["DraftedText"]) -> Iterator[Remark]:
    """Edited texts that the data have overtaken."""
    for text in texts:
        where, page = f"Text: {text.heading}" if text.heading else "Text", f"report.text.{text.key}"
        for clash in text.clashes:
            yield Remark(
                Severity.FAULT,
                f"You wrote “{clash.yours}” where the draft said “{clash.before}”; it says "
                f"“{clash.now}” now.",
                "Take the new draft, or keep yours.",
                where,
                page=page,
            )
        for figure in text.unknown:
            yield Remark(
                Severity.ADVICE,
                f"You wrote “{figure}”, which no table of the paper prints.",
                "Check it, or take it out.",
                where,
                page=page,
            )
        if text.gone:
            yield Remark(
                Severity.ADVICE,
                f"A text that you edited is drafted no longer, so it isn't printed: "
                f"{opening(text.edited or '')}",
                "Remove it, or write it somewhere else.",
                where,
                page=page,
            )


def _unquoted(report: Report) -> Iterator[Remark]:
    """Parts of what was heard in which nobody speaks."""
    section, part, quoted = "", "", True
    silent: list[str] = []
    for block in (*report.blocks, Heading("")):
        if isinstance(block, Heading) and block.level <= 2:
            if not quoted:
                silent.append(part)
            section = block.text if block.level == 1 else section
            part = block.text
            quoted = not (section == _QUOTED and block.level == 2)
        elif isinstance(block, Quotation):
            quoted = True
    themed = [name for name in silent if name != "Themes and positions"]
    if themed:
        yield Remark(
            Severity.ADVICE,
            f"No quotation is printed under {some([f'“{name}”' for name in themed])}.",
            "Pick one, if somebody agreed to be quoted.",
            "Quotations",
            page="report.quotes",
        )


def _unheard(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    """Positions that are taken, and not heard in any quotation."""
    heard = quoting_desk.desk(workspace, exercise_id).heard
    if not any(each.printed for each in heard):
        return
    silent = [each.position for each in heard if each.taken and not each.printed]
    if silent:
        yield Remark(
            Severity.ADVICE,
            f"Nobody of this position is quoted: {some(silent)}.",
            "Pick quotations that show the range of views.",
            "Quotations",
            page="report.quotes",
        )


def _unanswered(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    for theme in answers.unanswered(workspace, exercise_id):
        yield Remark(
            Severity.ADVICE,
            f"“{theme.name}”, raised by {theme.share:.0%} of the respondents, has no answer.",
            "Say what will be done about it, or why nothing can be.",
            "Answers",
            page=f"report.answers.{theme.theme_id}",
        )


def _half_answered(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    """Answers without an owner or a date, where something is still to be done."""
    names = {theme.id: theme.name for theme in codebook.themes(workspace, exercise_id)}
    for answer in answers.answers(workspace, exercise_id):
        lacking = _lacking(answer)
        if lacking:
            yield Remark(
                Severity.ADVICE,
                f"The answer to “{names.get(answer.theme_id, '')}” has no {' and no '.join(lacking)}.",
                "Fill it in.",
                "Answers",
                page=f"report.answers.{answer.theme_id}",
            )


def _lacking(answer: ThemeAnswer) -> list[str]:
    ahead = answer.status in {AnswerStatus.WILL_DO, AnswerStatus.CONSIDERING}
    named = (
        (not answer.answer.strip(), "words"),
        (ahead and not answer.owner.strip(), "owner"),
        (ahead and not answer.due_on.strip(), "date"),
    )
    return [what for so, what in named if so]


def _words(block: Paragraph | Bullets) -> str:
    return "\n".join(block.items) if isinstance(block, Bullets) else block.text
