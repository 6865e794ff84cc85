"""The sample's own words: as long and as varied as comments are, in a faithful Forms export."""

from collections import Counter

import openpyxl

from engage_app.services import importing, samples
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from resources import path_of

FOLDER = path_of("sample/pbp-alignment")


def test_comments_have_3_to_250_words_and_short_ones_differ(workspace: Workspace) -> None:
    samples.add_sample(workspace)
    texts = [text for (text,) in workspace.connection.execute("SELECT text FROM comment")]
    lengths = [len(text.split()) for text in texts]
    assert len(texts) == 833
    assert min(lengths) == 3
    assert 240 <= max(lengths) <= 250
    short = Counter(text.casefold().strip(" .!?") for text in texts if len(text.split()) < 8)
    assert short.most_common(1)[0][1] == 1
    assert workspaces.check(workspace) == []  # no coding lies outside its comment


def test_the_survey_is_an_export_of_forms() -> None:
    book = openpyxl.load_workbook(FOLDER / "survey.xlsx")
    assert list(book.worksheets[0].tables) == ["OfficeForms.Table"]
    survey = importing.inspect(FOLDER / "survey.xlsx")
    assert (survey.tool, survey.responses, survey.problems) == ("Microsoft Forms", 243, ())


def test_passages_begin_and_end_at_words(workspace: Workspace) -> None:
    samples.add_sample(workspace)
    passages = workspace.connection.execute(
        """SELECT text, start, stop FROM coding JOIN comment ON comment.id = comment_id
        WHERE start IS NOT NULL"""
    ).fetchall()
    assert len(passages) > 400
    for text, start, stop in passages:
        assert not text[max(start - 1, 0) : start].isalnum()
        assert not text[stop : stop + 1].isalnum()
