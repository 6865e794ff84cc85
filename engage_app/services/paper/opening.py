"""The sections a board reads first: what was asked, and what came of it."""

from collections import Counter

import numpy as np

from analysis.respondents import Matrix
from engage_app.domain.activity import ActivityKind
from engage_app.domain.exercise import Side
from engage_app.domain.report import Block, Bullets, Heading
from engage_app.services.paper.draft import Draft, counted, numbered, table_blocks, without_column
from engage_app.services.tables import positions
from engage_app.services.tables.reach import EVERYBODY
from engage_app.services.tables.themes import telling_themes
from engage_app.services.tables.wording import listed, number_of, period, sentence

INVENTED = (
    "This is a sample exercise: its responses and comments are invented, to show what Engage does. "
    "No figure or quotation in it comes from a real person or organisation."
)
NOT_A_SAMPLE = (
    "People chose to take part. They are not a random sample of those affected, so no margin of "
    "error is given, and the figures speak only for those who were heard."
)

_KINDS = {
    ActivityKind.SURVEY: ("survey", "surveys"),
    ActivityKind.WORKSHOP: ("workshop", "workshops"),
    ActivityKind.INTERVIEW: ("interview", "interviews"),
    ActivityKind.MEETING: ("meeting", "meetings"),
    ActivityKind.CORRESPONDENCE: ("exchange of letters", "exchanges of letters"),
}
_REASONS = 6
"""How many themes are named as what lies behind a side."""


def introduction(draft: Draft) -> list[Block]:
    """What was asked, when, in which ways, and how many answered."""
    exercise = draft.material.exercise
    return [
        Heading("Introduction"),
        *numbered(
            INVENTED if exercise.invented else "",
            _purpose(exercise.purpose.strip()),
            f"The proposal put forward was: {sentence(exercise.proposal)}"
            if exercise.proposal.strip()
            else "",
            _how(draft),
            _how_many(draft),
            NOT_A_SAMPLE,
        ),
    ]


def _purpose(purpose: str) -> str:
    if purpose.casefold().startswith("to "):
        return sentence(f"The engagement was carried out {purpose[0].lower()}{purpose[1:]}")
    return sentence(purpose)


def _how(draft: Draft) -> str:
    kinds = Counter(activity.kind for activity in draft.material.activities)
    ways = listed([_ways(kinds[kind], *_KINDS[kind]) for kind in ActivityKind if kinds[kind]])
    when = period(draft.material.exercise)
    if not ways:
        return f"The engagement took place {when}." if when else ""
    return (
        f"The engagement took place {when} and included {ways}."
        if when
        else (f"The engagement included {ways}.")
    )


def _ways(count: int, one: str, many: str) -> str:
    if count > 1:
        return number_of(count, one, many)
    return f"{'an' if one[0] in 'aeiou' else 'a'} {one}"


def _how_many(draft: Draft) -> str:
    def said(column: str, one: str, many: str = "") -> str:
        return counted(draft.value("reach_by_group", EVERYBODY, column), one, many)

    responses = draft.value("reach_by_activity", "All activities", "Responses")
    comments = _comments(draft)
    return (
        f"In all, {said('Heard', 'respondent')} took part: {said('People', 'person', 'people')} "
        f"who answered for themselves and {said('Organisations', 'organisation')}. They gave "
        f"{counted(responses, 'response')} and {comments}."
    )


def _comments(draft: Draft) -> str:
    """How many comments there are, unless they come from too few people to say so."""
    material = draft.material
    for behind in (material.commented, material.said.answered):
        if 0 < material.who.people_in(behind) < draft.threshold:
            return "a small number of comments"
    coded = len(material.said.comment_rows)
    made = number_of(len(material.comment_responses), "comment")
    return f"{made}, of which {coded:,} {'has' if coded == 1 else 'have'} been coded by theme"


def summary(draft: Draft) -> str:
    """The executive summary, drafted: how many were heard, and where they stand."""
    stands = positions.paragraphs(draft.material, draft.threshold)
    return "\n".join(text for text in (_how(draft), _how_many(draft), *stands) if text)


def outcome(draft: Draft) -> list[Block]:
    """The paragraphs on positions, and what lies behind each side."""
    stands = positions.paragraphs(draft.material, draft.threshold)
    none_taken = (
        "No stakeholder group large enough to be named without making somebody known has stated a "
        "view on the proposal."
    )
    return [
        Heading("Outcome of the engagement"),
        *numbered(*(stands or (none_taken,))),
        *_reasons(draft, Side.AGAINST, "Concerns were broadly related to:"),
        *_reasons(draft, Side.FOR, "Those in favour spoke more often than others of:"),
        *numbered(positions.HEDGES),
        *table_blocks(without_column(draft.tables["position_by_group"], "In the paper")),
        *table_blocks(draft.tables["position_counts"]),
    ]


def sides_of(draft: Draft, theme_id: int) -> tuple[int, int]:
    """Respondents for and against who raised a theme, as they are: for ranking, not for print."""
    material = draft.material
    raised = material.said.respondents[:, material.theme_tree.ids.index(theme_id)]
    favour, against = (
        int((raised & _on_side(draft, side)).sum()) for side in (Side.FOR, Side.AGAINST)
    )
    return favour, against


def _on_side(draft: Draft, side: Side) -> Matrix:
    places = [n for n, step in enumerate(draft.material.scale) if step.side is side]
    return np.asarray(draft.material.positions[:, places].any(axis=1), dtype=bool)


def _reasons(draft: Draft, side: Side, opening: str) -> list[Block]:
    """The themes that a side raises more than the other, measured by the share of each side.

    Ranked on the figures as they are; no figure is printed, and a theme raised by fewer of the
    side than the threshold is not named.
    """
    sizes = [max(int(_on_side(draft, one).sum()), 1) for one in (Side.FOR, Side.AGAINST)]
    sign, own = (1, 0) if side is Side.FOR else (-1, 1)
    ranked = []
    for theme_id in telling_themes(draft.material):
        held = sides_of(draft, theme_id)
        excess = sign * (held[0] / sizes[0] - held[1] / sizes[1])
        if excess > 0 and held[own] >= max(draft.threshold, 1):
            ranked.append((excess, theme_id))
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked:
        return []
    bullets = tuple(theme_bullet(draft, theme_id) for _, theme_id in ranked[:_REASONS])
    return [*numbered(opening), Bullets(bullets)]


def theme_bullet(draft: Draft, theme_id: int) -> str:
    """A theme by name and definition."""
    theme = draft.material.themes[theme_id]
    meaning = theme.definition.strip().rstrip(".")
    return f"{theme.name}: {meaning[0].lower()}{meaning[1:]}" if meaning else theme.name
