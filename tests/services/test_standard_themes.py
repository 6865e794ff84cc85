"""Every codebook can have a place for what no theme of its own fits."""

import pytest
from building import Small, contents, made

from engage_app.domain.codebook import StandardKind
from engage_app.domain.coding import Theme
from engage_app.services import codebook, coding, findings, recoding, standard_themes, templates
from engage_app.services import workspace as workspaces
from engage_app.services.keyword_preview import check_keywords, reasons
from engage_app.services.workspace import Workspace

NAMES = ["Other", "No substantive answer", "Out of scope", "About the process"]


def by_kind(workspace: Workspace, exercise: int) -> dict[str, Theme]:
    return {theme.kind: theme for theme in codebook.themes(workspace, exercise) if theme.kind}


def test_they_come_with_their_words_and_once_only(small: Small) -> None:
    work = small.workspace
    assert standard_themes.missing(work, small.exercise) == NAMES
    standard_themes.add_standard_themes(work, small.exercise)
    added = by_kind(work, small.exercise)
    assert [added[kind].name for kind in StandardKind] == NAMES
    for theme in added.values():
        assert theme.definition
        assert theme.use_when
        assert theme.avoid_when
        assert bool(theme.keywords) == (theme.kind == StandardKind.NO_ANSWER)
    assert standard_themes.missing(work, small.exercise) == []
    assert not standard_themes.add_standard_themes(work, small.exercise)


@pytest.mark.parametrize(
    ("comment", "proposed"),
    [
        ("N/A", True),
        ("None.", True),
        ("no comments!", True),
        ("Nothing further to add", True),
        ("See my previous answers", True),
        ("No", False),
        ("Nothing", False),
        ("None of the above would help my mother.", False),
        ("Nothing to add to what the nurses said: keep it open.", False),
        ("See above the door: no sign.", False),
    ],
)
def test_keywords_propose_no_answer_where_nothing_else_is_said(
    small: Small, comment: str, *, proposed: bool
) -> None:
    """A bare “no” or “nothing” may answer the question: no rule judges it."""
    work = small.workspace
    standard_themes.add_standard_themes(work, small.exercise)
    coding.apply_rules(work, small.exercise)
    kind = by_kind(work, small.exercise)["no answer"]
    assert kind.id not in codebook.theme_counts(work, small.exercise), (
        "none of the small exercise's"
    )
    found = reasons(comment, kind.keywords)
    assert bool(found) is proposed
    assert all(check.fault == check.note == "" for check in check_keywords(";".join(kind.keywords)))


def test_coded_comments_that_say_nothing_are_looked_at_again(small: Small) -> None:
    work, comment = small.workspace, small.comments[0]
    with work.acting("reword", small.exercise) as action:
        action.update("comment", comment, {"text": "N/A"})
    coding.add_coding(work, small.comments[:2], small.themes["Trust"])
    standard_themes.add_standard_themes(work, small.exercise)
    (why,) = recoding.reasons(work, comment)
    assert why.theme == "No substantive answer"
    assert recoding.waiting(work, small.exercise) == 1


def test_a_theme_of_that_name_is_taken_for_it_and_keeps_its_words(small: Small) -> None:
    work = small.workspace
    codebook.add_theme(work, small.exercise, name="other", definition="What is left")
    before = contents(work)
    assert standard_themes.missing(work, small.exercise) == NAMES[1:]
    standard_themes.add_standard_themes(work, small.exercise)
    other = by_kind(work, small.exercise)["other"]
    assert (other.name, other.definition) == ("other", "What is left")
    assert other.use_when
    workspaces.undo(work)
    assert contents(work) == before


@pytest.mark.parametrize("template", templates.TEMPLATES)
def test_every_template_has_each_of_them_once(workspace: Workspace, template: str) -> None:
    key = made(templates.add_from_template(workspace, template))
    kinds = [theme.kind for theme in codebook.themes(workspace, key) if theme.kind]
    assert sorted(kinds) == sorted(StandardKind)
    assert standard_themes.missing(workspace, key) == []


def test_findings_list_last_what_no_theme_fits_and_count_it_as_coded(small: Small) -> None:
    work = small.workspace
    standard_themes.add_standard_themes(work, small.exercise)
    kinds = by_kind(work, small.exercise)
    codebook.move_theme(work, small.exercise, kinds["no answer"].id, None, 0)
    coding.add_coding(work, small.comments[:1], kinds["no answer"].id)
    coding.add_coding(work, small.comments[1:2], small.themes["Trust"])
    table = findings.finding(work, small.exercise, "themes")
    assert [row[0] for row in table.rows] == [
        "All of Access",
        "Parking",
        "Trust",
        "About the process",
        "No substantive answer",
        "Other",
        "Out of scope",
    ]
    assert table.base.startswith("2 respondents with a comment that has been coded")
