"""Large jobs on plain CSV files."""

import csv
from pathlib import Path

import pytest

from engage_app.errors import NotPossible
from engage_app.services.batch import score_file


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return written(
        tmp_path / "texts.csv",
        "id,text,question\r\n"
        '1,"A wonderful,\nkind team 😀",\r\n'
        "2,It is a terrible idea,What do you think?\r\n"
        "3,,\r\n",
    )


def test_every_column_comes_back_with_its_tone(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert score_file(texts, out, column="text") == 3
    found = rows(out)
    assert list(found[0]) == ["id", "text", "question", "sentiment", "compound"]
    assert [row["id"] for row in found] == ["1", "2", "3"]
    assert found[0]["text"] == "A wonderful,\nkind team 😀"
    assert [row["sentiment"] for row in found] == ["positive", "negative", "neutral"]
    assert all(-1 <= float(row["compound"]) <= 1 for row in found)
    assert [each.name for each in tmp_path.glob("*.part")] == []


def test_corrected_words_take_the_tone_given(texts: Path, tmp_path: Path) -> None:
    """The same words in any case and spacing; the machine's score stays beside them."""
    corrected = written(
        tmp_path / "corrected.csv", "text,sentiment\nIt is a  TERRIBLE idea,neutral\n"
    )
    score_file(texts, tmp_path / "out.csv", column="text", corrected=corrected)
    found = rows(tmp_path / "out.csv")[1]
    assert found["sentiment"] == "neutral"
    assert float(found["compound"]) < 0


def test_corrections_teach_the_tone_of_other_words(tmp_path: Path) -> None:
    """ "Allotment" has no tone of its own; here people meant it kindly, and "turnstile" not."""
    seen = [f"{word} {n}" for n in range(60) for word in ("allotment gate", "turnstile door")]
    told = [f"{words},{'positive' if 'gate' in words else 'negative'}\n" for words in seen]
    corrected = written(tmp_path / "corrected.csv", "text,sentiment\n" + "".join(told))
    new = written(tmp_path / "new.csv", "text\nallotment seven\nturnstile seven\n")

    score_file(new, tmp_path / "out.csv", column="text", corrected=corrected)

    found = rows(tmp_path / "out.csv")
    assert [row["sentiment"] for row in found] == ["positive", "negative"]
    assert float(found[0]["compound"]) > 0 > float(found[1]["compound"])


def test_corrected_words_count_under_their_own_question(tmp_path: Path) -> None:
    corrected = written(
        tmp_path / "corrected.csv",
        "question,text,sentiment\nGood?,Nothing,negative\nBad?,Nothing,positive\n",
    )
    new = written(tmp_path / "new.csv", "text,question\nnothing,Bad?\nNOTHING,Good?\n")

    score_file(new, tmp_path / "out.csv", column="text", corrected=corrected)

    assert [row["sentiment"] for row in rows(tmp_path / "out.csv")] == ["positive", "negative"]


def test_scores_of_an_earlier_run_are_replaced(texts: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    score_file(texts, first, column="text")
    score_file(first, second, column="text")
    assert second.read_bytes() == first.read_bytes()


def test_a_file_may_be_scored_in_place(texts: Path) -> None:
    score_file(texts, texts, column="text")
    assert [row["sentiment"] for row in rows(texts)] == ["positive", "negative", "neutral"]


def test_excel_s_mark_at_the_start_is_not_part_of_a_name(tmp_path: Path) -> None:
    marked = written(tmp_path / "texts.csv", "text\nlovely\n", "utf-8-sig")
    assert score_file(marked, tmp_path / "out.csv", column="text") == 1


def test_short_and_long_rows_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    ragged = written(tmp_path / "texts.csv", "id,text\n1\n2,lovely,and,more\n")
    score_file(ragged, tmp_path / "out.csv", column="text")
    assert [(row["id"], row["text"]) for row in rows(tmp_path / "out.csv")] == [
        ("1", ""),
        ("2", "lovely"),
    ]


def test_a_long_letter_is_scored(tmp_path: Path) -> None:
    letter = written(tmp_path / "texts.csv", 'text\n"' + "It is a terrible idea.\n" * 9_000 + '"\n')
    assert score_file(letter, tmp_path / "out.csv", column="text") == 1
    assert rows(tmp_path / "out.csv")[0]["sentiment"] == "negative"


def test_no_rows_give_a_file_without_rows(tmp_path: Path) -> None:
    empty = written(tmp_path / "texts.csv", "text\n")
    assert score_file(empty, tmp_path / "out.csv", column="text") == 0
    assert (tmp_path / "out.csv").read_text("utf-8").strip() == "text,sentiment,compound"


@pytest.mark.parametrize(
    ("content", "encoding", "sentence"),
    [
        ("answer\nlovely\n", "utf-8", "has no column “text”"),
        ("", "utf-8", "has no column “text”"),
        ("text\ncafé\n", "cp1252", "is not in UTF-8"),
        ('text\n"never closed' + "x\n" * 5_100_000, "utf-8", "can't be read as CSV"),
    ],
)
def test_what_cant_be_read_gives_a_sentence_and_no_file(
    tmp_path: Path, content: str, encoding: str, sentence: str
) -> None:
    bad = written(tmp_path / "texts.csv", content, encoding)
    with pytest.raises(NotPossible, match=sentence):
        score_file(bad, tmp_path / "out.csv", column="text")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("text\nlovely\n", "has no column “sentiment”"),
        ("text,sentiment\nfine,good\n", "Row 2 of “corrected.csv” has the sentiment “good”"),
    ],
)
def test_corrections_that_cant_be_used_give_a_sentence(
    texts: Path, tmp_path: Path, content: str, sentence: str
) -> None:
    corrected = written(tmp_path / "corrected.csv", content)
    with pytest.raises(NotPossible, match=sentence):
        score_file(texts, tmp_path / "out.csv", column="text", corrected=corrected)
    assert not (tmp_path / "out.csv").exists()
