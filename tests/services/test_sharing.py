"""Codebook and coded comments to other programs and back: nothing is lost, nothing comes twice."""

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from building import Small, add_response, contents, small_exercise

from engage_app.domain.coding import CodingStatus, Span
from engage_app.domain.redaction import DetailKind
from engage_app.errors import NotPossible
from engage_app.services import (
    browsing,
    codebook,
    coding,
    codings_table,
    planning,
    receiving,
    redacting,
    sharing,
)
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

PROJECT = "{urn:QDA-XML:project:1.0}"
Coded = set[tuple[str, str, str, tuple[int, int] | None]]


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """The small exercise, coded: a passage before and one after an emoji, and whole comments."""
    small = small_exercise(workspace)
    first, second, _, _, fifth = small.comments
    coding.add_coding(workspace, [first, second], small.themes["Trust"])
    text = browsing.comment_detail(workspace, second).row.text
    start = text.index("😀")
    coding.add_coding(workspace, [second], small.themes["Access"], Span(start, start + 2))
    coding.add_coding(workspace, [first], small.themes["Parking"], Span(0, 7))
    where = browsing.comment_detail(workspace, fifth).row.text.index("trust")
    coding.add_coding(workspace, [fifth], small.themes["Trust"], Span(where, where + 5))
    codebook.edit_theme(
        workspace,
        small.exercise,
        small.themes["Parking"],
        definition="Where people leave their cars.\nAlso bicycles.",
        use_when="a place to park is named",
        avoid_when="only the bus is meant",
        example="I can never park",
        colour="#005EB8",
    )
    return small


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace with one exercise."""
    made_here = workspaces.create(tmp_path / "other.engage")
    planning.add_exercise(made_here, "Elsewhere")
    yield made_here
    made_here.close()


def coded(
    workspace: Workspace, exercise: int, status: CodingStatus = CodingStatus.ACCEPTED
) -> Coded:
    """(words of the comment, question, theme, passage) of what is accepted, or proposed."""
    names = {theme.id: theme.name for theme in codebook.themes(workspace, exercise)}
    found: Coded = set()
    for key in browsing.comment_ids(workspace, exercise):
        detail = browsing.comment_detail(workspace, key)
        found |= {
            (
                detail.row.text,
                detail.row.question,
                names[each.theme_id],
                (each.passage.start, each.passage.end) if each.passage else None,
            )
            for each in detail.codings
            if each.status is status
        }
    return found


def test_a_codebook_comes_back_as_it_was(small: Small, other: Workspace, tmp_path: Path) -> None:
    path = sharing.write_codebook(small.workspace, small.exercise, tmp_path / "book.qdc")
    received = receiving.take_codebook(other, 1, path)
    assert received.themes == 3
    before = codebook.themes(small.workspace, small.exercise)
    after = {theme.name: theme for theme in codebook.themes(other, 1)}
    parents = {theme.id: theme.name for theme in before}
    for theme in before:
        twin = after[theme.name]
        assert (twin.uid, twin.definition, twin.keywords) == (
            theme.uid,
            theme.definition,
            theme.keywords,
        )
        assert (twin.use_when, twin.avoid_when, twin.example) == (
            theme.use_when,
            theme.avoid_when,
            theme.example,
        )
        above = next((each for each in after.values() if each.id == twin.parent_id), None)
        assert (above.name if above else None) == parents.get(theme.parent_id or 0)


def test_a_codebook_taken_twice_changes_nothing(small: Small, tmp_path: Path) -> None:
    path = sharing.write_codebook(small.workspace, small.exercise, tmp_path / "book.qdc")
    before = contents(small.workspace)
    assert receiving.take_codebook(small.workspace, small.exercise, path).themes == 0
    assert contents(small.workspace) == before


def test_a_project_comes_into_an_empty_workspace_whole(
    small: Small, other: Workspace, tmp_path: Path
) -> None:
    path = sharing.write_project(small.workspace, small.exercise, tmp_path / "coded.qdpx")
    received = receiving.take_project(other, 1, path)
    assert (received.responses, received.codings) == (4, 5)
    assert coded(other, 1) == coded(small.workspace, small.exercise)
    rows = browsing.response_rows(other, browsing.response_ids(other, 1))
    assert next((row.reference, row.place, row.groups) for row in rows) == (
        "R1",
        "North",
        ("Surgeries",),
    )


def test_codings_made_elsewhere_find_their_comments_again(small: Small, tmp_path: Path) -> None:
    """The codings are taken off, the file brings them back: by identifiers, once."""
    workspace, exercise = small.workspace, small.exercise
    path = sharing.write_project(workspace, exercise, tmp_path / "coded.qdpx")
    before = coded(workspace, exercise)
    ids = [
        each.id
        for key in small.comments
        for each in browsing.comment_detail(workspace, key).codings
    ]
    coding.remove_codings(workspace, ids)
    assert not coded(workspace, exercise)
    received = receiving.take_project(workspace, exercise, path)
    assert coded(workspace, exercise) == before
    assert (received.matched, received.responses, received.codings) == (4, 0, 5)
    again = receiving.take_project(workspace, exercise, path)
    assert (again.codings, again.codings_there, again.responses) == (0, 5, 0)
    assert not again.changes


def test_a_program_that_knows_only_names_and_words_is_understood(
    small: Small, tmp_path: Path
) -> None:
    """QualCoder gives everything identifiers of its own and keeps one annotation of a text."""
    workspace, exercise = small.workspace, small.exercise
    path = sharing.write_project(workspace, exercise, tmp_path / "coded.qdpx")
    before = coded(workspace, exercise)
    elsewhere = as_qualcoder(path, tmp_path / "elsewhere.qdpx")
    everything = [
        each.id
        for key in small.comments
        for each in browsing.comment_detail(workspace, key).codings
    ]
    coding.remove_codings(workspace, everything)
    received = receiving.take_project(workspace, exercise, elsewhere)
    assert (received.matched, received.responses) == (4, 0)
    assert coded(workspace, exercise) == before


def as_qualcoder(path: Path, to: Path) -> Path:
    """The same project with other identifiers, without cases and all but one annotation, and with
    the ends of lines of Windows, as that program would write it there."""
    import uuid

    with zipfile.ZipFile(path) as archive:
        text = archive.read("project.qde").decode()
        files = {name: archive.read(name) for name in archive.namelist() if name.endswith(".txt")}
    root = Xml.fromstring(text)  # noqa: S314 - our own file
    root.remove(root.find(f"{PROJECT}Cases"))  # type: ignore[arg-type]
    for source in root.iter(f"{PROJECT}TextSource"):
        notes = [
            each
            for each in source.findall(f"{PROJECT}PlainTextSelection")
            if each.find(f"{PROJECT}Coding") is None
        ]
        for note in notes[1:]:
            source.remove(note)
    fresh = {
        element.get("guid", ""): str(uuid.uuid4()) for element in root.iter() if element.get("guid")
    }
    text = Xml.tostring(root, encoding="unicode")
    for old, new in fresh.items():
        text = text.replace(old, new)
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("project.qde", text)
        for name, data in files.items():
            old = Path(name).stem
            renamed = f"sources/{fresh.get(old, old)}.txt"
            archive.writestr(renamed, data.replace(b"\n", b"\r\n"))
    return to


def test_places_counted_in_utf16_and_crlf_are_understood(other: Workspace, tmp_path: Path) -> None:
    """A program that counts units of UTF-16, with two for an end of line."""
    words = "Line one 😀\nThe car park is full"
    units = "Line one 😀\r\n".encode("utf-16-le")
    start = len(units) // 2 + len("The ")
    project = f"""<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="Other">
    <Users><User guid="00000000-0000-0000-0000-000000000001" name="Ana (invented)"/></Users>
    <CodeBook><Codes><Code guid="00000000-0000-0000-0000-000000000002" name="Parking"
        isCodable="true"/></Codes></CodeBook>
    <Sources><TextSource guid="00000000-0000-0000-0000-000000000003" name="Letter"
        plainTextPath="internal://letter.txt">
      <PlainTextSelection guid="00000000-0000-0000-0000-000000000004" name="car park"
        startPosition="{start}" endPosition="{start + 8}"
        creatingUser="00000000-0000-0000-0000-000000000001">
        <Coding guid="00000000-0000-0000-0000-000000000005">
          <CodeRef targetGUID="00000000-0000-0000-0000-000000000002"/></Coding>
      </PlainTextSelection></TextSource>
      <PictureSource guid="00000000-0000-0000-0000-000000000006" name="Map" path="internal://m.png"/>
    </Sources></Project>"""
    path = tmp_path / "foreign.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", project)
        archive.writestr("Sources/letter.txt", words.replace("\n", "\r\n").encode("utf-8-sig"))
    received = receiving.take_project(other, 1, path)
    assert received.left_out == ["“Map” is a picture: only texts are taken."]
    (key,) = browsing.comment_ids(other, 1)
    (one,) = browsing.comment_detail(other, key).codings
    assert one.passage
    assert words[one.passage.start : one.passage.end] == "car park"
    assert one.coder == "Ana (invented)"


def test_what_is_redacted_leaves_covered_and_passages_stay_with_their_words(
    small: Small, tmp_path: Path
) -> None:
    workspace, exercise = small.workspace, small.exercise
    fifth = small.comments[4]
    text = browsing.comment_detail(workspace, fifth).row.text
    with workspace.acting("accept redaction") as action:
        action.insert(
            "redaction",
            {
                "comment_id": fifth,
                "start": 0,
                "stop": 10,
                "kind": "name",
                "status": "accepted",
                "origin": "officer",
            },
        )
    path = sharing.write_project(workspace, exercise, tmp_path / "coded.qdpx")
    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert text[:10] not in everything
    assert "[name removed]" in everything
    before = coded(workspace, exercise)
    received = receiving.take_project(workspace, exercise, path)
    assert (received.codings, received.codings_there, received.responses) == (0, 5, 0)
    assert coded(workspace, exercise) == before


def test_a_project_written_with_covered_words_is_found_where_they_are_not(
    small: Small, tmp_path: Path
) -> None:
    workspace, exercise = small.workspace, small.exercise
    redacting.add(workspace, small.comments[4], Span(0, 10), DetailKind.NAME)
    path = sharing.write_project(workspace, exercise, tmp_path / "coded.qdpx")
    workspaces.undo(workspace)
    before = coded(workspace, exercise)
    received = receiving.take_project(workspace, exercise, path)
    assert (received.codings, received.codings_there, received.responses) == (0, 5, 0)
    assert coded(workspace, exercise) == before


def test_what_an_officer_rejected_stays_rejected(small: Small, tmp_path: Path) -> None:
    workspace, exercise = small.workspace, small.exercise
    path = sharing.write_project(workspace, exercise, tmp_path / "coded.qdpx")
    (one, *_) = browsing.comment_detail(workspace, small.comments[0]).codings
    coding.reject(workspace, [one.id])
    receiving.take_project(workspace, exercise, path)
    after = browsing.comment_detail(workspace, small.comments[0]).codings
    assert {each.id: each.status for each in after}[one.id] is CodingStatus.REJECTED


def test_bringing_in_a_project_is_one_step_of_undo(
    small: Small, other: Workspace, tmp_path: Path
) -> None:
    path = sharing.write_project(small.workspace, small.exercise, tmp_path / "coded.qdpx")
    before = contents(other)
    receiving.take_project(other, 1, path)
    workspaces.undo(other)
    assert contents(other) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("picture.qdpx", b"\x89PNG\r\n"),
        ("empty.qdpx", b""),
        ("broken.qdc", b"<CodeBook><Codes>"),
        ("entity.qdc", b'<!DOCTYPE x [<!ENTITY a "b">]><CodeBook>&a;</CodeBook>'),
        ("other.qdc", b"<html/>"),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    other: Workspace, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    before = contents(other)
    take = receiving.take_codebook if name.endswith(".qdc") else receiving.take_project
    with pytest.raises(NotPossible) as told:
        take(other, 1, path)
    assert name in str(told.value)
    assert contents(other) == before


def test_an_exercise_without_comments_has_nothing_to_share(
    other: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NotPossible):
        sharing.write_project(other, 1, tmp_path / "none.qdpx")
    with pytest.raises(NotPossible):
        sharing.write_codebook(other, 1, tmp_path / "none.qdc")


def test_the_folder_for_themefinder_comes_back(
    small: Small, other: Workspace, tmp_path: Path
) -> None:
    """Whole comments keep their themes; that layout has no passages, and who made it isn't known:
    a person decides."""
    folder = sharing.write_themefinder(small.workspace, small.exercise, tmp_path / "consult")
    received = receiving.take_themefinder(other, 1, folder)
    assert (received.themes, received.responses) == (3, 4)
    before = {(text, question, theme) for text, question, theme, _ in coded(small.workspace, 1)}
    proposed = coded(other, 1, CodingStatus.PROPOSED)
    assert {(text, question, theme) for text, question, theme, _ in proposed} == before
    assert not coded(other, 1)


def test_our_own_folder_taken_back_changes_nothing(small: Small, tmp_path: Path) -> None:
    """What the answer bears already, on a passage or on a comment beside it, is not proposed."""
    folder = sharing.write_themefinder(small.workspace, small.exercise, tmp_path / "consult")
    before = contents(small.workspace)
    received = receiving.take_themefinder(small.workspace, small.exercise, folder)
    assert (received.codings, received.proposals, received.codings_there) == (0, 0, 5)
    assert contents(small.workspace) == before


def test_themefinder_s_own_names_are_read_and_known_comments_found(
    small: Small, tmp_path: Path
) -> None:
    workspace, exercise = small.workspace, small.exercise
    text = browsing.comment_detail(workspace, small.comments[3]).row.text
    files = {
        "inputs/question_part_1/question.json": '{"question_text": "view"}',
        "inputs/question_part_1/responses.jsonl": json.dumps({"response_id": 7, "response": text}),
        "outputs/mapping/2026-01-01/question_part_1/themes.json": json.dumps(
            [{"topic_id": "A", "topic": "Carers: people who care"}, {"topic_id": "X"}]
        ),
        "outputs/mapping/2026-01-01/question_part_1/mapping.jsonl": json.dumps(
            {"response_id": 7, "labels": ["A"], "stances": ["POSITIVE"]}
        ),
    }
    for name, content in files.items():
        (tmp_path / "run" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "run" / name).write_text(content, encoding="utf-8")
    received = receiving.take_themefinder(workspace, exercise, tmp_path / "run")
    assert (received.themes, received.matched, received.responses) == (2, 1, 0)
    assert received.proposals == 1
    proposed = coded(workspace, exercise, CodingStatus.PROPOSED)
    assert (text, "View", "Carers", None) in proposed


def test_a_damaged_line_is_named(small: Small, tmp_path: Path) -> None:
    folder = sharing.write_themefinder(small.workspace, small.exercise, tmp_path / "consult")
    (mapping,) = folder.glob("**/question_part_1/mapping.jsonl")
    mapping.write_text(mapping.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    with pytest.raises(NotPossible, match=r"question_part_1/mapping\.jsonl.*line \d"):
        receiving.take_themefinder(small.workspace, small.exercise, folder)


def test_a_table_of_codings_comes_back(small: Small, tmp_path: Path) -> None:
    workspace, exercise = small.workspace, small.exercise
    path = codings_table.write_table(workspace, exercise, tmp_path / "codings.csv")
    before = coded(workspace, exercise)
    for key in small.comments:
        ids = [each.id for each in browsing.comment_detail(workspace, key).codings]
        coding.remove_codings(workspace, ids)
    received = receiving.take_codings(workspace, exercise, path)
    assert coded(workspace, exercise) == before
    assert received.themes == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["comment"] for row in rows} == {
        browsing.comment_detail(workspace, key).row.text for key in small.comments
    }
    assert {row["theme path"] for row in rows} >= {"Access", "Access > Parking", "Trust", ""}


def test_our_own_table_goes_back_to_the_very_comments(small: Small, tmp_path: Path) -> None:
    """Five people wrote the same; one of them is coded."""
    workspace, exercise = small.workspace, small.exercise
    with workspace.acting("bring in responses", exercise) as action:
        same = [add_response(action, small, view="As before")[1][0] for _ in range(5)]
    coding.add_coding(workspace, [same[3]], small.themes["Trust"])
    path = codings_table.write_table(workspace, exercise, tmp_path / "codings.csv")
    before = contents(workspace)
    receiving.take_codings(workspace, exercise, path)
    assert contents(workspace) == before


def test_a_table_from_elsewhere_needs_only_words_and_themes(small: Small, tmp_path: Path) -> None:
    workspace, exercise = small.workspace, small.exercise
    text = browsing.comment_detail(workspace, small.comments[3]).row.text
    path = tmp_path / "coded.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("text", "themes"), (text, "Trust|Carers"), ("Nobody said this", "Trust")]
        )
    received = receiving.take_codings(workspace, exercise, path)
    assert (received.themes, received.codings) == (1, 2)
    assert received.left_out == ["1 comments in the file are not in this exercise."]


def test_a_comment_that_looks_like_a_formula_is_only_words(small: Small, tmp_path: Path) -> None:
    workspace, exercise = small.workspace, small.exercise
    with workspace.acting("reword") as action:
        action.update("comment", small.comments[0], {"text": "=HYPERLINK(1)"})
    path = codings_table.write_table(workspace, exercise, tmp_path / "codings.csv")
    assert "\n=HYPERLINK" not in path.read_text(encoding="utf-8-sig").replace(",", "\n")
    receiving.take_codings(workspace, exercise, path)
    assert receiving.take_codings(workspace, exercise, path).left_out == []
