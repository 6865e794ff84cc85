"""A questionnaire with every type of question, for forms to show."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role
from ui.widgets.form.field import FormField


def choices(*labels: str) -> tuple[Choice, ...]:
    """Choices known by the first word of their labels."""
    return tuple(
        Choice(at, label, label.split()[0].lower()) for at, label in enumerate(labels, start=1)
    )


def asked(name: str, label: str, kind: QuestionType, **more: object) -> Question:
    """A question."""
    return replace(Question(1, name, label, kind, Role.NONE), **more)  # type: ignore[arg-type]


SCALE = choices("Poor", "Fair", "Good")
BUS = asked(
    "bus",
    "Do you use the bus?",
    QuestionType.SELECT_ONE,
    choices=choices("Yes", "No"),
    required=True,
)
WHICH = asked("which", "Which bus?", QuestionType.TEXT, relevant="${bus} = 'yes'")
SERVICES = asked(
    "services",
    "Which services do you use?",
    QuestionType.SELECT_MULTIPLE,
    choices=choices("GP", "Pharmacy", "Dentist", "None of these"),
)
PARKING = asked(
    "parking", "The parking", QuestionType.SELECT_ONE, grid="How do you rate…", choices=SCALE
)
ROOMS = asked(
    "rooms",
    "The waiting room",
    QuestionType.SELECT_ONE,
    grid="How do you rate…",
    choices=SCALE,
    required=True,
)
AGE = asked(
    "age",
    "How old are you?",
    QuestionType.INTEGER,
    constraint=". >= 16 and . <= 110",
    hint="In years",
)
BORN = asked("born", "When did you register?", QuestionType.DATE)
VIEW = asked("view", "What should we know?", QuestionType.TEXT)
CLINIC = (BUS, WHICH, SERVICES, PARKING, ROOMS, AGE, BORN, VIEW)


def press(*keys: str) -> None:
    """Keys and words as an officer types them, wherever the keyboard is: "42", "<Return>"."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None, f"nothing has the keyboard for {key}"
        if key.startswith("<"):
            _press_named(target, key[1:-1])
        else:
            QTest.keyClicks(target, key)


def _press_named(target: QWidget, name: str) -> None:
    *modifiers, last = name.split("+")
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= Qt.KeyboardModifier[f"{each}Modifier"]
    QTest.keyClick(target, Qt.Key[f"Key_{last}"], held)


def field_with_keyboard(fields: list[FormField]) -> FormField | None:
    """The field that has the keyboard."""
    now = QApplication.focusWidget()
    return next((each for each in fields if now and each.isAncestorOf(now)), None)
