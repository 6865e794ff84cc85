"""The sections of a paper in their order, and what each is called where another refers to it."""

from collections.abc import Sequence

MAIN: tuple[tuple[str, str], ...] = (
    ("introduction", "Introduction"),
    ("engagement", "Engagement"),
    ("outcome", "Outcome of the engagement"),
    ("themes", "What we heard, by theme"),
    ("challenges", "What each side raised"),
    ("works_well", "What works well"),
    ("conclusion", "Conclusion"),
    ("recommendations", "Recommendations"),
)
"""(key, heading) of the sections of the paper itself."""

APPENDICES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Stakeholder groups and their positions",
        (("matrix", "Stakeholder groups and their positions"),),
    ),
    (
        "Themes",
        (
            ("theme_summary", "Themes and what is answered"),
            ("theme_by_group", "Themes by stakeholder group"),
        ),
    ),
    ("Closed questions", (("closed_questions", "Closed questions"),)),
    ("Equality profile", (("equality", "Equality profile"),)),
    ("You said, we did", (("answers", "You said, we did"),)),
    (
        "Who took part",
        (
            ("reach", "Who took part and who was not heard"),
            ("sessions", "Sessions and correspondence"),
        ),
    ),
    ("Further findings", (("further", "Further findings"),)),
    ("How this was done", (("method", "How this was done"),)),
)
"""The appendices: heading, and (key, heading) of their parts. Each begins where one of its parts
is printed, so letters have no gaps."""

SECTIONS: tuple[tuple[str, str], ...] = (
    *MAIN,
    *(part for _, parts in APPENDICES for part in parts),
)


def place(key: str, printed: Sequence[str]) -> str:
    """How the paper refers to a section, "section 4" or "Appendix B"; empty where it isn't printed.

    Args:
        key: of the section.
        printed: the keys of the sections that are printed.
    """
    if key not in printed:
        return ""
    main = [one for one, _ in MAIN if one in printed]
    if key in main:
        return f"section {main.index(key) + 1}"
    letters = [parts for _, parts in APPENDICES if any(one in printed for one, _ in parts)]
    at = next(n for n, parts in enumerate(letters) if key in dict(parts))
    return f"Appendix {chr(ord('A') + at)}"
