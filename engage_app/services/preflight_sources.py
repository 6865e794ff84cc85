"""What the pre-flight says of letters and of populations: facts that the paper prints beside them."""

from collections.abc import Iterator

from engage_app.domain.checks import Remark, Severity
from engage_app.services import planning, populations
from engage_app.services.preflight_words import some
from engage_app.services.workspace import Workspace
from storage import letters as store

_SHOWN = 500
"""So many letters at most are shown at once."""


def remarks(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    """Letters without a date or a group, and populations from nobody knows where."""
    yield from _letters(workspace, exercise_id)
    yield from _populations(workspace, exercise_id)


def _letters(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    listed = store.letters(workspace.connection, exercise_id)
    undated = [each.activity for each in listed if not each.dated]
    if undated:
        named = some([f"“{title}”" for title in dict.fromkeys(undated)])
        yield Remark(
            Severity.ADVICE,
            f"{_have(len(undated))} no date: {named}. The list of sessions and correspondence "
            "says so.",
            "Give the date on Plan, under Activities.",
            "Activities",
            page="plan.activities",
        )
    unplaced = [str(each.response_id) for each in listed if not each.placed]
    if unplaced and planning.groups(workspace, exercise_id):
        yield Remark(
            Severity.ADVICE,
            f"{_have(len(unplaced))} no stakeholder group, and "
            f"{'is' if len(unplaced) == 1 else 'are'} missing from every table by group.",
            "Choose the group whose view it is.",
            "Responses",
            page=f"responses.letters.{','.join(unplaced[:_SHOWN])}",
        )


def _have(count: int) -> str:
    return "1 letter has" if count == 1 else f"{count:,} letters have"


def _populations(workspace: Workspace, exercise_id: int) -> Iterator[Remark]:
    asked = {each.id: each.label for each in populations.questions(workspace, exercise_id)}
    for question_id, known in populations.populations(workspace, exercise_id).items():
        if populations.names_a_source(known.source):
            continue
        says = f"only says “{known.source}”" if known.source else "is blank"
        yield Remark(
            Severity.ADVICE,
            f"The source of the population for “{asked[question_id]}” {says}.",
            "Open that finding, choose “Change the population…”, and say where the figures are from.",
            "Findings",
            page="findings",
        )
