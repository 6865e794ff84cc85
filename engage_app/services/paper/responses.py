"""What is proposed in answer: beside each theme, and as one list, "you said, we did"."""

from collections.abc import Iterator

from engage_app.domain.answers import STATUS_LABELS, AnswerStatus, ThemeAnswer
from engage_app.domain.cover import NOT_APPLICABLE
from engage_app.domain.report import Block, Bullets, Column, Table
from engage_app.services.paper.draft import Draft, counted, drafted
from engage_app.services.tables.themes import theme_name
from engage_app.services.tables.wording import day, percent, sentence

NOT_SET = "Not set"
NO_ANSWERS = "No answer to a theme has been recorded yet."


def said_of(draft: Draft, theme_id: int) -> str:
    """What was said on a theme, drafted from its published figures."""
    theme = draft.material.themes[theme_id]
    heading = theme_name(draft.material, theme_id)
    number = draft.value("themes", heading, "Respondents")
    share = draft.value("themes", heading, "Share")
    meaning = sentence(theme.definition)
    if not isinstance(number, int) or not number:
        return meaning or sentence(theme.name)
    bracket = f" ({percent(share)})" if isinstance(share, float) else ""
    raised = f"Raised by {counted(number, 'respondent')}{bracket}."
    return f"{meaning} {raised}" if meaning else raised


def in_answer(draft: Draft, root: int) -> list[Block]:
    """What is proposed in answer to a branch of the codebook, theme by theme; of a theme that
    stands alone nothing is said where it has no answer."""
    uid = draft.material.themes[root].uid
    key = f"themes.{uid}.answer"
    items = [
        f"{draft.material.themes[theme_id].name} – {_status(answer)}: {sentence(answer.answer)}"
        for theme_id in draft.below(root)
        for answer in draft.answers
        if answer.theme_id == theme_id and answer.answer
    ]
    if not draft.answers or (not items and not draft.material.theme_tree.children(root)):
        return []
    if not items:
        return drafted(key, "No answer to these themes has been recorded yet.")
    lead = drafted(f"{key}.lead", "What is proposed in answer:")
    return [*lead, Bullets(tuple(items), key)]


def _status(answer: ThemeAnswer) -> str:
    """ "we will", in the middle of a sentence."""
    label = STATUS_LABELS[answer.status]
    return label[0].lower() + label[1:]


def answers_table(draft: Draft) -> Table:
    """Every answer: what was said, what is done about it, by whom and until when."""
    return Table(
        "answers",
        "You said, we did",
        "",
        "",
        (
            Column("Theme", width=1.6),
            Column("You said", width=3),
            Column("Outcome", width=1.2),
            Column("What we did, will do, or could not do and why", width=3.2),
            Column("Owner", width=1.4),
            Column("By when", width=1.2),
        ),
        tuple(_rows(draft)),
    )


def _rows(draft: Draft) -> Iterator[tuple[str, ...]]:
    for answer in draft.answers:
        settled = answer.status in {AnswerStatus.DONE, AnswerStatus.COULD_NOT}
        yield (
            draft.material.themes[answer.theme_id].name,
            sentence(answer.said) or said_of(draft, answer.theme_id),
            STATUS_LABELS[answer.status],
            sentence(answer.answer) or NOT_SET,
            answer.owner or (NOT_APPLICABLE if settled else NOT_SET),
            day(answer.due_on) or (NOT_APPLICABLE if settled else NOT_SET),
        )
