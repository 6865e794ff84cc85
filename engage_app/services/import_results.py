"""What an import will change and what it changed, for an officer to read."""

from dataclasses import dataclass

from engage_app.domain.changes import Changes
from storage.surveys.survey_file import Problem


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that a response answers otherwise in the file than in the workspace.

    Attributes:
        before, after: as text, choices joined by "; "; empty where there was or is no answer.
    """

    question: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedResponse:
    """A response whose answers changed.

    Attributes:
        row: its number in the file, as in Problem.
        source_id: the survey tool's.
        perhaps_new: the file has no ids, and by its place and most of its answers this is an
            earlier response that changed; it may as well be a new one.
    """

    row: int
    source_id: str
    answers: tuple[ChangedAnswer, ...]
    perhaps_new: bool = False


@dataclass(frozen=True)
class Comparison:
    """A file against the responses that are here already.

    Attributes:
        new: responses that would come in.
        unchanged: responses that are here just as they are in the file.
        changed: responses that are here and answer something otherwise in the file.
    """

    new: int
    unchanged: int
    changed: tuple[ChangedResponse, ...] = ()

    @property
    def summary(self) -> str:
        """E.g. "12 new, 230 as before, 1 changed"."""
        return f"{self.new:,} new, {self.unchanged:,} as before, {len(self.changed):,} changed"


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        changes: empty where every response was there already.
        added: responses that came in.
        unchanged: responses that were there already, just as the file has them.
        updated: responses whose answers were changed.
        changed: responses that answer otherwise in the file and were left alone.
        left_out: responses of the file that the officer left out.
        questions: how many the exercise got for the responses; or all of those that a
            questionnaire without responses brought in.
        problems: of the file, and answers that don't fit their question's type.
        activity_id: the activity they belong to; 0 where nothing was written.
        import_id: 0 where nothing was written.
    """

    changes: Changes
    added: int
    unchanged: int
    updated: int
    problems: tuple[Problem, ...]
    activity_id: int
    import_id: int
    left_out: int = 0
    changed: int = 0
    questions: int = 0

    @property
    def summary(self) -> str:
        """What happened, in one sentence."""
        known = self.unchanged + self.changed
        if not (self.added or self.updated or known):
            if self.questions:
                return f"{_counted(self.questions, 'question')} brought in, without responses."
            if self.left_out:
                return "Every response of the file was left out, so nothing was imported."
            return "The file holds no responses, so nothing was imported."
        if not self.added and not self.updated:
            stay = f"; {self.changed:,} changed since and were left as they are"
            return (
                f"{_responses(known)} in the file and all here already;"
                f" nothing was imported{stay if self.changed else ''}."
            )
        done = [f"{_responses(self.added)} imported"] if self.added else []
        done += [f"{_responses(self.updated)} updated"] if self.updated else []
        done += [f"{known} were here already and stay as they are"] if known else []
        done += [f"{self.changed:,} of these changed since"] if self.changed else []
        done += [f"{self.left_out} left out"] if self.left_out else []
        return "; ".join(done) + "."


def _responses(count: int) -> str:
    return _counted(count, "response")


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
