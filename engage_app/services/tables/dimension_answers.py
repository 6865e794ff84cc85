"""Dimensions that say how somebody took part, what they chose, and in what tone they spoke."""

from dataclasses import replace

import numpy as np

from analysis import tones
from analysis.closed_questions import Chosen, chosen
from analysis.reach import by_activity
from analysis.respondents import Matrix
from engage_app.domain.activity import ActivityKind
from engage_app.domain.questionnaire import Question
from engage_app.domain.scope import CHANNEL_NAMES
from engage_app.services.tables.categories import (
    MOST_COLUMNS,
    Category,
    Dimension,
    everybody,
    keyed,
    positions,
)
from engage_app.services.tables.material import Material
from engage_app.services.tables.questions import OWN_WORDS

QUESTION = "question:"
"""What the name of a closed question's dimension begins with; the question's own name follows."""

TONE_LABELS = dict(zip(tones.TONES, ("Positive", "Neutral", "Mixed", "Negative"), strict=True))


def activity(material: Material) -> Dimension:
    """Who took part in which activity."""
    categories = _activity_categories(material)
    return Dimension(
        "activity",
        "Activity",
        tuple(categories.values()),
        everybody(material),
        whole=tuple(range(len(categories))),
    )


def _activity_categories(material: Material) -> dict[int, Category]:
    """Those who took part in each activity that somebody answered in."""
    ids = tuple(one.id for one in material.activities)
    _, heard = by_activity(material.who, material.responses, ids)
    return {
        one.id: keyed(material, Category(one.title, heard[:, n], ("activity", one.id)))
        for n, one in enumerate(material.activities)
        if heard[:, n].any()
    }


def channel(material: Material) -> Dimension:
    """Who took part in which kind of activity."""
    kinds = {one.id: one.kind for one in material.activities}
    by_id = _activity_categories(material)
    categories: list[Category] = []
    finer: list[tuple[int, tuple[Category, ...]]] = []
    for kind in ActivityKind:
        parts = tuple(
            by_id[key] for key, of_kind in kinds.items() if of_kind is kind and key in by_id
        )
        if parts:
            mask = np.logical_or.reduce([one.mask for one in parts])
            finer.append((len(categories), parts))
            categories.append(
                keyed(material, Category(CHANNEL_NAMES[kind], mask, ("channel", kind.value)))
            )
    return Dimension(
        "channel",
        "Kind of activity",
        tuple(categories),
        everybody(material),
        whole=tuple(range(len(categories))),
        # where activities make no table of their own, nothing is known of them that could tell
        finer=tuple(finer) if len(by_id) <= MOST_COLUMNS else (),
    )


def position(material: Material) -> Dimension:
    """Who holds which position."""
    found = positions(material)
    whole = tuple(range(len(found)))
    return Dimension("position", "Position", tuple(found), everybody(material), whole=whole)


def scored(material: Material) -> Category:
    """The respondents with a comment whose tone is known."""
    mask: Matrix = np.logical_or.reduce(respondent_tones(material), axis=1)
    made = Category("All with a scored comment", mask, ("respondents", "scored"))
    return keyed(material, made)


def respondent_tones(material: Material) -> Matrix:
    """Respondents × analysis.tones.TONES, over all their comments."""
    comments = material.comments
    rows = material.who.rows(comments["response_id"].to_numpy())
    return tones.of_respondents(rows, tones.scored(comments["sentiment"]), len(material.who.ids))


def theme_tones(material: Material) -> Matrix:
    """Respondents × themes × analysis.tones.TONES."""
    toned = tones.scored(material.comments["sentiment"])[material.said.comment_rows]
    return tones.on_themes(material.said, toned)


def sentiment(material: Material) -> Dimension:
    """In what tone each respondent spoke, over all their comments: see analysis.tones."""
    toned = respondent_tones(material)
    categories = tuple(
        keyed(material, Category(TONE_LABELS[tone], toned[:, n], ("tone", tone)))
        for n, tone in enumerate(tones.TONES)
    )
    whole = tuple(range(len(categories)))
    return Dimension("sentiment", "Sentiment", categories, scored(material), whole=whole)


def kind(material: Material) -> Dimension:
    """Who answers for themselves, and who for an organisation."""
    organisation = material.who.organisation
    categories = (
        keyed(material, Category("People", ~organisation, ("people", "all"))),
        keyed(material, Category("Organisations", organisation, ("organisations", "all"))),
    )
    return Dimension(
        "kind", "Person or organisation", categories, everybody(material), whole=(0, 1)
    )


def of_question(material: Material, question: Question) -> Dimension:
    """The answers to a closed question; those who gave none are set aside."""
    ids = [choice.id for choice in question.choices]
    picked = chosen(material.who, material.answers, question.id, ids)
    made = [
        Category(choice.label, picked.choices[:, n], ("answers", question.id, choice.id))
        for n, choice in enumerate(question.choices)
        if not choice.retired or picked.choices[:, n].any()
    ]
    if picked.own_words.any():
        made.append(Category(OWN_WORDS, picked.own_words, ("answers", question.id, "own words")))
    if not picked.answered.all():
        key = ("answers", question.id, "none")
        made.append(Category("Not answered", ~picked.answered, key, aside=True))
    categories = tuple(keyed(material, one) for one in made)
    return Dimension(
        f"{QUESTION}{question.name}",
        question.label,
        categories,
        everybody(material),
        whole=tuple(range(len(categories))),
        finer=_silent(material, question, picked, len(categories) - 1),
    )


def _silent(
    material: Material, question: Question, picked: Chosen, last: int
) -> tuple[tuple[int, tuple[Category, ...]], ...]:
    """Who didn't answer, as those who left a blank and those who weren't asked: who took part in
    another way, whom other tables count, so that the blanks are what is left."""
    unseen: Matrix = np.logical_not(picked.answered | picked.skipped)
    if not (unseen.any() and picked.skipped.any()):
        return ()
    parts = ((picked.skipped, "skipped"), (unseen, "unseen"))
    both = (Category("", mask, ("answers", question.id, key)) for mask, key in parts)
    return ((last, tuple(keyed(material, one) for one in both)),)


def answered(material: Material, question: Question) -> Dimension:
    """The answers to a closed question, among those who answered it."""
    made = of_question(material, question)
    kept = tuple(one for one in made.categories if not one.aside)
    ids = [choice.id for choice in question.choices]
    mask = chosen(material.who, material.answers, question.id, ids).answered
    base = Category("All who answered", mask, ("answers", question.id, "answered"))
    whole = tuple(range(len(kept)))
    return replace(made, categories=kept, base=keyed(material, base), whole=whole, finer=())
