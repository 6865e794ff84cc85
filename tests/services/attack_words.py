"""What an attacker reads off one published table: which cells hold figures, and what each counts.

Figures are matched by the words in the heading, the row and the column.
"""

from dataclasses import replace

from attacker import Attack, Name

from engage_app.domain.report import Table

TOTALS = ("Respondents", "Heard", "Took part", "Responses", "All respondents", "Answered", "People")
TONES = ("Positive", "Neutral", "Mixed", "Negative")
SIDES = ("In favour", "With concerns", "Other views")
ROWS = {
    "Stakeholder group": "group",
    "Stakeholder group, in full": "group",
    "Theme": "theme",
    "Position": "position",
    "Activity": "activity",
    "Method": "method",
    "Place": "place",
}
COLUMNS = {
    "theme_by_group": "group",
    "theme_by_subgroup": "group",
    "theme_by_position": "position",
    "position_counts": "position",
    "theme_by_place": "place",
    "theme_by_channel": "method",
    "theme_by_activity": "activity",
}
SAME = {
    "Survey": ("channel", "survey"),
    "In the survey": ("channel", "survey"),
    "Conversations": ("channel", "sessions"),
    "In sessions": ("channel", "sessions"),
    "Organisations": ("kind", "organisations"),
}
SHARES = ("%", "Share", "Net", "rate", "Overlap", "Times", "Median", "Mean", "quarter")


class Words:
    """The figures of one table, named by its words."""

    def __init__(self, attack: Attack, true: Table, printed: Table) -> None:
        if len(true.rows) > len(printed.rows):  # some are left out when others are hidden
            named = {tuple(map(str, row[:2])): row for row in true.rows}
            rows = (named.get(tuple(map(str, row[:2])), row) for row in printed.rows)
            true = replace(true, rows=tuple(rows))
        self.attack, self.true, self.printed = attack, true, printed
        self.headings = [column.name for column in printed.columns]
        self.counts = [c for c in range(1, len(self.headings)) if self._is_count(c)]
        self.cells: dict[tuple[int, int], int] = {}

    def _is_count(self, c: int) -> bool:
        values = [row[c] for row in self.true.rows]
        whole = all(isinstance(one, int | str) for one in values)
        named = any(word in self.headings[c] for word in SHARES)
        return whole and any(isinstance(one, int) for one in values) and not named

    def _name(self, r: int, c: int) -> Name:
        row, column = self._row(r), self._column(c)
        parts = frozenset(one for one in (row, column) if one)
        unit: object = ""
        if "Comments" in self.headings and self.headings[c] in (*TONES, "Comments"):
            unit = "comments"
        elif self.printed.name.startswith("sentiment_by"):
            unit = "scored" if ("theme" not in {one[0] for one in parts}) else "tones"
            if unit == "tones" and not column:
                unit = ""
        elif self.printed.name.startswith("theme_by") and not row:
            unit = "coded"
        if self.headings[c] in (
            "Invited",
            "Attended",
            "Planned",
            "Activities",
            "Usable submissions",
        ):
            unit = self.headings[c]
        if self.headings[c] in ("Raised both", "Groups"):
            unit = (self.printed.name, r)
        if self.printed.name.startswith(("saved_", "reasons", "change", "grid_", "numbers")):
            unit = (self.printed.name, unit)
        return (unit, parts)

    def _row(self, r: int) -> Name | None:
        label = str(self.printed.rows[r][0])
        if self._is_total(r):
            return None
        kind = ROWS.get(self.headings[0])
        if self.printed.name.startswith(("question_", "equality_")):
            return ("answer", self.printed.name.split("_", 1)[1], label)
        if self.printed.name == "sessions":
            return ("activity", str(self.printed.rows[r][2]))
        if self.printed.name == "not_heard":
            return ("group", label)
        return (kind or self.printed.name, label)

    def _is_total(self, r: int) -> bool:
        label = str(self.printed.rows[r][0])
        ends = ("respondents", "activities", "methods", "dates", "who answered", "groups")
        return label.startswith("All with") or label in {f"All {one}" for one in ends}

    def _column(self, c: int) -> Name | None:
        heading, name = self.headings[c], self.printed.name
        if heading == "People" and "Organisations" in self.headings:
            return ("kind", "people")
        if heading in SAME or heading in TOTALS:
            return SAME.get(heading)
        kinds = (("tone", TONES), ("side", SIDES))
        for kind, named in kinds:
            if heading in named:
                return (kind, heading)
        if name.startswith("theme_by_answer_"):
            return ("answer", name.removeprefix("theme_by_answer_"), heading)
        return (COLUMNS.get(name, name), heading)
