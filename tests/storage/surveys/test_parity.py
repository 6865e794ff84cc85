"""The six respondents as Microsoft Forms writes them."""

from parity import assert_parity, read_parity


def test_microsoft_forms() -> None:
    survey = read_parity("msforms.xlsx")
    names = [question.name for question in survey.questions]

    assert survey.tool == "Microsoft Forms"
    assert_parity(
        survey,
        dict(
            zip(
                ("group", "position", "matters", "understand", "benefits", "why"),
                names,
                strict=True,
            )
        ),
    )
