"""The numbers of headings and paragraphs: sections, and appendices apart."""

from engage_app.domain.numbering import Numbers, Place, places_of
from engage_app.domain.report import Bullets, Heading, Paragraph


def test_numbers_run_as_in_a_board_paper() -> None:
    """1. · 1.1 · 1.2 and, under a heading 5.1, 5.1.1; a level left out is not counted."""
    numbers = Numbers()
    assert numbers.paragraph() is None
    assert numbers.heading(2) == Place(1, "1.")
    assert numbers.paragraph() == Place(1, "1.1")
    assert numbers.paragraph() == Place(1, "1.2")
    assert numbers.heading(1) == Place(1, "2.")
    assert numbers.heading(3) == Place(2, "2.1")
    assert numbers.paragraph() == Place(2, "2.1.1")
    assert numbers.heading(3) == Place(3, "2.1.2")
    assert numbers.paragraph() == Place(3, "2.1.2.1")
    assert numbers.heading(2) == Place(2, "2.2")
    assert numbers.paragraph() == Place(2, "2.2.1")


def test_appendices_are_lettered_and_the_sections_after_them_count_on() -> None:
    numbers = Numbers()
    assert numbers.heading(1) == Place(1, "1.")
    assert numbers.heading(1, appendix=True) == Place(1, "Appendix A", True)
    assert numbers.paragraph() == Place(1, "A.1", True)
    assert numbers.heading(2) == Place(2, "A.2", True)
    assert numbers.paragraph() == Place(2, "A.2.1", True)
    assert numbers.heading(1, appendix=True).shown == "Appendix B"
    assert numbers.paragraph() == Place(1, "B.1", True)
    assert numbers.heading(1) == Place(1, "2.")
    assert numbers.paragraph() == Place(1, "2.1")


def test_letters_go_on_after_z_as_words_do() -> None:
    numbers = Numbers()
    shown = [numbers.heading(1, appendix=True).shown for _ in range(28)]
    assert shown[25:] == ["Appendix Z", "Appendix AA", "Appendix BB"]


def test_blocks_without_a_number_have_no_place() -> None:
    blocks = (
        Paragraph("Before any heading", numbered=True),
        Heading("First"),
        Paragraph("Numbered", numbered=True),
        Paragraph("Plain"),
        Bullets(("One", "Two")),
        Heading("Positions", appendix=True),
        Paragraph("Lettered", numbered=True),
    )
    shown = [place.shown if place else "" for place in places_of(blocks)]
    assert shown == ["", "1.", "1.1", "", "", "Appendix A", "A.1"]
