"""`engage suggest` on plain CSV files."""

import csv
from pathlib import Path

import pytest

from engage_app import cli
from engage_app.errors import NotPossible
from engage_app.services import embedding
from engage_app.services.batch_redact import find_in_file
from engage_app.services.batch_suggest import suggest_file

CODEBOOK = (
    "theme,definition,keywords\n"
    "Car parking,Finding a space.,parking;car park*\n"
    "Waiting times,How long people wait.,wait*;in a queue\n"
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A codebook, texts to code, coded ones, and where to write."""
    found = {name: tmp_path / f"{name}.csv" for name in ("codebook", "texts", "coded", "out")}
    found["codebook"].write_text(CODEBOOK, encoding="utf-8")
    found["texts"].write_text(
        "id,text,question\nb,No parking 😀,Why?\na,We stood in a queue,Why?\nc,,Why?\n",
        encoding="utf-8",
    )
    coded = "".join(
        f"Coins for the machine {n},Car parking|\nLate {n},waiting  TIMES\n" for n in range(9)
    )
    found["coded"].write_text(f"text,themes\n{coded}Nothing,\n", encoding="utf-8")
    return found


def written(path: Path) -> list[dict[str, str]]:
    """The rows of the output."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("extra", [True, False])
def test_ranked_with_a_score_and_what_would_be_pre_filled(
    files: dict[str, Path], extra: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the embeddings and without; ids as they were given; nothing for a blank text."""
    if not extra:
        monkeypatch.setattr(embedding, "available", lambda: False)
    assert suggest_file(files["texts"], files["out"], codebook=files["codebook"]) == 3
    rows = written(files["out"])
    assert list(rows[0]) == ["id", "rank", "theme", "score", "accepted"]
    firsts = [(row["id"], row["theme"], row["accepted"]) for row in rows if row["rank"] == "1"]
    assert firsts == [("b", "Car parking", "1"), ("a", "Waiting times", "1")]
    assert [row["rank"] for row in rows if row["id"] == "b"] == ["1", "2"]
    assert all(0 <= float(row["score"]) <= 1 for row in rows)


def test_without_a_codebook_themes_are_those_coded(files: dict[str, Path]) -> None:
    files["texts"].write_text("id,text\n1,The machine took no coins\n", encoding="utf-8")
    suggest_file(files["texts"], files["out"], coded=files["coded"], top=1, with_embeddings=False)
    assert [(row["theme"], row["rank"]) for row in written(files["out"])] == [("Car parking", "1")]


def test_codings_are_learned_from(files: dict[str, Path]) -> None:
    """Names of themes are the same in any case and spacing."""
    files["texts"].write_text("id,text\n1,Coins for the machine\n2,Late again\n", encoding="utf-8")
    suggest_file(
        files["texts"], files["out"], coded=files["coded"], codebook=files["codebook"], top=1
    )
    assert [row["theme"] for row in written(files["out"])] == ["Car parking", "Waiting times"]


def test_the_command(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["suggest", "--texts", str(files["texts"]), "--out", str(files["out"])]
    assert cli.main([*arguments, "--codebook", str(files["codebook"]), "--top", "1"]) == 0
    assert "3 texts" in capsys.readouterr().out
    assert len(written(files["out"])) == 2
    assert cli.main(arguments) == 1
    assert "--codebook" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("texts", "text\nx\n", "“id”"),
        ("coded", "text\nx\n", "“themes”"),
        ("codebook", "name\nx\n", "“theme”"),
    ],
)
def test_a_lacking_column_is_named(
    files: dict[str, Path], name: str, content: str, message: str
) -> None:
    files[name].write_text(content, encoding="utf-8")
    with pytest.raises(NotPossible, match=message):
        suggest_file(files["texts"], files["out"], coded=files["coded"], codebook=files["codebook"])
    assert not files["out"].exists()


def test_no_texts_at_all(files: dict[str, Path]) -> None:
    files["texts"].write_text("id,text\n", encoding="utf-8")
    assert suggest_file(files["texts"], files["out"], codebook=files["codebook"]) == 0
    assert written(files["out"]) == []


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    """The texts would be gone."""
    texts = tmp_path / "texts.csv"
    texts.write_text("id,text\n1,Parking is hard\n", encoding="utf-8")
    before = texts.read_bytes()
    with pytest.raises(NotPossible, match="written over"):
        find_in_file(texts, texts, column="text")
    with pytest.raises(NotPossible, match="written over"):
        suggest_file(texts, texts, codebook=None, coded=None)
    assert texts.read_bytes() == before
