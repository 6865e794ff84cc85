"""What people said in their own words: example quotations, and texts that many sent alike."""

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from analysis.duplicates import Campaign, campaigns
from analysis.quotes import (
    Candidate,
    Quote,
    fit_to_quote,
    may_be_quoted,
    names_somebody,
    propose,
)
from engage_app.domain.report import Column, Kind, Quotation, Table
from engage_app.services.tables.cells import Cell, respondents, share, table, words
from engage_app.services.tables.material import Material
from engage_app.services.tables.themes import plain_themes, telling_themes
from engage_app.services.tables.wording import number_of
from storage import frames as stored

PER_THEME = 2
_OPENING = 25  # words of a campaign that are shown
ANYBODY = "A respondent"


def _quotable(material: Material) -> dict[int, str]:
    """The consent of each response that may be quoted."""
    responses = material.responses
    consents = dict(zip(responses.index.tolist(), responses["consent"].tolist(), strict=True))
    activities = dict(zip(responses.index.tolist(), responses["activity_id"].tolist(), strict=True))
    asked = {activities[key] for key, consent in consents.items() if consent.strip()}
    return {
        key: consent
        for key, consent in consents.items()
        if may_be_quoted(consent, asked=activities[key] in asked)
    }


def quotes(material: Material) -> tuple[Quote, ...]:
    """Quotations proposed for each theme; those of rarer themes are chosen first."""
    raised = {
        key: int(material.said.respondents[:, number].sum())
        for number, key in enumerate(material.theme_tree.ids)
    }
    wanted = sorted(telling_themes(material), key=lambda key: raised[key])
    found = propose(_candidates(material), wanted, list(material.steps), each=PER_THEME)
    order = {key: number for number, key in enumerate(material.theme_tree.ids)}
    return tuple(sorted(found, key=lambda quote: order[quote.theme]))


def _candidates(material: Material) -> Iterable[Candidate]:
    said, who = material.said, material.who
    allowed = _quotable(material)
    came = stored.came(material.connection, material.exercise_id)
    ids = material.comments.index.to_numpy()[said.comment_rows]
    codes = [*material.steps, ""]
    held = np.where(
        material.positions.any(axis=1), material.positions.argmax(axis=1), len(material.steps)
    )
    plain = {key: material.theme_tree.ids.index(key) for key in plain_themes(material)}
    for row, comment in enumerate(ids.tolist()):
        response = int(who.response_ids[said.response_rows[row]])
        text = material.words[comment]
        if response in allowed and fit_to_quote(text):
            person = int(who.of_response[said.response_rows[row]])
            themes = tuple(key for key, column in plain.items() if said.comments[row, column])
            position = codes[held[person]]
            yield Candidate(comment, response, person, text, position, themes, came[response])


def attribution(material: Material, respondent: int) -> str:
    """Under what name a respondent (a row of the matrices) is quoted: the group, if it stands for
    enough people or only for organisations, else the group above it; else "A respondent"."""
    tree, who = material.group_tree, material.who
    own = [key for n, key in enumerate(tree.ids) if material.own_groups[respondent, n]]
    speaks_for_many = bool(who.organisation[respondent])
    for key in sorted(own, key=lambda key: -len(tree.lineage(key))):
        for higher in tree.lineage(key):
            mask = material.whole_groups[:, tree.ids.index(higher)]
            people = int((mask & ~who.organisation).sum())
            if people >= material.label_least or (speaks_for_many and people == 0):
                return material.groups[higher].name
    return ANYBODY


def quotation(material: Material, quote: Quote) -> Quotation:
    """A quotation as it is printed."""
    return Quotation(quote.chosen.text.strip(), attribution(material, quote.chosen.respondent))


def quote_table(material: Material) -> Table:
    """Example quotations by theme and position."""
    rows = []
    for quote in quotes(material):
        printed = quotation(material, quote)
        code = quote.chosen.position
        behind = partial(tuple, (quote.chosen.response,))
        rows.append(
            [
                Cell(material.themes[quote.theme].name),
                Cell(material.steps[code].label if code else "Not stated"),
                words(printed.text, who=behind),
                Cell(printed.attribution),
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
            "Quotations are examples, at most one from each respondent, in the respondents' own "
            "words. Who did not agree to be quoted isn't, nor are comments that seem to hold a "
            f"personal detail. A name of a group stands for at least {material.label_least} people, or for "
            "organisations only.",
        ),
    )


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
    allowed = _quotable(material)
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
