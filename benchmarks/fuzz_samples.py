"""One small valid export for each survey tool and layout, as bytes: what the fuzz run damages."""

import codecs
import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import fuzz_definitions as told
from benchmarks.fuzz_answers import (
    GRID,
    GROUP,
    MATTERS,
    OPTIONS,
    PEOPLE,
    ROWS,
    WHY,
    Row,
    citizen_space_rows,
    condensed_rows,
    consult_rows,
    google_rows,
    joined_for,
    microsoft_rows,
    qualtrics_rows,
    redcap_rows,
    smartsurvey_rows,
    smartsurvey_wide_rows,
    surveymonkey_rows,
    ticks_of,
    when,
)


@dataclass(frozen=True)
class Sample:
    """A file as a tool writes it.

    Attributes:
        tool: that has to recognise it.
        main: the name of the file that is read, one of `files`.
        definition: the name of its questionnaire, or empty.
    """

    name: str
    tool: str
    files: dict[str, bytes]
    main: str
    definition: str = ""


def samples() -> list[Sample]:
    """All of them, each recognised as its tool's."""
    return [
        *_tables(),
        *_workbooks(),
        *_limesurvey(),
        *_forms_of_xforms(),
        *_with_metadata(),
        *_plain(),
    ]


def csv_bytes(
    rows: Sequence[Row], delimiter: str = ",", encoding: str = "utf-8", *, quoted: bool = False
) -> bytes:
    """The rows as delimited text."""
    text = io.StringIO(newline="")
    if quoted:
        csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(sheets: dict[str, Sequence[Row]], table: str = "") -> bytes:
    """The rows as a workbook, with an Excel table over the first sheet where one is named."""
    import openpyxl
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if cell.data_type == "f":
                cell.data_type = "s"
    if table:
        first = book.worksheets[0]
        first.add_table(Table(displayName=table, name=table, ref=first.dimensions))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    """A compressed folder of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return stream.getvalue()


def _one(name: str, tool: str, data: bytes, ending: str = "csv") -> Sample:
    return Sample(name, tool, {f"survey.{ending}": data}, f"survey.{ending}")


def _tables() -> list[Sample]:
    citizen = csv_bytes(citizen_space_rows(), encoding="utf-8-sig")
    qualtrics = qualtrics_rows()
    monkey = surveymonkey_rows()
    return [
        _one("citizen_space", "Citizen Space", citizen),
        _one("citizen_space_cp1252", "Citizen Space", _cp1252(citizen_space_rows())),
        _one("google_forms", "Google Forms", csv_bytes(google_rows())),
        _one(
            "google_forms_zip",
            "Google Forms",
            zip_bytes({"G.csv": csv_bytes(google_rows())}),
            "zip",
        ),
        _one("qualtrics", "Qualtrics", csv_bytes(qualtrics, encoding="utf-8-sig")),
        _one("qualtrics_tsv", "Qualtrics", csv_bytes(qualtrics, "\t", "utf-16"), "tsv"),
        _one("qualtrics_two_rows", "Qualtrics", csv_bytes([*qualtrics[:2], *qualtrics[3:]])),
        _one("surveymonkey", "SurveyMonkey", csv_bytes(monkey, encoding="utf-8-sig")),
        _one("surveymonkey_condensed", "SurveyMonkey", csv_bytes(condensed_rows())),
        _one("smartsurvey_wide", "SmartSurvey", csv_bytes(smartsurvey_wide_rows())),
        _one("consult", "i.AI Consult", csv_bytes(consult_rows())),
        _one("redcap", "REDCap", csv_bytes(redcap_rows())),
        Sample(
            "redcap_dictionary",
            "REDCap",
            {"r.csv": csv_bytes(redcap_rows()), "d.csv": csv_bytes(told.REDCAP)},
            "r.csv",
            "d.csv",
        ),
        _one("redcap_dictionary_alone", "REDCap", csv_bytes(told.REDCAP)),
    ]


def _workbooks() -> list[Sample]:
    forms, smart = microsoft_rows(), smartsurvey_rows()
    monkey = xlsx_bytes({"Sheet": surveymonkey_rows()})
    return [
        _one(
            "microsoft_forms",
            "Microsoft Forms",
            xlsx_bytes({"Sheet1": forms}, "OfficeForms.Table"),
            "xlsx",
        ),
        _one("microsoft_forms_csv", "Microsoft Forms", csv_bytes(forms)),
        _one("smartsurvey", "SmartSurvey", xlsx_bytes({"Raw": smart}), "xlsx"),
        _one("surveymonkey_xlsx", "SurveyMonkey", monkey, "xlsx"),
    ]


def _cp1252(rows: Sequence[Row]) -> bytes:
    return csv_bytes(
        [[str(cell).replace("👍🏽", "") for cell in row] for row in rows], ",", "cp1252"
    )


def _limesurvey() -> list[Sample]:
    own = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]
    codes = ["grp", "multi[SQ1]", "multi[SQ2]", "multi[SQ3]", "multi[other]", "lik[SQ1]",
             "lik[SQ2]", "why"]  # fmt: skip
    words = [GROUP, *(f"{MATTERS} [{label}]" for label in (*OPTIONS, "Other")),
             *(f"{GRID} [{row}]" for row in ROWS), WHY]  # fmt: skip
    flat = [code.replace("[", "_").removesuffix("]") for code in codes]
    texts = [text.replace("[", "(").replace("]", ")") for text in words]
    long, short, vv = [], [], []
    for n, each in enumerate(PEOPLE):
        start = [str(n + 1), when(n), "4", "en", "123456", when(n), when(n)]
        rest = [each.other, *each.grid, each.why]
        long.append([*start, each.group, *ticks_of(each, "No", "Yes"), *rest])
        short.append([*start, "A1", *ticks_of(each, "", "Y"), *rest])
        line = [cell.replace("\n", "{newline}") for cell in short[-1]]
        vv.append([*line[:8], "{question_not_shown}", *line[9:]])
    by_words = csv_bytes([[*own, *words], *long], ";", "utf-8-sig", quoted=True)
    by_code = csv_bytes([[*own, *codes], *short], ";", "utf-8-sig", quoted=True)
    shown = csv_bytes([[*own, *texts], [*own, *flat], *vv], "\t")
    lss = {"survey.lss": told.LSS.encode()}
    tool = "LimeSurvey"
    return [
        _one("limesurvey_words", tool, by_words),
        _one("limesurvey_codes", tool, by_code),
        _one("limesurvey_vv", tool, shown),
        _one("limesurvey_lss", tool, lss["survey.lss"], "lss"),
        Sample("limesurvey_codes_lss", tool, {"s.csv": by_code, **lss}, "s.csv", "survey.lss"),
        Sample("limesurvey_vv_lss", tool, {"s.vv": shown, **lss}, "s.vv", "survey.lss"),
    ]


def _forms_of_xforms() -> list[Sample]:
    end = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
           "_submitted_by", "__version__", "_tags", "_index"]  # fmt: skip
    kobo: list[Row] = [["start", "end", "about/group", "multi", "multi/clin", "multi/fund",
                        "multi/hosp", "multi_other", "why", *end]]  # fmt: skip
    names = ("clin", "fund", "hosp")
    odk_end = ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
               "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]  # fmt: skip
    odk: list[Row] = [
        ["SubmissionDate", "about-group", "multi", "why", "meta-instanceID", *odk_end]
    ]
    visits: list[Row] = [["to", "said", "PARENT_KEY", "KEY"]]
    repeat: list[Row] = [["to", "said", "_index", "_parent_table_name", "_parent_index"]]
    for n, each in enumerate(PEOPLE):
        at = when(n, "%Y-%m-%dT%H:%M:%S.000+01:00")
        codes = " ".join(names[index] for index in each.matters)
        own = [str(n), f"00000000-0000-4000-8000-{n:012}", at[:19], "", "", "submitted_via_web"]
        ticks = ticks_of(each, "0", "1")
        rest = [*own, "", "v1", "", str(n + 1)]
        kobo.append([at, at, "hospices", codes, *ticks, each.other, each.why, *rest])
        key = f"uuid:{n}"
        odk.append(
            [at, "hospices", codes, each.why, key, key, "5", "A", *["0"] * 2, "", "", "", "0", "1"]
        )
        visits.append(["gp", each.why, key, f"{key}/v"])
        repeat.append(["gp", each.why, str(n + 1), "Form", str(n + 1)])
    form = {"form.xlsx": xlsx_bytes(told.XLSFORM)}
    book = xlsx_bytes({"Form": kobo, "visit": repeat})
    folder = zip_bytes({"clinic.csv": csv_bytes(odk), "clinic-visit.csv": csv_bytes(visits)})
    plain = csv_bytes(kobo, ";", quoted=True)
    return [
        _one("kobo", "KoboToolbox", plain),
        _one("kobo_xlsx_repeats", "KoboToolbox", book, "xlsx"),
        Sample("kobo_form", "KoboToolbox", {"k.csv": plain, **form}, "k.csv", "form.xlsx"),
        _one("odk", "ODK Central", csv_bytes(odk)),
        _one("odk_zip", "ODK Central", folder, "zip"),
        Sample("odk_zip_form", "ODK Central", {"o.zip": folder, **form}, "o.zip", "form.xlsx"),
        _one("xlsform", "XLSForm", form["form.xlsx"], "xlsx"),
    ]


def _with_metadata() -> list[Sample]:
    fixed = "\r\n".join(told.FIXED).encode()
    listed = csv_bytes(told.LISTED)
    latin = told.triple_s("ISO-8859-1").encode("latin-1")
    wide = told.triple_s("UTF-16").encode("utf-16")
    utf16 = codecs.BOM_UTF16_LE + "\r\n".join(told.FIXED).encode("utf-16-le")
    by_csv = told.triple_s("UTF-8", by_column=True).encode()
    fixed_latin = "\r\n".join(told.FIXED).encode("latin-1")
    tool = "Triple-S"
    return [
        Sample("sss", tool, {"v.sss": told.triple_s("UTF-8").encode(), "v.asc": fixed}, "v.sss"),
        Sample("sss_latin", tool, {"v.sss": latin, "v.asc": fixed_latin}, "v.asc"),
        Sample("sss_utf16", tool, {"v.sss": wide, "v.asc": utf16}, "v.sss"),
        Sample("sss_csv", tool, {"v.sss": by_csv, "v.csv": listed}, "v.sss"),
        _one("sss_alone", tool, told.triple_s("UTF-8").encode(), "sss"),
        _one("spss", "SPSS", _sav(compress=False), "sav"),
        _one("spss_zsav", "SPSS", _sav(compress=True), "zsav"),
    ]


def _sav(*, compress: bool) -> bytes:
    import pandas
    import pyreadstat

    answers = {
        "id": [float(n) for n in range(5)],
        "grp": [1.0, 2.0, 1.0, 3.0, 9.0],
        "m_1": [1.0, 0.0, 0.0, 1.0, 0.0],
        "m_2": [0.0, 0.0, 1.0, 1.0, 0.0],
        "why": [each.why for each in PEOPLE],
    }
    labels = {"grp": {1.0: "Hospices", 2.0: "General practice", 3.0: "Council"}}
    labels |= {name: {0.0: "No", 1.0: "Yes"} for name in ("m_1", "m_2")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.sav"
        pyreadstat.write_sav(
            pandas.DataFrame(answers),
            path,
            column_labels=["ID", GROUP, f"{MATTERS} One", f"{MATTERS} Two", WHY],
            variable_value_labels=labels,
            missing_ranges={"grp": [9.0]},
            compress=compress,
        )
        return path.read_bytes()


def _plain() -> list[Sample]:
    rows: list[Row] = [["ID", "Submitted", GROUP, MATTERS, "Score", WHY]]
    rows += [
        [f"0{n}", when(n, "%d/%m/%Y"), each.group, joined_for(each, ";"), str(n), each.why]
        for n, each in enumerate(PEOPLE)
    ]
    return [
        _one("csv", "CSV", csv_bytes(rows)),
        _one("csv_bars", "CSV", csv_bytes(rows, "|", "utf-16")),
        _one("csv_semicolons", "CSV", csv_bytes(rows, ";", "utf-16-le")),
        _one("tsv", "CSV", csv_bytes(rows, "\t", "utf-8-sig"), "tsv"),
        _one("xlsx", "Excel", xlsx_bytes({"Cover": [["Results"]], "Data": rows}), "xlsx"),
        _one("ods", "OpenDocument", zip_bytes(told.opendocument(rows)), "ods"),
        _one("old_office", "", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + told.OLD_OFFICE, "xls"),
    ]
