"""A Microsoft Forms workbook about another proposal than the sample's. Every word is invented."""

from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.table import Table

HEADINGS = (
    "ID", "Start time", "Completion time", "Email", "Name", "Last modified time",
    "Who are you?", "Do you support moving evening clinics to the health centre?",
    "Which days would suit you?", "What would make the move work for you?", "How old are you?",
)  # fmt: skip
GROUPS = ("Patient", "Carer", "Clinic staff")
VIEWS = ("I support it", "I have some concern", "I am against it")
COMMENTS = (
    "The last bus goes at six, so an evening clinic there is no use to me",
    "Parking is far easier at the health centre and I would not miss an afternoon of work",
    "Who looks after my mother while I drive across town? Carers were not thought of",
    "We lose the X-ray next door – that worries every nurse on the late shift",
    "lovely building, friendly people, please get on with it 🙂",
    "If the bus timetable changed I would be all for it",
    "Reception shuts at five. Will anyone answer the phone in the evening?",
    "Two sites means two sets of notes and somebody will lose them",
    "",
    "My son has a learning disability and a new place takes him months to get used to",
)
RESPONSES = 30


def write_forms(path: Path) -> Path:
    """Thirty responses, ten of each group; patients mostly in favour, staff mostly against."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    sheet.append(HEADINGS)
    started = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - Forms writes local times
    for number in range(RESPONSES):
        group = number % 3
        view = group if number % 5 else (group + 1) % 3
        when = started + timedelta(hours=7 * number)
        comment = COMMENTS[number % 10]
        if comment and number >= 10:
            comment += f" (said {('twice', 'again')[number // 20]}, by the {number}th of us)"
        sheet.append(
            [number + 1, when, when + timedelta(minutes=6), "anonymous", "", None, GROUPS[group],
             VIEWS[view], ("Monday;Tuesday;", "Friday;", "")[number % 3], comment,
             ("16 to 24", "25 to 64", "65 or over", "Prefer not to say")[number % 4]]
        )  # fmt: skip
    sheet.add_table(Table(displayName="OfficeForms.Table", ref=f"A1:K{RESPONSES + 1}"))
    book.save(path)
    return path
