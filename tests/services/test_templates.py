"""Every template is a whole plan that an officer can begin with, and holds no responses."""

import pytest
from building import made

from engage_app.domain.form_logic import misreadings
from engage_app.domain.questionnaire import Role
from engage_app.errors import NotPossible
from engage_app.services import codebook, importing, planning, tagging, templates
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from resources import path_of


@pytest.mark.parametrize("template", templates.TEMPLATES)
def test_a_template_is_a_whole_plan(workspace: Workspace, template: str) -> None:
    key = made(templates.add_from_template(workspace, template))
    (summary,) = planning.exercises(workspace)
    asked = planning.questions(workspace, key)
    roles = {question.role for question in asked}
    assert (summary.responses, summary.exercise.invented) == (0, False)
    assert summary.exercise.purpose
    assert summary.exercise.proposal
    assert summary.exercise.privacy_notice
    assert {Role.GROUP, Role.POSITION, Role.COMMENT, Role.CONSENT} <= roles
    assert len(planning.groups(workspace, key)) > 10
    assert len(planning.places(workspace, key)) > 2
    assert len(planning.activities(workspace, key)) >= 5
    assert len(codebook.themes(workspace, key)) > 10
    assert [problem for each in asked for problem in misreadings(each, asked)] == []
    assert all(len(each.choices) > 1 for each in asked if each.closed)
    assert workspaces.check(workspace) == []


@pytest.mark.parametrize("template", templates.TEMPLATES)
def test_its_answers_mean_groups_and_positions(workspace: Workspace, template: str) -> None:
    key = made(templates.add_from_template(workspace, template))
    asked = {question.role: question for question in planning.questions(workspace, key)}
    ruled = {rule.choice_id for rule in tagging.rules(workspace, key)}
    for role in (Role.GROUP, Role.POSITION):
        assert {choice.id for choice in asked[role].choices} & ruled


def test_a_template_is_taken_out_by_one_undo(workspace: Workspace) -> None:
    templates.add_from_template(workspace, "icp-formation", title="Ours")
    assert planning.exercises(workspace)[0].exercise.title == "Ours"
    workspaces.undo(workspace)
    assert planning.exercises(workspace) == []


def test_the_samples_survey_fits_its_template(workspace: Workspace) -> None:
    """The survey's questions are found again: none is doubled, and every answer is tagged."""
    key = made(templates.add_from_template(workspace, "pbp-alignment"))
    before = planning.questions(workspace, key)
    survey = importing.inspect(path_of("sample/pbp-alignment/survey.xlsx"))
    result = importing.run_import(workspace, key, survey, activity="Online survey")
    assert (result.added, planning.questions(workspace, key)) == (243, before)
    assert tagging.untagged(workspace, key) == []
    assert len(planning.activities(workspace, key)) == 7


def test_an_unknown_template_is_refused(workspace: Workspace) -> None:
    with pytest.raises(NotPossible, match="no template called"):
        templates.add_from_template(workspace, "no-such")
