"""Random surveys, and how tools with two rows of headings write them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from storage.surveys.bindings import Value
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

SCALE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
OPTIONS = (
    "Clinical leadership", "Funding, and delegation", "Hospital flows; discharge", "Boundaries",
    "GP – partner", "Bus - or tram", "“Places”", "Care/support", "Don’t know", "Car, shared",
)  # fmt: skip
OTHER = "Other (please specify)"
_WORDS = st.text(alphabet="abcdehiklmnorstu ’',–é", min_size=1, max_size=40)


@dataclass(frozen=True)
class Asked:
    """One question; `answers` by respondent: a choice, a list, a text, or a choice for each row."""

    kind: str
    label: str
    subs: tuple[str, ...]
    answers: tuple[object, ...]

    def expected(self) -> list[list[Value]]:
        """The answers of each question that the reader should find, in order."""
        if self.kind == "grid":
            rows = [list(answer) for answer in self.answers]  # type: ignore[call-overload]
            return [[row[index] or None for row in rows] for index in range(len(self.subs))]
        return [[answer or None for answer in self.answers]]  # type: ignore[misc]


def texts() -> st.SearchStrategy[str]:
    """Nothing, or something written, trimmed and on one line."""
    written = _WORDS.map(lambda words: " ".join(f"Because {words}".split()))
    return st.one_of(st.just(""), written)


@st.composite
def questions(draw: st.DrawFn, number: int, people: int) -> Asked:
    kind = draw(st.sampled_from(["one", "several", "grid", "text"]))
    label = f"Question {number}: {draw(st.sampled_from(['how', 'which, then', 'what']))}?"
    count = draw(st.integers(2, 5))
    options = tuple(draw(st.permutations(OPTIONS))[:count])
    if kind == "one":
        answers: st.SearchStrategy[object] = st.sampled_from(["", *options])
    elif kind == "several":
        chosen = st.sets(st.sampled_from(options)).map(lambda s: [o for o in options if o in s])
        # What is written under "Other" comes last, in the place of "Other".
        answers = st.tuples(chosen, texts()).map(lambda both: [*both[0], *filter(None, both[1:])])
    elif kind == "grid":
        options = tuple(f"Statement {index}" for index in range(count))
        answers = st.tuples(*(st.sampled_from(["", *SCALE]) for _ in options))
    else:
        answers = texts()
    given = draw(st.lists(answers, min_size=people, max_size=people))
    if kind == "grid":  # one that nobody answered looks like choices that nobody made
        given[0] = ("Agree", *[""] * (count - 1))
    return Asked(kind, label, options, tuple(given))


@st.composite
def surveys(draw: st.DrawFn) -> list[Asked]:
    """Some questions and their answers, from one respondent to twelve."""
    people = draw(st.integers(1, 12))
    return [draw(questions(number, people)) for number in range(1, draw(st.integers(2, 6)))]


def written(
    asked: Sequence[Asked],
    headings: Callable[[Asked], list[tuple[str, str]]],
    cells: Callable[[Asked, object], list[str]],
) -> tuple[list[str], list[str], list[list[str]]]:
    """Both rows of headings, and the rows of answers."""
    pairs = [pair for each in asked for pair in headings(each)]
    people = len(asked[0].answers)
    rows = [
        [cell for each in asked for cell in cells(each, each.answers[person])]
        for person in range(people)
    ]
    return [first for first, _ in pairs], [second for _, second in pairs], rows


def merged(label: str, subs: Sequence[str]) -> list[tuple[str, str]]:
    """A question over its options or rows."""
    return [(label if index == 0 else "", sub) for index, sub in enumerate(subs)]


def found(survey: SurveyFile) -> list[list[Value]]:
    """All answers, question by question."""
    return [values_of(survey, question) for question in survey.questions]


def expected(asked: Sequence[Asked]) -> list[list[Value]]:
    """All answers that should be found."""
    return [values for each in asked for values in each.expected()]


__all__ = ["OTHER", "Asked", "expected", "found", "merged", "read_survey", "surveys", "written"]
