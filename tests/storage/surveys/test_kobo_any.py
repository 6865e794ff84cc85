"""Any codes and any labels that a KoboToolbox export may hold are read back."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kobo_exports import answers, kobo

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.values import values_of

CODES = st.lists(st.from_regex(r"[a-z][a-z0-9_]{1,8}", fullmatch=True), min_size=2, max_size=6,
                 unique=True)  # fmt: skip
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="&<"),
    min_size=1,
    max_size=8,
)
LABELS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=2, max_size=5,
                  unique_by=str.casefold)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), codes=CODES, text=st.lists(st.text(max_size=30), min_size=3, max_size=3))
def test_any_codes_are_read_back(
    data: st.DataObject, codes: list[str], text: list[str], tmp_path: Path
) -> None:
    """XML values with both layouts of several choices: what was chosen is what is read."""
    chosen = [
        [code for code in codes if code in picked]
        for picked in data.draw(st.lists(st.sets(st.sampled_from(codes)), min_size=3, max_size=3))
    ]
    rows = [
        [" ".join(each), *(str(int(code in each)) if each else "" for code in codes), words]
        for each, words in zip(chosen, [_kept(t) for t in text], strict=True)
    ]

    survey = kobo(tmp_path / "k.csv", ["g/multi", *(f"g/multi/{c}" for c in codes), "g/why"], rows)

    assert answers(survey)["multi"] == [each or None for each in chosen]
    why = [str(value) if value is not None else None for value in answers(survey)["why"]]
    assert [w or None for w in (row[-1].strip() for row in rows)] == why or survey.questions[
        1
    ].type in (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), labels=LABELS)
def test_any_labels_are_read_back(data: st.DataObject, labels: list[str], tmp_path: Path) -> None:
    chosen = [
        [label for label in labels if label in picked]
        for picked in data.draw(st.lists(st.sets(st.sampled_from(labels)), min_size=3, max_size=3))
    ]
    rows = [
        [" ".join(each), *(str(int(label in each)) if each else "" for label in labels)]
        for each in chosen
    ]

    survey = kobo(
        tmp_path / "k.csv", ["What matters?", *(f"What matters?/{x}" for x in labels)], rows
    )

    (found,) = survey.questions
    assert values_of(survey, found) == [each or None for each in chosen]


def _kept(text: str) -> str:
    """Text without what no cell of a CSV keeps as it is."""
    return "".join(letter for letter in text if letter.isprintable()).strip()
