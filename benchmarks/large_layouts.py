"""Many responses as CSV in each survey tool's layout, for `import_large`."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.large_answers import (
    GRID,
    MATTERS,
    OPENS,
    OPTIONS,
    OTHER,
    ROWS,
    SCALE,
    SINGLES,
    Response,
    Row,
    responses,
)  # fmt: skip

Rows = Iterator[Row]


@dataclass(frozen=True)
class LargeLayout:
    """How a tool writes them.

    Attributes:
        tool: as what the file has to be recognised.
        rows: headings and responses.
        quoted: every cell stands in quotation marks.
    """

    tool: str
    rows: Callable[[int], Rows]
    delimiter: str = ","
    encoding: str = "utf-8"
    quoted: bool = False

    def write(self, path: Path, count: int) -> None:
        """A file with so many responses."""
        with path.open("w", encoding=self.encoding, newline="") as file:
            writer = (
                csv.writer(file, delimiter=self.delimiter, quoting=csv.QUOTE_ALL)
                if self.quoted
                else csv.writer(file, delimiter=self.delimiter)
            )
            writer.writerows(self.rows(count))


def _csv(count: int) -> Rows:
    yield ["ID", "Submitted", *SINGLES, MATTERS, *(f"{GRID} {row}" for row in ROWS), *OPENS]
    for each in responses(count):
        own = [f"R{each.number}", each.at("%Y-%m-%d %H:%M:%S")]
        yield [*own, *each.singles, each.chosen(";"), *each.grid, *each.opens]


def _surveymonkey(count: int) -> Rows:
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address",
           "Email Address", "First Name", "Last Name", "Custom Data 1"]  # fmt: skip
    yield [*own, *SINGLES, MATTERS, *[""] * 4, GRID, *[""] * 7, *OPENS]
    words = "Open-Ended Response"
    yield [*[""] * 9, *["Response"] * len(SINGLES), *OPTIONS, OTHER, *ROWS, words, words]
    for each in responses(count):
        at = each.at("%m/%d/%Y %I:%M:%S %p")
        tool = [str(11800000001 + each.number), "412345678", at, at, *[""] * 5]
        yield [*tool, *each.singles, *each.ticks(), each.other, *each.grid, *each.opens]


def _surveymonkey_condensed(count: int) -> Rows:
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"]
    yield [*own, *SINGLES, MATTERS, *(f"{GRID} {row}" for row in ROWS), *OPENS]
    for each in responses(count):
        at = each.at("%m/%d/%Y %I:%M:%S %p")
        tool = [str(11800000001 + each.number), "412345678", at, at, ""]
        yield [*tool, *each.singles, each.chosen(", "), *each.grid, *each.opens]


def _smartsurvey(count: int) -> Rows:
    singles = [f"Q{number}. {text}" for number, text in enumerate(SINGLES, 1)]
    yield ["UserID", "Started", "Ended", "Tracking Link", *singles, f"Q10. {MATTERS}", *[""] * 5,
           f"Q11. {GRID}", *[""] * 7, f"Q12. {OPENS[0]}", f"Q13. {OPENS[1]}"]  # fmt: skip
    yield [*[""] * 13, *OPTIONS, OTHER, f"{OTHER}: text", *ROWS, "", ""]
    for each in responses(count):
        at = each.at("%d/%m/%Y %H:%M:%S")
        other = ["Yes", each.other] if each.other else ["No", ""]
        yield [str(244403001 + each.number), at, at, "", *each.singles, *each.ticks("No", "Yes"),
               *other, *each.grid, *each.opens]  # fmt: skip


def _smartsurvey_wide(count: int) -> Rows:
    asked = [*SINGLES, MATTERS, *ROWS, *OPENS]
    own = ["Response_ID", "Completion_Status", "IP_Address", "Date_Started", "Date_Ended"]
    yield [*own, *(f"Q_{number}_{text}" for number, text in enumerate(asked, 901))]
    for each in responses(count):
        at = each.at("%Y-%m-%dT%H:%M:%SZ")
        tool = [str(each.number + 1), "Completed", "", at, at]
        yield [*tool, *each.singles, each.chosen("; "), *each.grid, *each.opens]


def _google_sheet(count: int) -> Rows:
    return _google(count, "%d/%m/%Y %H:%M:%S", ", ")


def _google_csv(count: int) -> Rows:
    return _google(count, "%Y/%m/%d %I:%M:%S %p GMT+1", ";")


def _google(count: int, time: str, delimiter: str) -> Rows:
    yield [
        "Timestamp",
        "Email Address",
        *SINGLES,
        MATTERS,
        *(f"{GRID} [{r}]" for r in ROWS),
        *OPENS,
    ]
    for each in responses(count):
        own = [each.at(time), f"someone{each.number}@example.org"]
        yield [*own, *each.singles, each.chosen(delimiter), *each.grid, *each.opens]


def _qualtrics(count: int) -> Rows:
    own = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)",
           "Finished", "RecordedDate", "_recordId", "RecipientLastName", "RecipientFirstName",
           "RecipientEmail", "ExternalReference", "LocationLatitude", "LocationLongitude",
           "DistributionChannel", "UserLanguage"]  # fmt: skip
    asked = {f"Q{number}": text for number, text in enumerate(SINGLES, 1)}
    asked |= {"Q10": f"{MATTERS} - Selected Choice", "Q10_5_TEXT": f"{MATTERS} - {OTHER} - Text"}
    asked |= {f"Q11_{number}": f"{GRID} - {row}" for number, row in enumerate(ROWS, 1)}
    asked |= {"Q12_TEXT": OPENS[0], "Q13_TEXT": OPENS[1]}
    yield ["ResponseId" if name == "_recordId" else name for name in own] + list(asked)
    yield [*own, *asked.values()]
    ids = [*(name[0].lower() + name[1:] for name in own), *(f"QID{name[1:]}" for name in asked)]
    yield [json.dumps({"ImportId": name}) for name in ids]
    for each in responses(count):
        at = each.at("%Y-%m-%d %H:%M:%S")
        tool = [at, at, "IP Address", "", "100", "360", "True", at, f"R_{each.number:015}",
                *[""] * 6, "anonymous", "EN"]  # fmt: skip
        chosen = each.chosen(",", OTHER)
        yield [*tool, *each.singles, chosen, each.other, *each.grid, *each.opens]


_LIME = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]


def _lime_own(each: Response) -> Row:
    at = each.at("%Y-%m-%d %H:%M:%S")
    return [str(each.number + 1), at, "4", "en", "123456789", at, at]


def _lime_headings(opening: str = "[", closing: str = "]") -> Row:
    options = [f"{MATTERS} {opening}{option}{closing}" for option in (*OPTIONS, "Other")]
    grid = [f"{GRID} {opening}{row}{closing}" for row in ROWS]
    return [*SINGLES, *options, *grid, *OPENS]


def _lime_codes(opening: str, closing: str) -> Row:
    options = [f"multi{opening}SQ{number}{closing}" for number in (1, 2, 3, 4)]
    grid = [f"lik{opening}SQ{number}{closing}" for number in range(1, len(ROWS) + 1)]
    singles = [f"one{number}" for number in range(1, len(SINGLES) + 1)]
    return [*singles, *options, f"multi{opening}other{closing}", *grid, "why", "else"]


def _limesurvey(count: int) -> Rows:
    yield [*_LIME, *_lime_headings()]
    for each in responses(count):
        given = [*each.ticks("No", "Yes"), each.other, *each.grid, *each.opens]
        yield [*_lime_own(each), *each.singles, *given]


def _limesurvey_codes(count: int) -> Rows:
    yield [*_LIME, *_lime_codes("[", "]")]
    for each in responses(count):
        given = [*each.ticks("", "Y"), each.other, *each.grid, *each.opens]
        yield [*_lime_own(each), *each.singles, *given]


def _limesurvey_vv(count: int) -> Rows:
    yield [*_LIME, *_lime_headings("(", ")")]
    yield [*_LIME, *_lime_codes("_", "")]
    for each in responses(count):
        shown = (
            [*each.ticks("", "Y"), each.other] if each.number % 9 else ["{question_not_shown}"] * 5
        )
        opens = [text.replace("\n", "{newline}") for text in each.opens]
        yield [*_lime_own(each), *each.singles, *shown, *each.grid, *opens]


_KOBO = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
         "_submitted_by", "__version__", "_tags", "_index"]  # fmt: skip
_CODES = ("clin", "fund", "hosp", "there", "other")


def _in_codes(values: Sequence[str]) -> Row:
    return ["".join(c if c.isalnum() else "_" for c in each.lower()) for each in values]


def _xform_ticks(each: Response) -> tuple[str, Row]:
    ticks = [*each.ticks("0", "1"), "1" if each.other else "0"]
    return " ".join(code for code, tick in zip(_CODES, ticks, strict=True) if tick == "1"), ticks


def _kobo(count: int) -> Rows:
    singles = [f"about/one{number}" for number in range(1, len(SINGLES) + 1)]
    grid = [f"likert/l{number}" for number in range(1, len(ROWS) + 1)]
    boxes = ["multi", *(f"multi/{code}" for code in _CODES), "multi_other"]
    yield ["start", "end", *singles, *boxes, *grid, "why", "more", *_KOBO]
    for each in responses(count):
        at = each.at("%Y-%m-%dT%H:%M:%S")
        clock = f"{at}.000+01:00"
        codes, ticks = _xform_ticks(each)
        tool = [str(901 + each.number), f"00000000-0000-4000-8000-{each.number:012}", at, "", "",
                "submitted_via_web", "", "v1", "", str(each.number + 1)]  # fmt: skip
        yield [clock, clock, *_in_codes(each.singles), codes, *ticks, each.other,
               *_in_codes(each.grid), *each.opens, *tool]  # fmt: skip


def _odk(count: int) -> Rows:
    singles = [f"about-one{number}" for number in range(1, len(SINGLES) + 1)]
    grid = [f"likert-l{number}" for number in range(1, len(ROWS) + 1)]
    yield ["SubmissionDate", *singles, "multi", "multi_other", *grid, "why", "more",
           "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
           "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits",
           "FormVersion"]  # fmt: skip
    for each in responses(count):
        key = f"uuid:00000000-0000-4000-8000-{each.number:012}"
        tool = [key, key, "5", "A", "0", "0", "", "", "", "0", "1"]
        yield [each.at("%Y-%m-%dT%H:%M:%S.000Z"), *_in_codes(each.singles), _xform_ticks(each)[0],
               each.other, *_in_codes(each.grid), *each.opens, *tool]  # fmt: skip


def _redcap(count: int) -> Rows:
    singles = [f"one{number}" for number in range(1, len(SINGLES) + 1)]
    boxes = [f"multi___{number}" for number in range(1, 6)]
    grid = [f"l{number}" for number in range(1, len(ROWS) + 1)]
    yield ["record_id", "redcap_survey_identifier", "survey_timestamp", *singles, *boxes,
           "multi_other", *grid, "why", "more", "survey_complete"]  # fmt: skip
    for each in responses(count):
        own = [str(each.number + 1), "", each.at("%Y-%m-%d %H:%M:%S")]
        grid = [str(SCALE.index(said) + 1) if said else "" for said in each.grid]
        _, ticks = _xform_ticks(each)
        yield [*own, *each.singles, *ticks, each.other, *grid, *each.opens, "2"]


def _citizen_space(count: int) -> Rows:
    options = [f"{MATTERS} - {option}" for option in (*OPTIONS, OTHER)]
    yield ["Response ID", "Submitted date", *(f"{text} - Answer" for text in SINGLES), *options,
           *(f"{GRID} - {row}" for row in ROWS), *(f"{text} - Comments" for text in OPENS)]  # fmt: skip
    for each in responses(count):
        digits = f"{each.number:08}"
        own = [f"ANON-{digits[:4]}-{digits[4:]}-{each.number % 10}", each.at("%Y-%m-%d %H:%M:%S")]
        yield [*own, *each.singles, *each.ticks(), each.other, *each.grid, *each.opens]


def _microsoft(count: int) -> Rows:
    yield ["ID", "Start time", "Completion time", "Email", "Name", *SINGLES, MATTERS, *ROWS, *OPENS]
    for each in responses(count):
        at = each.at("%d/%m/%Y %H:%M:%S")
        chosen = each.chosen(";") + ";" * bool(each.matters or each.other)
        yield [str(each.number + 1), at, at, "anonymous", "", *each.singles, chosen, *each.grid,
               *each.opens]  # fmt: skip


def _consult(count: int) -> Rows:
    yield ["Themefinder ID", *SINGLES, MATTERS, *(f"{GRID} {row}" for row in ROWS), *OPENS]
    for each in responses(count):
        yield [str(each.number + 1), *each.singles, each.chosen(";"), *each.grid, *each.opens]


_EXCEL = "utf-8-sig"
LAYOUTS: dict[str, LargeLayout] = {
    "csv": LargeLayout("CSV", _csv),
    "citizen_space": LargeLayout("Citizen Space", _citizen_space, encoding=_EXCEL),
    "consult": LargeLayout("i.AI Consult", _consult),
    "google_forms_csv": LargeLayout("Google Forms", _google_csv, quoted=True),
    "google_forms_sheet": LargeLayout("Google Forms", _google_sheet),
    "kobo": LargeLayout("KoboToolbox", _kobo, ";", quoted=True),
    "limesurvey": LargeLayout("LimeSurvey", _limesurvey, ";", _EXCEL, quoted=True),
    "limesurvey_codes": LargeLayout("LimeSurvey", _limesurvey_codes, ";", _EXCEL, quoted=True),
    "limesurvey_vv": LargeLayout("LimeSurvey", _limesurvey_vv, "\t"),
    "microsoft_forms": LargeLayout("Microsoft Forms", _microsoft),
    "odk": LargeLayout("ODK Central", _odk),
    "qualtrics": LargeLayout("Qualtrics", _qualtrics, encoding=_EXCEL),
    "redcap": LargeLayout("REDCap", _redcap),
    "smartsurvey": LargeLayout("SmartSurvey", _smartsurvey),
    "smartsurvey_wide": LargeLayout("SmartSurvey", _smartsurvey_wide),
    "surveymonkey": LargeLayout("SurveyMonkey", _surveymonkey, encoding=_EXCEL),
    "surveymonkey_condensed": LargeLayout("SurveyMonkey", _surveymonkey_condensed),
}
"""Every CSV layout that Engage reads, by a name of its own."""
