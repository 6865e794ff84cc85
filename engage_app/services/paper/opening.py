"""The sections a board reads first: why people were asked, and how they were engaged."""

import re
from collections import Counter
from datetime import date

from analysis.disclosing.publishing import hidden_base
from engage_app.domain.activity import ActivityKind
from engage_app.domain.exercise import Exercise
from engage_app.domain.report import Block, Heading, Value
from engage_app.services.paper.draft import (
    Draft,
    counted,
    drafted,
    in_short,
    numbered,
    often_raised,
    table_blocks,
    wording,
)
from engage_app.services.tables.reach import EVERYBODY, not_heard
from engage_app.services.tables.wording import day, listed, number_of, sentence

INVENTED = (
    "This is a sample exercise: its responses and comments are invented, to show what Engage does. "
    "No figure or quotation in it comes from a real person or organisation."
)
NOT_A_SAMPLE = (
    "People chose to take part. They are not a random sample of those affected, so no margin of "
    "error is given, and the figures speak only for those who were heard."
)
SAMPLED = (
    "Where those asked were drawn at random, a margin of error is given. Everybody else chose to "
    "take part, and those figures speak only for those who were heard."
)

_KINDS = {
    ActivityKind.SURVEY: ("survey", "surveys"),
    ActivityKind.WORKSHOP: ("workshop", "workshops"),
    ActivityKind.INTERVIEW: ("interview", "interviews"),
    ActivityKind.MEETING: ("meeting", "meetings"),
    ActivityKind.CORRESPONDENCE: ("exchange of letters", "exchanges of letters"),
}
_BY_METHOD = ("Method", "Activities", "Took part", "People", "Organisations", "Response rate")
"""Of the table by method, what the paper itself prints; the rest is in an appendix."""


def introduction(draft: Draft) -> list[Block]:
    """Why people were asked, what was proposed, the law behind it, and where the rest is."""
    exercise = draft.material.exercise
    proposal = sentence(exercise.proposal)
    return [
        Heading("Introduction"),
        *numbered(INVENTED if exercise.invented else ""),
        *drafted("introduction.purpose", _purpose(exercise)),
        *drafted(
            "introduction.proposal",
            f"People were asked about this proposal: “{proposal}”" if proposal else "",
        ),
        *drafted("introduction.duty", *_duty(exercise.organisation)),
        *drafted("introduction.contents", _contents(draft)),
    ]


def _purpose(exercise: Exercise) -> str:
    purpose = exercise.purpose.strip()
    if purpose.casefold().startswith("to "):
        return sentence(f"The engagement was carried out {purpose[0].lower()}{purpose[1:]}")
    return sentence(purpose) or (
        f"This paper reports what was heard in the engagement “{exercise.title}”."
    )


def _duty(organisation: str) -> tuple[str, ...]:
    """The law behind the engagement, by the organisation's name."""
    words = wording()
    for duty in words["duties"]:
        names = "|".join(re.escape(name) for name in duty["organisation"])
        if re.search(rf"\b(?:{names})s?\b", organisation, re.IGNORECASE):
            return (duty["text"], words["every_organisation"])
    return (words["any_organisation"],)


def _contents(draft: Draft) -> str:
    said = "what they said" + (" and what is proposed in answer" if draft.answers else "")
    parts = [
        f"{what} ({place})"
        for key, what in (
            ("engagement", "who took part"),
            ("outcome", "where they stand"),
            ("themes", said),
        )
        if (place := draft.see(key)) and (key != "themes" or draft.coded)
    ]
    if not parts:
        return ""
    tables = " The figures are in the appendices." if draft.see("matrix", "theme_summary") else ""
    return f"This paper reports {listed(parts)}.{tables}"


def engagement(draft: Draft) -> list[Block]:
    """How people were engaged, who took part, who was not heard, and the limits of it."""
    by_method = draft.tables.get("reach_by_method")
    return [
        Heading("Engagement"),
        *drafted("engagement.dates", *_when_and_how(draft)),
        *drafted("engagement.reach", how_many(draft), _channels(draft), rounding(draft)),
        *(table_blocks(in_short(by_method, _BY_METHOD)) if by_method else []),
        *drafted("engagement.not_heard", *_not_heard(draft)),
        *drafted("engagement.fairness", *_fairness(draft)),
        *numbered(limits(draft)),
    ]


def dates(exercise: Exercise) -> str:
    """When the engagement was open, and for how long."""
    opened, closed = day(exercise.opens_on), day(exercise.closes_on)
    if opened and closed:
        open_for = _days(exercise)
        lasted = f" for {number_of(open_for, 'day')}," if open_for else ""
        return f"The engagement was open{lasted} from {opened} to {closed}."
    if opened or closed:
        return f"The engagement was open {f'from {opened}' if opened else f'until {closed}'}."
    return ""


def _days(exercise: Exercise) -> int:
    """How many days it was open, the first and the last among them; 0 where that isn't known."""
    try:
        opened = date.fromisoformat(exercise.opens_on)
        closed = date.fromisoformat(exercise.closes_on)
    except ValueError:
        return 0
    return max((closed - opened).days + 1, 0)


def _when_and_how(draft: Draft) -> tuple[str, str]:
    when, ways = dates(draft.material.exercise), _ways(draft)
    return when, f"{'It' if when else 'The engagement'} included {ways}." if ways else ""


def _ways(draft: Draft) -> str:
    kinds = Counter(activity.kind for activity in draft.material.activities)
    ways = [_way(kinds[kind], *_KINDS[kind]) for kind in ActivityKind if kinds[kind]]
    if not ways:
        return ""
    where = draft.see("sessions")
    return f"{listed(ways)}{f', listed in {where}' if where else ''}"


def _way(count: int, one: str, many: str) -> str:
    if count > 1:
        return number_of(count, one, many)
    return f"{'an' if one[0] in 'aeiou' else 'a'} {one}"


def _everybody(draft: Draft, column: str) -> Value:
    return draft.value("reach_by_group", EVERYBODY, column)


def how_many(draft: Draft) -> str:
    """How many respondents took part, people and organisations apart."""
    heard, people, organisations = (
        _everybody(draft, name) for name in ("Heard", "People", "Organisations")
    )
    if heard == 0:
        return "Nobody has been heard yet."
    told = counted(heard, "respondent")
    if organisations == 0:
        return f"In all, {told} took part, each for themselves."
    if people == 0:
        return f"In all, {told} took part, each for an organisation."
    return (
        f"In all, {told} took part: {counted(people, 'person', 'people')} who answered for "
        f"themselves and {counted(organisations, 'organisation')}."
    )


def rounding(draft: Draft) -> str:
    """That figures are rounded, where they are, before a reader adds them up."""
    if draft.rule.round_to <= 1 or _everybody(draft, "Heard") == 0:
        return ""
    return (
        f"Counts that have people among them are rounded to the nearest {draft.rule.round_to}, and "
        "counts of organisations alone are not, so figures may not add up."
    )


def _channels(draft: Draft) -> str:
    survey, sessions = _everybody(draft, "Survey"), _everybody(draft, "Conversations")
    if not (isinstance(survey, int) and isinstance(sessions, int) and survey and sessions):
        return ""
    return f"Of these, {survey:,} answered a survey and {sessions:,} spoke or wrote to us."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _not_heard(draft: Draft) -> tuple[str, ...]:
    where = draft.see("reach")
    who = "who was planned for and who was heard" if draft.planned else "who was heard"
    see = f"{_capital(where)} sets out {who}." if where else ""
    if not draft.material.groups:
        return ()
    if draft.rule.hide_zero:
        return ("Groups that nobody was heard from are not named, as noughts are hidden.", see)
    silent = not_heard(draft.material)
    if silent:
        return (f"Nobody was heard from {listed(silent, 'or')}.", see)
    every = "Somebody was heard from every stakeholder group in the plan."
    return (every if draft.planned else "", see)


def _fairness(draft: Draft) -> tuple[str, ...]:
    """What the courts ask of an engagement, so far as the exercise tells it."""
    decision = draft.see("recommendations")
    answered = draft.see("themes", "answers") if draft.answers else ""
    return (
        f"People were asked before the Board decides: {decision} says what it is asked."
        if decision
        else "",
        f"What they said is answered theme by theme in {answered}." if answered else "",
    )


def limits(draft: Draft) -> str:
    """What the figures can't say."""
    sampled = any(activity.sampled for activity in draft.material.activities)
    return " ".join(filter(None, (SAMPLED if sampled else NOT_A_SAMPLE, _so_far(draft))))


def _so_far(draft: Draft) -> str:
    """What figures by theme rest on, where comments are left that nobody has put under themes."""
    coded, commented = draft.material.said.answered.sum(), draft.material.commented.sum()
    themes = draft.tables.get("themes")
    if not 0 < coded < commented or not themes or themes.base == hidden_base(draft.rule):
        return ""
    return f"Figures by theme rest on the comments coded so far: {themes.base}."


def most_raised(draft: Draft, most: int = 3, *, figures: bool = True) -> str:
    """The themes raised by most of those whose figures are published; with them or without."""
    named = []
    for theme_id in draft.telling:
        theme = draft.material.themes[theme_id]
        value = draft.value("themes", theme.name, "Respondents")
        if isinstance(value, int) and value > 0:
            place = draft.material.theme_tree.ids.index(theme_id)
            number = f" ({counted(value, 'respondent')})" if figures else ""
            named.append((-value, place, f"{theme.name}{number}"))
    return often_raised([text for *_, text in sorted(named)[:most]])
