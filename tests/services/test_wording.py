import pytest

from engage_app.services.tables.wording import day, listed, number_of, percent, sentence


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a (x, y and z)", "b", "c"], "a (x, y and z), b and c"),
        (["Dental, eye health", "b", "c"], "Dental, eye health; b; and c"),
        (
            ["Town and parish councils", "Universities"],
            "Town and parish councils, and Universities",
        ),
    ],
)
def test_a_british_list(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_dates_and_numbers_as_a_reader_expects_them() -> None:
    assert day("2022-07-27") == "27 July 2022"
    assert day("mid-May") == "mid-May"
    assert number_of(1, "person", "people") == "1 person"
    assert number_of(1234, "response") == "1,234 responses"
    assert percent(0.455) == "46%"
    assert sentence("move it") == "Move it."
    assert sentence("") == ""
