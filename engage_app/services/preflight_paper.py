"""What the pre-flight says of the paper itself: sections, texts, answers, quotations."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engage_app.domain.answers import AnswerStatus, ThemeAnswer
from engage_app.domain.checks import Remark, Severity
from engage_app.domain.cover import TO_BE_CONFIRMED
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Bullets, Heading, Paragraph, Quotation, Report
from engage_app.services import answers, quoting, quoting_desk, saved_tables
from engage_app.services.drafted import Paper
from engage_app.services.paper.sections import SECTIONS
from engage_app.services.preflight_words import opening, some

if TYPE_CHECKING:
    from engage_app.services.paper.edits import DraftedText
    from engage_app.services.tables.material import Material

_QUOTED = dict(SECTIONS)["themes"]
"""The section whose parts should each have a quotation."""


def remarks(paper: Paper, rule: DisclosureRule) -> Iterator[Remark]:
    """Everything that would look unfinished on paper; `rule` is the one it hides numbers by."""
    yield from _empty(paper.report)
    yield from _not_printed(paper.material, rule)
    yield from _unsaid(paper.report)
    yield from _edited(paper.texts)
    yield from quoting.troubled(paper.material)
    yield from quoting.exposed(paper.material)
    yield from quoting.unquoted(paper.material)
    yield from _unquoted(paper.report)
    yield from _unheard(paper.material)
    yield from _unanswered(paper.material)
    yield from _half_answered(paper.material)


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


def _not_printed(material: "Material", rule: DisclosureRule) -> Iterator[Remark]:
    """Saved findings that are to be in the report, and can't."""
    for why in saved_tables.refused(material, rule):
        yield Remark(
            Severity.ADVICE,
            why,
            "Take a filter away, or take the finding out of the report.",
            "Findings",
            page="findings",
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
        for change in text.changes:
            yield Remark(
                Severity.FAULT,
                change,
                "Correct it, take the new draft, or keep yours.",
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


def _unheard(material: "Material") -> Iterator[Remark]:
    """Views that are taken, and not heard in any quotation."""
    heard = quoting_desk.heard(material)
    if not any(each.printed for each in heard):
        return
    silent = [each.position for each in heard if each.view and each.taken and not each.printed]
    if silent:
        yield Remark(
            Severity.ADVICE,
            f"Nobody of this position is quoted: {some(silent)}.",
            "Pick quotations that show the range of views.",
            "Quotations",
            page="report.quotes",
        )


def _unanswered(material: "Material") -> Iterator[Remark]:
    for theme in answers.unanswered_of(material):
        yield Remark(
            Severity.ADVICE,
            f"“{theme.name}”, raised by {theme.share:.0%} of the respondents, has no answer.",
            "Say what will be done about it, or why nothing can be.",
            "Answers",
            page=f"report.answers.{theme.theme_id}",
        )


def _half_answered(material: "Material") -> Iterator[Remark]:
    """Answers without an owner or a date, where something is still to be done."""
    names = {theme.id: theme.name for theme in material.themes.values()}
    for answer in answers.answers(material.workspace, material.exercise_id):
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
