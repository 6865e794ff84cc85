"""Quotations: what the officer picks, refuses and cuts, and what of it can't be printed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.quoting.excerpts import excerpted, long_enough
from analysis.quoting.fit import LONGEST, SHORTEST, may_be_quoted
from engage_app.domain.changes import Changes
from engage_app.domain.checks import Remark, Severity
from engage_app.domain.quotation import PickStatus, Standing
from engage_app.errors import NotPossible
from engage_app.services import redacting
from engage_app.services.preflight_words import some
from engage_app.services.quoting_desk import Proposal, desk
from engage_app.services.workspace import Workspace
from storage import quotes as store

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

_OPENING = 8  # words by which a remark names a quotation


def proposals(workspace: Workspace, exercise_id: int, theme_id: int) -> tuple[Proposal, ...]:
    """The quotations of a theme alone: see `quoting_desk.desk`."""
    return desk(workspace, exercise_id, theme_id).proposals


def as_printed(whole: str, typed: str) -> str:
    """An excerpt as it would be printed, while it is typed; empty where it isn't one.

    Args:
        whole: the comment, personal details covered.
        typed: some of its words, with […] for cuts.
    """
    kept = excerpted(whole, typed)
    return kept if kept and long_enough(kept) else ""


def pick(
    workspace: Workspace, exercise_id: int, theme_id: int, comment_id: int, excerpt: str = ""
) -> Changes:
    """Have a comment printed as a quotation for a theme, all of it or an excerpt. Undoable.

    Raises:
        NotPossible: its respondent didn't agree, or is quoted already, or another in nearly the
            same words; it isn't coded with the theme; what was typed isn't an excerpt of it.
    """
    standing = _standing(workspace, exercise_id, comment_id)
    if not store.is_coded(workspace.connection, comment_id, theme_id):
        raise NotPossible(
            "That comment is not coded with this theme.", action="Code it first, then pick it."
        )
    _refuse_second(workspace, standing, theme_id)
    kept = _checked(workspace, standing, excerpt) if excerpt else ""
    _refuse_copy(workspace, standing, kept)
    return _decide(
        workspace, exercise_id, theme_id, comment_id, status=PickStatus.PICKED, excerpt=kept
    )


def refuse(workspace: Workspace, exercise_id: int, theme_id: int, comment_id: int) -> Changes:
    """Never propose a comment for a theme again, and don't print it there. Undoable."""
    return _decide(workspace, exercise_id, theme_id, comment_id, status=PickStatus.REFUSED)


def set_excerpt(
    workspace: Workspace, exercise_id: int, theme_id: int, comment_id: int, excerpt: str
) -> Changes:
    """Print an excerpt of a comment; it is picked with that. Empty is all of it.

    Raises:
        NotPossible: as for `pick`.
    """
    return pick(workspace, exercise_id, theme_id, comment_id, excerpt)


def clear(workspace: Workspace, exercise_id: int, theme_id: int, comment_id: int) -> Changes:
    """Take back what was decided on a comment for a theme: it may be proposed again."""
    known = store.pick(workspace.connection, comment_id, theme_id)
    if known is None:
        return Changes("decide on quotation")
    with workspace.acting("decide on quotation", exercise_id) as action:
        action.delete_by("quote_pick", "id", [known.id])
    return action.changes()


def reorder(
    workspace: Workspace, exercise_id: int, theme_id: int, comment_ids: Sequence[int]
) -> Changes:
    """Print the quotations picked for a theme in this order; those not named come after."""
    listed = store.picks(workspace.connection, exercise_id)
    mine = [each for each in listed if each.theme_id == theme_id]
    place = {key: number for number, key in enumerate(comment_ids)}
    mine.sort(key=lambda each: place.get(each.comment_id, len(place)))
    with workspace.acting("order quotations", exercise_id) as action:
        sorts = {each.id: {"sort": number} for number, each in enumerate(mine)}
        action.update_many("quote_pick", sorts)
    return action.changes()


def unquoted(material: "Material") -> list[Remark]:
    """Why nothing is quoted of some themes, and whether anybody was asked for leave to quote."""
    found = []
    silent = [f"“{material.themes[key].name}”" for key in material.voices.withheld]
    if silent:
        found.append(
            Remark(
                Severity.ADVICE,
                f"Nothing is quoted of {some(silent)}: fewer than {material.least_shown} people raised "
                f"{'it' if len(silent) == 1 else 'each of them'}, and it could be told who spoke.",
                "Leave it so, or put the comments under a theme that more people raised.",
                where="Quotations",
                page="report.quotes",
            )
        )
    if not store.asked(material.connection, material.exercise_id) and material.voices.quotes:
        found.append(
            Remark(
                Severity.ADVICE,
                "Nobody was asked whether they may be quoted.",
                "Ask those who are quoted, or leave out their quotations; next time, ask in the "
                "questionnaire.",
                where="Quotations",
                page="report.quotes",
            )
        )
    return found


def troubled(material: "Material") -> list[Remark]:
    """Quotations the officer picked that are not printed, and why."""
    remarks = []
    for each, why in material.voices.troubled:
        text = each.excerpt or material.words.get(each.comment_id, "")
        opening = _opening(text)
        theme = material.themes.get(each.theme_id)
        under = f" picked for “{theme.name}”" if theme else ""
        remarks.append(
            Remark(
                Severity.FAULT,
                # Words that mustn't be printed are not repeated in a remark either.
                f"A quotation{under} is not printed: {why}."
                if "personal detail" in why
                else f"The quotation “{opening}”{under} is not printed: {why}.",
                "Pick another one, or take the pick back.",
                where="Quotations",
                page="report.quotes",
            )
        )
    return remarks


def exposed(material: "Material") -> list[Remark]:
    """Quotations the officer picked of somebody in a group so small that its number is hidden."""
    return [
        Remark(
            Severity.ADVICE,
            f"The quotation “{_opening(quote.words)}” is of a person in a stakeholder group of fewer "
            f"than {material.least_shown}: whoever knows the group may know who said it.",
            "Pick another one, or ask whether it may be printed.",
            where="Quotations",
            page="report.quotes",
        )
        for quote in material.voices.picked
        if material.voices.exposed(quote.chosen)
    ]


def _opening(text: str) -> str:
    said = text.split()
    return " ".join(said[:_OPENING]) + (" …" if len(said) > _OPENING else "")


def _standing(workspace: Workspace, exercise_id: int, comment_id: int) -> Standing:
    standing = store.standing(workspace.connection, comment_id)
    if standing is None or standing.exercise_id != exercise_id:
        raise NotPossible(
            "That comment is no longer in this exercise.", action="Choose another one."
        )
    if not may_be_quoted(standing.consent, asked=standing.asked):
        raise NotPossible(
            "Who wrote this comment did not agree to be quoted.", action="Choose another one."
        )
    return standing


def _refuse_second(workspace: Workspace, standing: Standing, theme_id: int) -> None:
    for comment, theme, name in store.picked_for(workspace.connection, standing.respondent_id):
        if (comment, theme) != (standing.comment_id, theme_id):
            raise NotPossible(
                f"This respondent is quoted already, for “{name}”: one quotation from each.",
                action="Choose another one, or take that one back first.",
            )


def _refuse_copy(workspace: Workspace, standing: Standing, excerpt: str) -> None:
    from analysis.quoting.wording import Wording

    picked = store.picked_words(workspace.connection, standing.exercise_id)
    others = [each for each in picked if each.comment_id != standing.comment_id]
    texts = {each.comment_id: each.text for each in others}
    covered = redacting.covered(workspace, {**texts, standing.comment_id: standing.text})
    words = Wording(excerpt or covered[standing.comment_id])
    for each in others:
        if words.copies(Wording(each.excerpt or covered[each.comment_id])):
            raise NotPossible(
                f"Nearly the same words are quoted already, for “{each.theme}”.",
                action="Choose another one, or take that one back first.",
            )


def _checked(workspace: Workspace, standing: Standing, typed: str) -> str:
    """An excerpt as it is kept."""
    covered = redacting.covered(workspace, {standing.comment_id: standing.text})
    text = covered[standing.comment_id]
    kept = excerpted(text, typed)
    if kept is None:
        raise NotPossible(
            "These are not the words of the comment, in their order.",
            action="Cut words, but don't change any, and put […] where words between are left out.",
        )
    if not long_enough(kept):
        raise NotPossible(
            "That is too little, or too much, to be read as a quotation.",
            action=f"Keep between {SHORTEST} and {LONGEST} words.",
        )
    return "" if kept == " ".join(text.split()) else kept


def _decide(
    workspace: Workspace,
    exercise_id: int,
    theme_id: int,
    comment_id: int,
    *,
    status: PickStatus,
    excerpt: str = "",
) -> Changes:
    label = "pick quotation" if status is PickStatus.PICKED else "refuse quotation"
    with workspace.acting(label, exercise_id) as action:
        known = store.pick(action.connection, comment_id, theme_id)
        values = {"status": status, "excerpt": excerpt}
        if known:
            action.update("quote_pick", known.id, values)
            action.created = known.id
        else:
            place = {"comment_id": comment_id, "theme_id": theme_id}
            sort = store.next_sort(action.connection, theme_id)
            action.created = action.insert("quote_pick", {**place, **values, "sort": sort})
    return action.changes()
