"""The method page: the rules behind every word and figure."""

from analysis.quantifiers import key_in_words
from engage_app import __version__
from engage_app.domain.report import Block, Bullets, Heading
from engage_app.services.codebook_versions import in_words, standing_in
from engage_app.services.paper.draft import Draft, numbered, table_blocks
from engage_app.services.paper.opening import INVENTED, NOT_A_SAMPLE
from engage_app.services.tables.positions import HEDGES, rule


def notes(draft: Draft) -> tuple[str, ...]:
    """The notes on method, one rule each."""
    threshold = draft.threshold
    small = (
        f"Counts of fewer than {threshold} people are hidden and shown as [c], with the shares and "
        "words worked out from them and with as many other counts as it takes that no hidden one "
        "can be had back by subtraction. This is done over all tables together. Counts of "
        f"organisations are not hidden for being small. A stakeholder group of fewer than "
        f"{threshold} respondents, a person among them, is given no position."
        if threshold > 1
        else "No small numbers are hidden in this report: it is not for publication."
    )
    return (
        *((INVENTED,) if draft.material.exercise.invented else ()),
        NOT_A_SAMPLE,
        "Respondents, organisations, responses and comments are counted apart. A respondent counts "
        "once in every figure, however much was said.",
        "Themes were put on comments by people, or put forward by keyword rules and suggestions "
        "and accepted by people. Only accepted codings count.",
        *_codebook(draft),
        *filter(None, (draft.material.second_coding,)),
        rule(draft.material.scale),
        HEDGES,
        f"Words for shares always mean the same: {key_in_words()}.",
        "Positive, neutral and negative describe the tone of words. Tone is not position: it never "
        "sets, adds to or stands for where a respondent stands on the proposal.",
        "Texts that several respondents sent, word for word or nearly, are counted like all others, "
        "and shown apart.",
        small,
        f"Made with Engage {__version__}.",
    )


def _codebook(draft: Draft) -> tuple[str, ...]:
    stands = standing_in(draft.material.connection, draft.material.exercise_id)
    return tuple(filter(None, [in_words(stands)]))


def method(draft: Draft) -> list[Block]:
    """The method page."""
    return [
        Heading("How this was done"),
        Bullets(notes(draft)),
        *(
            [
                *numbered("Some texts came from several respondents in the same words, or nearly."),
                *table_blocks(draft.tables["campaigns"]),
            ]
            if draft.tables["campaigns"].rows
            else numbered("No text came from several respondents in the same words, or nearly.")
        ),
        *table_blocks(draft.tables["codings"]),
    ]
