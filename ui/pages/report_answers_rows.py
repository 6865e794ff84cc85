"""What the list of answers is made of: themes by weight, answers in order, what was said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engage_app.domain.answers import STATUS_LABELS, ThemeAnswer
from engage_app.domain.coding import Theme
from engage_app.services import answers, codebook
from engage_app.services.answers import Unanswered
from engage_app.services.workspace import Workspace
from ui.session import Session
from ui.suggesting import LEARNING


@dataclass(frozen=True)
class AnswerRow:
    """A theme with one of its answers, or with none.

    Attributes:
        weight: how many raised it, in words; empty where it isn't known.
        main: whether it weighs so much that it should have an answer.
    """

    theme_id: int
    title: str
    answer: ThemeAnswer | None = None
    weight: str = ""
    main: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """What it is known by: the theme, and the answer or nought."""
        return self.theme_id, self.answer.id if self.answer else 0

    @property
    def standing(self) -> str:
        """How far the answer is."""
        if self.answer is None:
            words = "No answer yet" if self.main else "No answer"
        else:
            said = " ".join(self.answer.answer.split())
            label = STATUS_LABELS[self.answer.status]
            words = f"{label}: {said}" if said else f"{label}: not written yet"
        return " · ".join(part for part in (words, self.weight) if part)


@dataclass(frozen=True)
class Weighed:
    """The themes of an exercise.

    Attributes:
        comments: by theme, how many comments are coded to it.
        lacking: those that weigh most and had no answer when they were weighed.
    """

    themes: tuple[Theme, ...] = ()
    comments: dict[int, int] = field(default_factory=dict)
    lacking: tuple[Unanswered, ...] = ()


def weighed(workspace: Workspace, exercise_id: int) -> Weighed:
    """Weigh the themes."""
    counts = codebook.theme_counts(workspace, exercise_id)
    return Weighed(
        tuple(codebook.themes(workspace, exercise_id)),
        {theme_id: coded for theme_id, (coded, _) in counts.items()},
        answers.unanswered(workspace, exercise_id),
    )


def arranged(found: Weighed, given: Sequence[ThemeAnswer]) -> list[AnswerRow]:
    """Main themes that lack an answer, then the answers in their order, then the other themes
    that somebody raised; of both the most raised first."""
    themes = {theme.id: theme for theme in found.themes}
    answered = {each.theme_id for each in given}
    weights = {each.theme_id: _respondents(each) for each in found.lacking}
    rows = [
        AnswerRow(each.theme_id, each.name, None, weights[each.theme_id], main=True)
        for each in found.lacking
        if each.theme_id not in answered
    ]
    rows += [
        AnswerRow(
            each.theme_id,
            themes[each.theme_id].name,
            each,
            _comments(found.comments.get(each.theme_id, 0)),
            main=each.theme_id in weights,
        )
        for each in given
        if each.theme_id in themes
    ]
    listed = {row.theme_id for row in rows}
    others = [
        theme
        for theme in found.themes
        if theme.id not in listed and found.comments.get(theme.id, 0)
    ]
    others.sort(key=lambda theme: -found.comments[theme.id])
    rows += [
        AnswerRow(theme.id, theme.name, None, _comments(found.comments[theme.id]))
        for theme in others
    ]
    return rows


class Said:
    """Asks what the paper would print as said on a theme; one at a time, the last one wanted."""

    def __init__(self, session: Session, shown: Callable[[int, str], object]) -> None:
        self._session, self._shown = session, shown
        self._known: dict[int, str] = {}
        self._asking = self._wanted = 0

    def known(self, theme_id: int) -> str:
        """What is known of a theme; empty where it wasn't asked for."""
        return self._known.get(theme_id, "")

    def forget(self) -> None:
        """The figures may be others now."""
        self._known.clear()

    def ask(self, theme_id: int) -> None:
        """Ask, unless it is known; `shown` hears of it."""
        self._wanted = theme_id
        session = self._session
        if self._asking or theme_id in self._known or not session.has_exercise:
            return
        self._asking = theme_id
        workspace, exercise_id = session.workspace, session.exercise_id
        task = session.runner.run(
            lambda _progress: answers.drafted_said(workspace, exercise_id, theme_id),
            lambda said: self._take(theme_id, said),
            lambda _error: self._known.setdefault(theme_id, ""),  # the theme went meanwhile
            lane=LEARNING,
        )
        task.signals.finished.connect(self._done)

    def _take(self, theme_id: int, said: str) -> None:
        self._known[theme_id] = said
        self._shown(theme_id, said)

    def _done(self) -> None:
        asked, self._asking = self._asking, 0
        if self._wanted != asked:
            self.ask(self._wanted)


def _respondents(each: Unanswered) -> str:
    people = "1 respondent" if each.respondents == 1 else f"{each.respondents:,} respondents"
    return f"raised by {people} ({each.share:.0%})"


def _comments(count: int) -> str:
    return "1 comment" if count == 1 else f"{count:,} comments"
