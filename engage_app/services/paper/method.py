"""The method page: the rules behind every word and figure, and what they were applied to."""

import platform
import sqlite3
from dataclasses import replace
from importlib import metadata

from analysis.quantifiers import key_in_words
from engage_app import __version__
from engage_app.domain.report import (
    SUPPRESSED,
    Block,
    Bullets,
    Column,
    Heading,
    Table,
    TableBlock,
)
from engage_app.services.codebook_versions import in_words, standing_in
from engage_app.services.paper.draft import Draft, numbered, table_blocks, without_those_of
from engage_app.services.paper.opening import INVENTED, NOT_A_SAMPLE, SAMPLED
from engage_app.services.paper.principles import principles
from engage_app.services.tables.coarser import LEFT_OUT, MOST_HIDDEN, NO_SIDES, TOTALS_ONLY
from engage_app.services.tables.positions import HEDGES, rule
from engage_app.services.tables.wording import day, listed, number_of, percent, sentence
from storage import codebook

_LIBRARIES = (
    ("pandas", "pandas"),
    ("NumPy", "numpy"),
    ("SciPy", "scipy"),
    ("scikit-learn", "scikit-learn"),
    ("NLTK", "nltk"),
)
_TOP, _NO_MEANING = "The top level", "No definition."


def notes(draft: Draft) -> tuple[str, ...]:
    """The notes on method, one rule each."""
    sampled = any(activity.sampled for activity in draft.material.activities)
    return (
        *((INVENTED,) if draft.material.exercise.invented else ()),
        SAMPLED if sampled else NOT_A_SAMPLE,
        "Respondents, organisations, responses and comments are counted apart. A respondent counts "
        "once in every figure, however much was said.",
        "Themes were put on comments by people, or put forward by keyword rules and suggestions "
        "and accepted by people. Only accepted codings count.",
        *_coders(draft),
        *filter(None, (draft.material.second_coding,)),
        rule(draft.material.scale),
        HEDGES,
        *_key(draft),
        "Positive, neutral and negative describe the tone of words. Tone is not position: it never "
        "sets, adds to or stands for where a respondent stands on the proposal.",
        "Texts that several respondents sent, word for word or nearly, are counted like all others, "
        "and shown apart.",
        small_numbers(draft),
        *_coarser(draft),
        *_kept(draft),
        f"Made with {tools()}.",
        f"Fingerprint of the data (SHA-256): {draft.material.fingerprint}. Any copy of the same data gives "
        "the same one; a single response or coding more or less gives another.",
    )


def small_numbers(draft: Draft) -> str:
    """The rule on small numbers, in words."""
    rule_ = draft.rule
    if rule_.below <= 1:
        return "No small numbers are hidden in this report: it is not for publication."
    noughts = " Noughts are hidden like small numbers." if rule_.hide_zero else ""
    rounded = (
        f" Other counts of people are rounded to the nearest {rule_.round_to}, and shares are "
        "worked out from the rounded counts, so figures may not add up."
        if rule_.round_to > 1
        else ""
    )
    return (
        f"Counts of fewer than {rule_.below} people are hidden and shown as [c], with the shares "
        "and words worked out from them, and with as many other counts as are needed so that no "
        f"hidden one can be worked out by subtraction.{noughts}{rounded} This is done over all tables "
        "together. Counts of organisations are not hidden for being small. A stakeholder group of "
        f"fewer than {rule_.below} respondents, a person among them, is given no position."
    )


def _coarser(draft: Draft) -> tuple[str, ...]:
    """Which tables were made coarser, or left out."""
    tables = draft.tables.values()
    totals = [one.title for one in tables if {TOTALS_ONLY, NO_SIDES}.intersection(one.notes)]
    out = [one.title for one in tables if LEFT_OUT in one.notes]
    return tuple(
        f"{what}, as more than {percent(MOST_HIDDEN)} of the figures would be hidden: "
        f"{'; '.join(titles)}."
        for what, titles in (
            ("Printed with fewer rows or columns", totals),
            ("Left out, of the workbook too", out),
        )
        if titles
    )


def tools() -> str:
    """Engage and what it reckons with, each with its version."""
    found = [f"Engage {__version__}", f"Python {platform.python_version()}"]
    for name, package in _LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue
    return listed([*found, f"SQLite {sqlite3.sqlite_version}"])


def _key(draft: Draft) -> tuple[str, ...]:
    """What the words for shares mean, unless a table says so."""
    if "quantifier_key" in draft.tables:
        return ()
    return (f"Words for shares always mean the same: {key_in_words()}.",)


def _coders(draft: Draft) -> tuple[str, ...]:
    """The codebook's version, and how many people coded with it."""
    material = draft.material
    version = in_words(standing_in(material.connection, material.exercise_id))
    coders = codebook.coders(material.connection, material.exercise_id)
    told = {0: "", 1: "One person decided on the codings."}.get(
        coders, f"{coders} people decided on the codings."
    )
    return tuple(filter(None, (version, told)))


def _kept(draft: Draft) -> tuple[str, ...]:
    until = draft.material.exercise.retain_until
    return (f"Individual answers are kept until {day(until)}.",) if until else ()


def code_frame(draft: Draft) -> Table:
    """The codebook: every theme with what it means."""
    themes, tree = draft.material.themes, draft.material.theme_tree
    rows = []
    for theme_id in tree.ids:
        theme, parent = themes[theme_id], tree.parents[theme_id]
        meaning = sentence(theme.definition) or _NO_MEANING
        use = f" Used when: {sentence(theme.use_when)}" if theme.use_when.strip() else ""
        above = themes[parent].name if parent is not None else _TOP
        rows.append((theme.name, above, f"{meaning}{use}"))
    made = Table(
        "codebook",
        "Code frame",
        "",
        "",
        (Column("Theme", width=2), Column("Part of", width=2), Column("What it means", width=5)),
        tuple(rows),
    )
    return without_those_of(made, _NO_MEANING) if rows else made


def campaigns(draft: Draft) -> Table:
    """The texts that several respondents sent, but for those that are hidden."""
    found = draft.tables["campaigns"]
    shown = tuple(row for row in found.rows if any(one != SUPPRESSED for one in row[1:]))
    hidden = len(found.rows) - len(shown)
    notes = (*found.notes, f"{number_of(hidden, 'more text')} {_not_shown(hidden)}")
    return replace(found, rows=shown, notes=notes if hidden else found.notes)


def _not_shown(count: int) -> str:
    are, each = ("is", "it") if count == 1 else ("are", "each of them")
    return f"{are} not shown, as too few people sent {each}."


def _campaigns(draft: Draft) -> list[Block]:
    """The table of texts sent by several, or why there is none."""
    shown, every = campaigns(draft), len(draft.tables["campaigns"].rows)
    if shown.rows:
        return table_blocks(shown)
    if every:
        return numbered(
            f"{number_of(every, 'text')} came from several respondents, word for word or nearly. "
            f"{'It' if every == 1 else 'They'} {_not_shown(every)}"
        )
    return numbered("No text came from several respondents in the same words, or nearly.")


def method(draft: Draft) -> list[Block]:
    """The method page."""
    key = draft.tables.get("quantifier_key")
    frame = code_frame(draft)
    return [
        Heading("Rules and data", 2),
        Bullets(notes(draft)),
        *(table_blocks(key) if key and key.rows else []),
        Heading("Texts sent by several respondents", 2),
        *_campaigns(draft),
        *principles(draft),
        Heading("Code frame and codings", 2),
        *table_blocks(draft.tables["codings"]),
        *([TableBlock(frame)] if frame.rows else numbered("There is no codebook.")),
    ]
