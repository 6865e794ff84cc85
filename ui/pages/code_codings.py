"""What is coded on a comment, as the comment panel shows it: chips, marked words, reasons."""

from collections.abc import Iterator, Mapping

from engage_app.domain.coding import Coding, CodingStatus, Theme
from engage_app.domain.response import CommentDetail
from engage_app.services import coding as codings
from engage_app.services.workspace import Workspace
from ui.widgets.text_with_spans import ColouredSpan

ORIGINS = {"rule": "keyword rule", "suggestion": "suggestion", "officer": "officer"}
_PLAIN = "#8A98A3"  # a theme without a colour of its own
_QUOTED = 30  # letters of a passage on its chip

Themes = Mapping[int, Theme]


def name_of(themes: Themes, theme_id: int) -> str:
    """What a theme is called."""
    return themes[theme_id].name if theme_id in themes else "Removed theme"


def colour_of(themes: Themes, theme_id: int) -> str:
    """The colour of a theme."""
    return (themes[theme_id].colour if theme_id in themes else "") or _PLAIN


def of_status(detail: CommentDetail | None, status: CodingStatus) -> list[Coding]:
    """The codings of a comment that are accepted, proposed or rejected."""
    return [coding for coding in detail.codings if coding.status is status] if detail else []


def chip_facts(detail: CommentDetail, themes: Themes) -> tuple[tuple[int, str, str, str], ...]:
    """Of each accepted coding: id, words, colour, and who put it there."""
    facts = []
    for coding in of_status(detail, CodingStatus.ACCEPTED):
        name = name_of(themes, coding.theme_id)
        if coding.passage:
            words = detail.row.text[coding.passage.start : coding.passage.end]
            name += f": “{words if len(words) < _QUOTED else words[: _QUOTED - 2] + '…'}”"
        who = f"Coded by {coding.coder} ({ORIGINS[coding.origin]})"
        facts.append((coding.id, name, colour_of(themes, coding.theme_id), who))
    return tuple(facts)


def spans(detail: CommentDetail, themes: Themes) -> Iterator[ColouredSpan]:
    """The words to mark: passages that are coded, and words that a rule found."""
    for coding in detail.codings:
        colour, name = colour_of(themes, coding.theme_id), name_of(themes, coding.theme_id)
        if coding.status is CodingStatus.ACCEPTED and coding.passage:
            yield ColouredSpan(coding.passage.start, coding.passage.end, colour, name)
        if coding.status is CodingStatus.PROPOSED:
            for match in coding.matches:
                yield ColouredSpan(match.start, match.end, colour, name)


def why_proposed(workspace: Workspace, detail: CommentDetail, coding: Coding) -> str:
    """Why a theme is proposed for a comment; empty where that isn't known."""
    why = codings.explain(workspace, coding.id)
    if not why and coding.matches:
        words = (f"“{detail.row.text[match.start : match.end]}”" for match in coding.matches)
        why = f"{ORIGINS[coding.origin]} found {', '.join(words)}"
    return why[:1].upper() + why[1:]
