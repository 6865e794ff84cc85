"""An exercise built answer by answer, for tests of what findings count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engage_app.services.workspace import Workspace
from storage.identifiers import new_uid


@dataclass
class Heard:
    """Writes one exercise; every method is one action in the workspace."""

    workspace: Workspace
    invented: bool = False
    exercise: int = 0
    groups: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)
    choices: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        details = {
            "title": "Clinic move",
            "organisation": "Rossbrook ICB",
            "purpose": "To learn what moving the clinic would mean.",
            "proposal": "Move the clinic to the high street",
            "opens_on": "2022-05-16",
            "closes_on": "2022-06-15",
            "invented": int(self.invented),
        }
        self.exercise = self._insert("exercise", **details)
        self.activity("survey", "survey")
        self.activity("workshop", "workshop")
        self.question("view", "text", "comment")

    def activity(
        self, name: str, kind: str, *, invited: int | None = None, attended: int | None = None
    ) -> None:
        """Add an activity."""
        self.activities[name] = self._insert(
            "activity",
            exercise_id=self.exercise,
            kind=kind,
            title=name.title(),
            date="2022-05-17",
            invited=invited,
            attended=attended,
        )

    def group(
        self, name: str, parent: str = "", *, part: str = "", planned: int | None = None
    ) -> None:
        """Add a stakeholder group, after those there are."""
        self.groups[name] = self._insert(
            "stakeholder_group",
            exercise_id=self.exercise,
            parent_id=self.groups.get(parent),
            sort=len(self.groups),
            name=name,
            part_name=part,
            planned=planned,
        )

    def theme(self, name: str, parent: str = "") -> None:
        """Add a theme, after those there are."""
        self.themes[name] = self._insert(
            "theme",
            exercise_id=self.exercise,
            parent_id=self.themes.get(parent),
            sort=len(self.themes),
            name=name,
            definition=f"what people say of {name.lower()}",
        )

    def question(
        self, name: str, kind: str, role: str, choices: Sequence[str] = (), grid: str = ""
    ) -> None:
        """Add a question with its choices."""
        self.questions[name] = self._insert(
            "question",
            exercise_id=self.exercise,
            sort=len(self.questions),
            name=name,
            label=name.capitalize(),
            type=kind,
            role=role,
            grid=grid,
        )
        for number, label in enumerate(choices):
            with self.workspace.acting("add choice") as action:
                self.choices[name, label] = action.insert(
                    "choice",
                    {
                        "uid": new_uid(),
                        "question_id": self.questions[name],
                        "sort": number,
                        "label": label,
                    },
                )

    def respond(
        self,
        *groups: str,
        position: str | None = None,
        organisation: str = "",
        activity: str = "survey",
        consent: str = "",
        says: Mapping[str, Sequence[str]] | None = None,
        answers: Mapping[str, str | Sequence[str] | None] | None = None,
        sentiment: str = "neutral",
    ) -> int:
        """Add a respondent with one response; `says` maps comments to their accepted themes,
        `answers` questions to a choice, several, or None where it was shown and skipped."""
        kind = "organisation" if organisation else "person"
        key = new_uid()
        respondent = self._insert(
            "respondent",
            exercise_id=self.exercise,
            kind=kind,
            organisation=organisation,
            equality_key=key,
        )
        response = self.again(respondent, activity, position, consent)
        with self.workspace.acting("tag and code") as action:
            for group in groups:
                tag = {"response_id": response, "group_id": self.groups[group]}
                action.insert("response_group", {**tag, "origin": "officer"})
            for text, themes in (says or {}).items():
                self._say(response, text, themes, sentiment)
            for question, value in (answers or {}).items():
                self._answer(response, key, question, value)
        return response

    def again(
        self, respondent: int, activity: str, position: str | None = None, consent: str = ""
    ) -> int:
        """Add a response of a respondent."""
        return self._insert(
            "response",
            exercise_id=self.exercise,
            respondent_id=respondent,
            activity_id=self.activities[activity],
            position=position,
            consent=consent,
        )

    def code(self, comment: int, theme: str, status: str, origin: str = "officer") -> None:
        """Put a theme on a comment."""
        self._insert(
            "coding",
            comment_id=comment,
            theme_id=self.themes[theme],
            coder="A. Officer",
            origin=origin,
            status=status,
        )

    def _say(self, response: int, text: str, themes: Sequence[str], sentiment: str) -> None:
        row = {
            "uid": new_uid(),
            "response_id": response,
            "question_id": self.questions["view"],
            "text": text,
            "sentiment": sentiment,
        }
        connection = self.workspace.connection
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = connection.execute(
            f"INSERT INTO comment ({names}) VALUES ({marks})", list(row.values())
        )
        for theme in themes:
            connection.execute(
                "INSERT INTO coding (uid, comment_id, theme_id, coder, origin, status)"
                " VALUES (?, ?, ?, 'A. Officer', 'officer', 'accepted')",
                [new_uid(), cursor.lastrowid, self.themes[theme]],
            )

    def _answer(
        self, response: int, key: str, question: str, value: str | Sequence[str] | None
    ) -> None:
        table, owner = ("equality_answer", key) if question == "age" else ("answer", response)
        column = "equality_key" if table == "equality_answer" else "response_id"
        for label in [value] if value is None or isinstance(value, str) else value:
            choice = None if label is None else self.choices[question, label]
            self.workspace.connection.execute(
                f"INSERT INTO {table} ({column}, question_id, choice_id) VALUES (?, ?, ?)",
                [owner, self.questions[question], choice],
            )

    def _insert(self, table: str, **row: object) -> int:
        with self.workspace.acting(f"add {table}") as action:
            return action.insert(table, {"uid": new_uid(), **row})
