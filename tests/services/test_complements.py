"""What a count beside its base tells of those who are not in it: docs/methods.md."""

from collections.abc import Sequence

import pytest
from heard import Heard

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table
from engage_app.services import saved_tables
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace

FIVE = DisclosureRule(5)


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def published(heard: Heard, name: str) -> Table:
    material = Material(heard.workspace, heard.exercise, label_least=5)
    return next(one for one in saved_tables.all_published(material, FIVE) if one.name == name)


def choose(heard: Heard, question: str, many: int, answer: str | Sequence[str]) -> None:
    for _ in range(many):
        heard.respond(answers={question: answer})


def test_who_did_not_choose_an_answer_on_equality_is_protected(heard: Heard) -> None:
    """18 of 20 chose sight: two did not."""
    heard.question("age", "select_multiple", "equality", ("Sight", "Hearing"))
    choose(heard, "age", 10, ["Sight"])
    choose(heard, "age", 8, ["Sight", "Hearing"])
    choose(heard, "age", 2, ["Hearing"])
    rows = {row[0]: row[1] for row in published(heard, "equality_age").rows}
    assert SUPPRESSED in (rows["Sight"], rows["All who answered"])
    assert not {18, 20} <= set(rows.values())


def test_many_who_did_not_need_no_protection(heard: Heard) -> None:
    heard.question("age", "select_multiple", "equality", ("Sight", "Hearing"))
    choose(heard, "age", 10, ["Sight"])
    choose(heard, "age", 10, ["Hearing"])
    rows = {row[0]: row[1] for row in published(heard, "equality_age").rows}
    assert (rows["Sight"], rows["Hearing"], rows["All who answered"]) == (10, 10, 20)


def test_one_who_answered_otherwise_is_no_difference(heard: Heard) -> None:
    """19 of 20 would tell of the one whose own row is hidden."""
    heard.question("age", "select_one", "equality", ("Yes", "No"))
    choose(heard, "age", 19, "No")
    choose(heard, "age", 1, "Yes")
    rows = {row[0]: row[1] for row in published(heard, "equality_age").rows}
    assert rows["Yes"] == SUPPRESSED
    assert SUPPRESSED in (rows["No"], rows["All who answered"])


def test_that_somebody_said_nothing_of_a_theme_or_ticked_no_box_tells_nothing(
    heard: Heard,
) -> None:
    heard.question("ways", "select_multiple", "none", ("Post", "Online"))
    for name in ("Parking", "Buses"):
        heard.theme(name)
    for number in range(14):
        heard.respond(
            says={f"Says {number}": ["Parking", "Buses"] if number else ["Buses"]},
            answers={"ways": ["Post", "Online"] if number else ["Online"]},
        )
    themes = {row[0]: row[1] for row in published(heard, "themes").rows}
    assert (themes["Parking"], themes["Buses"]) == (13, 14)
    ways = {row[0]: row[1] for row in published(heard, "question_ways").rows}
    assert (ways["Post"], ways["Online"], ways["All who answered"]) == (13, 14, 14)
