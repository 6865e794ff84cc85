"""What people said in their own words: example quotations, and texts that many sent alike."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from analysis.duplicates import Campaign, campaigns
from analysis.quotes import Quote, names_somebody
from engage_app.domain.report import Column, Kind, Quotation, Table, Value
from engage_app.services.tables.cells import Cell, respondents, share, table, words
from engage_app.services.tables.material import Material
from engage_app.services.tables.positions import NOT_STATED, PositionRow, position_rows
from engage_app.services.tables.theme_positions import position_cells
from engage_app.services.tables.wording import number_of

_OPENING = 25  # words of a campaign that are shown


def quotes(material: Material) -> tuple[Quote, ...]:
    """The quotations that are printed, in the order of the codebook: see `quoted`."""
    return material.voices.quotes


def quotation(material: Material, quote: Quote) -> Quotation:
    """A quotation as it is printed."""
    return Quotation(quote.words, material.voices.label(quote.theme, quote.chosen).name)


def quote_table(material: Material) -> Table:
    """Example quotations by theme and position.

    A position is hidden where it would narrow the name beside it to a number of people that is
    hidden in other tables; and the second time that a hidden count of a theme by position is
    quoted from, as two quotations tell that it is two at least. (One tells what "[c]" does: that
    it isn't nought. For the names see `Voices.labels`.)
    """
    held = {(row.scope.group_id, row.scope.whole): row for row in position_rows(material)}
    codes = [*material.steps, NOT_STATED]
    told: set[tuple[int, str]] = set()
    rows = []
    for quote in quotes(material):
        label = material.voices.label(quote.theme, quote.chosen)
        code = quote.chosen.position or NOT_STATED
        row = held.get((label.group_id, True)) or held[label.group_id, False]
        counts = [_holding(row, codes.index(code))]
        if (quote.theme, code) in told:
            counts.append(position_cells(material, quote.theme)[code])
        told.add((quote.theme, code))
        position = material.steps[code].label if code in material.steps else NOT_STATED
        behind = partial(tuple, (quote.chosen.response,))
        rows.append(
            [
                Cell(material.themes[quote.theme].name),
                words(position, *counts, remade=partial(_as_it_is, position)),
                words(quote.words, who=behind),
                Cell(label.name),
            ]
        )
    return table(
        "quotes",
        "Example quotations",
        unit="comments",
        base="comments that have been coded and may be quoted",
        columns=(
            Column("Theme", width=1.5),
            Column("Position"),
            Column("Quotation", width=5),
            Column("Attribution", width=1.5),
        ),
        rows=rows,
        notes=(
            "Quotations are examples, chosen for the range of what was said, at most one from each "
            "respondent, in the respondents' own words or as they were noted at a session. […] "
            "stands where words are left out. Who did not agree to be quoted isn't, nor is what "
            "seems to hold a personal detail. A name of a group stands for at least "
            f"{material.label_least} people, or for organisations only.",
        ),
    )


def _as_it_is(text: str, _counts: tuple[int, ...]) -> Value:
    """Rounding counts changes nothing of it."""
    return text


def _holding(row: PositionRow, place: int) -> Cell:
    """How many of a group hold a position, or stated none."""
    return (*row.counts, row.not_stated)[place]


def campaign_table(material: Material) -> Table:
    """Texts that several respondents sent, word for word or nearly."""
    who = material.who
    response_rows = who.response_rows(material.comments["response_id"].to_numpy())
    rows_of = dict(zip(material.comments.index.tolist(), response_rows.tolist(), strict=True))
    texts = (
        (comment, int(who.of_response[rows_of[comment]]), text)
        for comment, text in material.words.items()
    )
    everybody = respondents(who, np.ones(len(who.ids), dtype=bool), ("respondents", "all"))
    allowed = material.voices.allowed
    rows = []
    for number, campaign in enumerate(campaigns(texts), 1):
        comments = campaign.comments
        senders = np.zeros(len(who.ids), dtype=bool)
        senders[[int(who.of_response[rows_of[comment]]) for comment in comments]] = True
        given = [int(who.response_ids[rows_of[comment]]) for comment in comments]
        sent = respondents(who, senders, ("campaign", comments[0]))
        agreed = [key in allowed for key in given]
        printed = words(
            _opening(material.words[_shown(campaign, agreed)], agreed=any(agreed)),
            sent,
            who=partial(tuple, given),
        )
        rows.append([Cell(f"Text {number}"), printed, sent, share(sent, everybody)])
    return table(
        "campaigns",
        "Texts sent by several respondents",
        unit="respondents",
        base=number_of(everybody.number, "respondent"),
        base_of=[everybody],
        columns=(
            Column("Text"),
            Column("How it begins", width=5),
            Column("Respondents", Kind.COUNT, "respondents", 1.2),
            Column("Share", Kind.SHARE, "respondents"),
        ),
        rows=rows,
        notes=(
            "Texts of eight words or more from at least three respondents, word for word or nearly: "
            "with a greeting, edited, reordered, cut or added to. They are counted in every other "
            "table too: nothing is left out.",
        ),
    )


def _shown(campaign: Campaign, agreed: Sequence[bool]) -> int:
    """The comment whose words are shown: of those who agreed, the one nearest to what all sent."""
    ranked = zip(campaign.comments, campaign.similarity, agreed, strict=True)
    return max(ranked, key=lambda each: (each[2], each[1], -each[0]))[0]


def _opening(text: str, *, agreed: bool) -> str:
    if not agreed:
        return "Not shown: those who sent it did not agree to be quoted"
    if names_somebody(text):
        return "Not shown: it may hold a personal detail"
    said = text.split()
    return " ".join(said[:_OPENING]) + (" […]" if len(said) > _OPENING else "")
