"""Personal details are proposed, decided on, and covered everywhere outside the editor."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import Small

from engage_app.cli import main
from engage_app.domain.coding import Span
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.filters import CommentFilter
from engage_app.domain.redaction import DetailKind, RedactionStatus
from engage_app.errors import NotPossible
from engage_app.services import (
    browsing,
    coding,
    contributing,
    covers,
    findings,
    merging,
    redacting,
    reporting,
    worker,
)
from engage_app.services import workspace as workspaces
from engage_app.services.keyword_preview import KeywordFinder
from storage import redactions as store

NAME = "Priya Raghunathan"
SAID = f"We trust {NAME} at the car park, she always finds me parking. Ring 07700 900123."

QUOTED = (
    "My neighbour Zofia Raghunathan trusts the hospital because every nurse there listens to her."
)


def say(small: Small, text: str) -> int:
    """One more comment typed by hand; returns its id."""
    changes = contributing.contribute(
        small.workspace,
        small.activities["workshop"],
        small.questions["view"],
        text,
        themes=[small.themes["Trust"]],
    )
    assert changes.created is not None
    return changes.created


@pytest.fixture
def said(small: Small) -> int:
    """The comment that names somebody, looked through."""
    comment = say(small, SAID)
    say(small, QUOTED)
    redacting.propose(small.workspace, small.exercise)
    return comment


def found(small: Small, status: RedactionStatus) -> list[tuple[str, str]]:
    ids = redacting.ids(small.workspace, small.exercise, status=status)
    return [(row.kind.value, row.words) for row in redacting.rows(small.workspace, ids)]


def cover_all(small: Small) -> None:
    redacting.accept_all(small.workspace, small.exercise)


def test_details_are_proposed_once(small: Small, said: int) -> None:
    assert found(small, RedactionStatus.PROPOSED) == [
        ("name", NAME),
        ("phone", "07700 900123"),
        ("name", "Zofia Raghunathan"),
    ]
    assert redacting.propose(small.workspace, small.exercise).count == 0
    assert redacting.waiting(small.workspace, small.exercise) == 0
    assert [
        (one.kind, one.proposed) for one in redacting.counts(small.workspace, small.exercise)
    ] == [
        (DetailKind.NAME, 2),
        (DetailKind.PHONE, 1),
    ]


def test_new_comments_are_looked_through_and_the_old_ones_not_again(
    small: Small, said: int
) -> None:
    ids = redacting.ids(small.workspace, small.exercise)
    redacting.reject(small.workspace, ids)
    say(small, "Thank you Oluwaseun")
    assert redacting.waiting(small.workspace, small.exercise) == 1
    redacting.propose(small.workspace, small.exercise)
    assert found(small, RedactionStatus.PROPOSED) == [("name", "Oluwaseun")]
    assert len(found(small, RedactionStatus.REJECTED)) == 3


def test_undo_takes_a_search_back_with_the_step_before_and_it_may_be_made_again(
    small: Small, said: int
) -> None:
    workspaces.undo(small.workspace)
    assert found(small, RedactionStatus.PROPOSED) == []
    workspaces.redo(small.workspace)
    assert len(found(small, RedactionStatus.PROPOSED)) == 3


def test_a_search_that_was_undone_alone_counts_for_nothing(small: Small) -> None:
    """The words are there, what was found isn't: they are looked through again."""
    say(small, SAID)
    coding.apply_rules(small.workspace, small.exercise)
    redacting.propose(small.workspace, small.exercise)
    workspaces.undo(small.workspace)
    assert found(small, RedactionStatus.PROPOSED) == []
    redacting.propose(small.workspace, small.exercise)
    assert len(found(small, RedactionStatus.PROPOSED)) == 2


def outputs(small: Small, folder: Path) -> Iterator[tuple[str, str]]:
    """(what, its words) of all that leaves the editor."""
    workspace, exercise = small.workspace, small.exercise
    ids = browsing.comment_ids(workspace, exercise)
    yield "lists of comments", repr(browsing.comment_rows(workspace, ids))
    hits = browsing.comment_ids(workspace, exercise, CommentFilter(words="Priya"))
    yield "search", repr(browsing.comment_rows(workspace, hits))
    for response in browsing.response_ids(workspace, exercise):
        yield "a response", repr(browsing.comments_of(workspace, response))
    for key in ids:
        detail = browsing.comment_detail(workspace, key)
        yield "the respondent's other comments", repr(detail.other_comments)
    yield "keyword preview", repr(KeywordFinder(workspace, exercise).look("Priya\ntrust"))
    yield "rule preview", repr(coding.preview_keywords(workspace, exercise, "Priya; trust"))
    yield (
        "findings",
        json.dumps(
            findings.findings_json(workspace, exercise, DisclosureRule(0)), ensure_ascii=False
        ),
    )
    yield "engage export", json.dumps(merging.full_export(workspace), ensure_ascii=False)
    report = covers.planned_report(workspace, exercise)
    for name, write in (("a.xlsx", reporting.write_excel), ("a.docx", reporting.write_word)):
        path = write(report, folder / name)
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
            for part in parts.namelist():
                yield f"{name}: {part}", parts.read(part).decode("utf-8", "replace")


def test_accepted_details_are_nowhere_outside_the_editor(
    small: Small, said: int, tmp_path: Path
) -> None:
    before = {what for what, words in outputs(small, tmp_path) if "Raghunathan" in words}
    told = {"lists of comments", "search", "a response", "keyword preview", "rule preview"}
    assert (
        told | {"engage export"} == before
    )  # nothing is quoted that nobody has decided on: no finding, no file
    cover_all(small)
    assert "[name removed] trusts" in dict(outputs(small, tmp_path))["findings"]
    for what, words in outputs(small, tmp_path):
        assert "Raghunathan" not in words, what
        assert "Zofia" not in words, what
        assert "07700" not in words, what
    (row,) = browsing.comment_rows(small.workspace, [said])
    assert "We trust [name removed] at" in row.text
    assert "Ring [telephone number removed]." in row.text


def test_the_editor_keeps_the_words(small: Small, said: int) -> None:
    cover_all(small)
    assert browsing.comment_detail(small.workspace, said).row.text == SAID
    assert [one.kind for one in redacting.of_comment(small.workspace, said)] == ["name", "phone"]


def test_a_rejected_detail_is_shown(small: Small, said: int) -> None:
    redacting.reject(small.workspace, redacting.ids(small.workspace, small.exercise))
    assert browsing.comment_rows(small.workspace, [said])[0].text == SAID
    assert redacting.covered(small.workspace, {said: SAID}) == {said: SAID}


def test_what_is_shown_of_a_hit_keeps_its_place(small: Small, said: int) -> None:
    cover_all(small)
    preview = KeywordFinder(small.workspace, small.exercise).look("finds")
    (example,) = [each for each in preview.examples if each.comment_id == said]
    assert [example.text[span.start : span.end] for span in example.spans] == ["finds"]


def test_an_officer_marks_words_by_hand(small: Small, said: int) -> None:
    start = SAID.index("car park")
    changes = redacting.add(small.workspace, said, Span(start, start + 8), DetailKind.ADDRESS)
    assert "at the [address removed]," in browsing.comment_rows(small.workspace, [said])[0].text
    redacting.remove(small.workspace, changes.created or 0)
    assert "car park" in browsing.comment_rows(small.workspace, [said])[0].text
    with pytest.raises(NotPossible, match="No words"):
        redacting.add(small.workspace, said, Span(3, 3), DetailKind.NAME)
    with pytest.raises(NotPossible, match="not marked"):
        redacting.remove(small.workspace, 9_999)


def test_what_engage_found_is_rejected_when_removed(small: Small, said: int) -> None:
    """Or it would be proposed again."""
    first, *_ = redacting.ids(small.workspace, small.exercise)
    redacting.remove(small.workspace, first)
    assert found(small, RedactionStatus.REJECTED) == [("name", NAME)]


def test_deciding_is_undone(small: Small, said: int) -> None:
    cover_all(small)
    workspaces.undo(small.workspace)
    assert len(found(small, RedactionStatus.PROPOSED)) == 3
    assert browsing.comment_rows(small.workspace, [said])[0].text == SAID


def test_accepting_one_kind_leaves_the_others(small: Small, said: int) -> None:
    redacting.accept_all(small.workspace, small.exercise, DetailKind.PHONE)
    assert found(small, RedactionStatus.ACCEPTED) == [("phone", "07700 900123")]
    redacting.reopen(
        small.workspace,
        [redacting.ids(small.workspace, small.exercise, status=RedactionStatus.ACCEPTED)[0]],
    )
    assert found(small, RedactionStatus.ACCEPTED) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"Indeed, {NAME} helped", "Indeed, [name removed] helped"),
        (f"{NAME} and {NAME.upper()}", "[name removed] and [name removed]"),
        ("Priya R. helped, and Raghunathan", "[name removed] R. helped, and [name removed]"),
        ("Nobody helped", "Nobody helped"),
    ],
)
def test_covered_words_stay_covered_when_a_comment_is_put_right(
    small: Small, said: int, words: str, shown: str
) -> None:
    cover_all(small)
    contributing.correct(small.workspace, said, words)
    assert browsing.comment_rows(small.workspace, [said])[0].text == shown
    workspaces.undo(small.workspace)
    assert "Raghunathan" not in browsing.comment_rows(small.workspace, [said])[0].text


def test_other_words_are_looked_through_again(small: Small, said: int) -> None:
    redacting.reject(small.workspace, redacting.ids(small.workspace, small.exercise))
    contributing.correct(small.workspace, said, f"{NAME} and Oluwaseun helped")
    redacting.propose(small.workspace, small.exercise)
    assert found(small, RedactionStatus.PROPOSED) == [("name", "Oluwaseun")]
    assert ("name", NAME) in found(small, RedactionStatus.REJECTED)


def test_covered_words_stay_covered_in_parts_and_together(small: Small, said: int) -> None:
    cover_all(small)
    second = contributing.split(small.workspace, said, SAID.index("Ring")).created or 0
    texts = [row.text for row in browsing.comment_rows(small.workspace, [said, second])]
    assert "[name removed]" in texts[0]
    assert texts[1] == "Ring [telephone number removed]."
    contributing.merge_with_previous(small.workspace, second)
    (row,) = browsing.comment_rows(small.workspace, [said])
    assert "[name removed]" in row.text
    assert row.text.endswith("Ring [telephone number removed].")


def test_a_comment_goes_with_its_redactions(small: Small, said: int) -> None:
    cover_all(small)
    contributing.remove(small.workspace, said)
    assert said not in store.covers(small.workspace.connection)
    assert workspaces.check(small.workspace) == []
    workspaces.undo(small.workspace)
    assert "[name removed]" in browsing.comment_rows(small.workspace, [said])[0].text


def test_passages_that_overlap_are_covered_once(small: Small, said: int) -> None:
    start = SAID.index(NAME)
    redacting.add(small.workspace, said, Span(start, start + 5), DetailKind.NAME)
    redacting.add(small.workspace, said, Span(start + 2, start + 17), DetailKind.ADDRESS)
    assert store.covers(small.workspace.connection)[said] == [(start, start + 17, "[name removed]")]


def test_engage_redact_writes_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, out = tmp_path / "texts.csv", tmp_path / "out.csv"
    texts.write_text(
        'id,said\n7,"😀 Thank you\nPriya"\n8,\n9,"Ring 07700 900123, ts18 2ab"\n',
        encoding="utf-8-sig",
    )
    assert main(["redact", str(texts), "--column", "said", "--out", str(out)]) == 0
    assert out.read_text("utf-8").splitlines() == [
        "row,start,end,kind,text",
        "1,12,17,name,Priya",
        "3,5,17,phone,07700 900123",
        "3,19,27,postcode,ts18 2ab",
    ]
    assert capsys.readouterr().out == "3 personal details proposed in 3 texts.\n"
    assert main(["redact", str(texts), "--column", "text", "--out", str(out)]) == 1
    assert "has no column “text”" in capsys.readouterr().err


def test_a_passage_is_quoted_with_what_it_covers(small: Small, said: int) -> None:
    cover_all(small)
    start = SAID.index("trust")
    passage = Span(start, SAID.index(" at the"))
    words = redacting.passage_words(small.workspace, said, SAID, passage)
    assert words == "trust [name removed]"


def test_comments_are_looked_through_in_portions(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One comment each here; and a portion whose words change meanwhile comes up again."""
    monkeypatch.setattr(redacting, "_AT_ONCE", 1)
    first, second = say(small, SAID), say(small, QUOTED)
    portions: list[list[str]] = []

    def run(places: Callable[[list[str]], object], texts: list[str]) -> object:
        portions.append(texts)
        if texts == [QUOTED]:
            with small.workspace.acting("correct words") as action:
                action.update("comment", first, {"text": "Thank you, Bronwen"})
        return places(texts)

    waiting = redacting.waiting(small.workspace, small.exercise)
    redacting.propose(small.workspace, small.exercise, run=run)
    assert len(portions) == waiting
    assert redacting.of_comment(small.workspace, first) == []
    assert len(redacting.of_comment(small.workspace, second)) == 1
    assert redacting.waiting(small.workspace, small.exercise) == waiting
    redacting.propose(small.workspace, small.exercise, run=worker.apart)
    assert len(redacting.of_comment(small.workspace, first)) == 1
    assert len(redacting.of_comment(small.workspace, second)) == 1
    assert redacting.waiting(small.workspace, small.exercise) == 0
