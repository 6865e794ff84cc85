"""What the Questionnaire tab says of questions, choices and files."""

from collections.abc import Sequence

from engage_app.domain.form_logic import misreadings
from engage_app.domain.question_items import Item
from engage_app.domain.questionnaire import (
    ROLE_LABELS,
    TYPE_LABELS,
    Choice,
    Question,
    QuestionType,
    Role,
)
from engage_app.services.exchange import Questionnaire
from engage_app.services.questionnaire import Usage
from ui.messages import Message, Tone
from ui.pages.exercises_list import counted as number_of
from ui.pages.responses_tagging import counted
from ui.widgets.ordered_list import ListRow


def standing_words(item: Item, answers: int) -> str:
    """How far it has been answered."""
    if item.retired:
        return f"It is asked no longer. {_answered(answers)}"
    if not answers:
        return "Nobody has answered it yet: everything about it can change."
    return f"{_answered(answers)} They stay, whatever you change here."


def _answered(answers: int) -> str:
    return f"Answered in {counted(answers)}." if answers else "Nobody answered it."


def problems_of(item: Item, questions: Sequence[Question]) -> list[str]:
    """What keeps it from being asked as it should."""
    found = misreadings(item.first, questions)
    active = [choice for choice in item.choices if not choice.retired]
    if item.first.closed and len(active) < 2:
        found.append("It has no choices yet." if not active else "It has only one choice.")
    return found


def choice_row(item: Item, choice: Choice, used: Usage) -> ListRow:
    """A choice in the list of them."""
    given = sum(
        used.choices[same.id]
        for row in item.rows
        for same in row.choices
        if same.label == choice.label
    )
    return ListRow(choice.id, choice.label, given_words(given, choice.retired), choice.retired)


def given_words(count: int, retired: bool) -> str:
    """What stands beside a choice or row."""
    words = f"{count:,} {'answer' if count == 1 else 'answers'}" if count else ""
    return ", ".join(part for part in ("retired" if retired else "", words) if part)


def role_words(role: Role, item: Item) -> str:
    """What a role is called for this question."""
    if role is Role.NONE and not item.first.closed:
        return "To be read, not coded" if item.first.type is QuestionType.TEXT else "A figure"
    return ROLE_LABELS[role]


def brought_words(found: Questionnaire) -> Message:
    """What came of an import."""
    words = f"The questions of the {found.tool} questionnaire are in. Undo takes them out again."
    if not found.left_out:
        return Message(Tone.SUCCESS, words)
    named = "; ".join(f"“{label}”" for label in found.left_out[:3])
    more = len(found.left_out) - 3
    named += f" and {more} more" if more > 0 else ""
    return Message(Tone.WARNING, words, f"When these are shown couldn’t be brought along: {named}.")


def item_row(number: int, item: Item) -> ListRow:
    """A question or grid in the list of them."""
    first = item.first
    kind = f"Grid, {number_of(len(item.rows), 'row')}" if item.is_grid else TYPE_LABELS[first.type]
    if first.type is QuestionType.TEXT and first.role is Role.COMMENT:
        kind = "Comment"
    notes = [kind]
    if first.required:
        notes.append("required")
    if first.relevant:
        notes.append("if…")
    if item.retired:
        notes = ["retired"]
    shown = f"{number}.  {item.title}"
    return ListRow(item.ids[0], item.title, " · ".join(notes), item.retired, "", shown, fixed=True)
