"""An attacker of published tables who reads nothing but what is printed.

No keys and no sums of Engage's own: figures are matched by the words in the heading, the row and the
column; sums are guessed (totals by name, "All of …", columns that add up) and kept where they hold
in every row or column of the true table, as somebody would find who knows how such tables are made.
What lies in something else is taken to be no more than it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attack_words import SAME, SIDES, TONES, TOTALS, Words
from attacker import Attack

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table, Value


class Grid(Words):
    """One table, as somebody reads it who knows how such tables are made."""

    def read(self) -> None:
        for r, row in enumerate(self.printed.rows):
            for c in self.counts:
                truth = self.true.rows[r][c]
                if isinstance(truth, int):
                    place = self.attack.place(self._name(r, c), truth)
                    self.cells[r, c] = place
                    if "Comments" in self.headings and self.headings[c] in (*TONES, "Comments"):
                        self.attack.gated.add(place)
                    if isinstance(row[c], int | float):
                        self.attack.shown[place] = float(row[c])  # type: ignore[arg-type]
                    else:
                        head = f"{self.printed.name}: {row[0]}, {self.headings[c]}"
                        self.attack.where.setdefault(place, head)
        self._across()
        self._down()
        self._no_more_than()
        self._shares()
        self._tones()

    def _across(self) -> None:
        groups = [
            [c for c in self.counts if self.headings[c] in ("People", "Organisations")],
            [c for c in self.counts if self.headings[c] in SAME and "rgan" not in self.headings[c]],
            [c for c in self.counts if self.headings[c] in TONES],
            [c for c in self.counts if self.headings[c] in SIDES],
            [
                c
                for c in self.counts
                if self.headings[c] not in (*TOTALS, *SAME, *TONES, *SIDES, "Comments", "Groups")
            ],
        ]
        totals = [
            c
            for c in self.counts
            if self.headings[c] == "Comments"
            or (self.headings[c] in TOTALS and not (self.headings[c] == "People" and groups[0][1:]))
        ]
        for parts in groups:
            for total in totals:
                said = "Comments" in self.headings and parts is groups[2]
                if said and self.headings[total] != "Comments":
                    continue  # comments add up to comments: that each made one is no knowledge
                self._if_it_holds([(r, total) for r in self._all()], [
                    [(r, c) for c in parts] for r in self._all()
                ])  # fmt: skip
            if self.printed.name == "matrix" and parts is groups[0]:
                self._if_it_holds_both(groups[0], groups[1])

    def _if_it_holds_both(self, one: list[int], other: list[int]) -> None:
        for r in self._all():
            places = [self.cells.get((r, c)) for c in (*one, *other)]
            truth = [self.attack.truth[n] for n in places if n is not None]
            if len(truth) != 4 or sum(truth[:2]) != sum(truth[2:]):
                return
        for r in self._all():
            terms: dict[int, float] = defaultdict(float)
            for c in one:
                terms[self.cells[r, c]] += 1
            for c in other:
                terms[self.cells[r, c]] -= 1
            self.attack.equal.append(dict(terms))

    def _all(self) -> range:
        return range(len(self.printed.rows))

    def _if_it_holds(
        self, totals: list[tuple[int, int]], parts: Sequence[list[tuple[int, int]]]
    ) -> bool:
        lines = []
        for total, under in zip(totals, parts, strict=True):
            if total not in self.cells or len(under) < 2:
                continue
            if any(one not in self.cells for one in under):
                continue
            places = [self.cells[one] for one in under]
            if self.attack.truth[self.cells[total]] != sum(self.attack.truth[n] for n in places):
                return False
            lines.append((self.cells[total], places))
        for whole, places in lines:
            self.attack.add(whole, places)
        return bool(lines)

    def _down(self) -> None:
        label = {str(row[0]): r for r, row in enumerate(self.printed.rows)}
        inside: set[str] = set()
        for heading, under in self.attack.branches.items():
            self._branch([label.get(heading)], [label.get(one) for one in under])
            inside.update(under)
        for r in self._all():
            if self._is_total(r):
                lines = [
                    n for n in self._all() if n != r and str(self.printed.rows[n][0]) not in inside
                ]
                if self.printed.name.startswith(("question_", "equality_")):
                    lines = list(range(r))
                    after = list(range(r + 1, len(self.printed.rows)))
                    lines = lines or after
                for c in self.counts:
                    self._if_it_holds([(r, c)], [[(n, c) for n in lines]])
        columns = {self.headings[c]: c for c in self.counts}
        for heading, under in self.attack.branches.items():
            if heading in columns and all(one in columns for one in under):
                self._if_it_holds(
                    [(r, columns[heading]) for r in self._all()],
                    [[(r, columns[one]) for one in under] for r in self._all()],
                )

    def _branch(self, above: list[int | None], under: list[int | None]) -> None:
        (top,) = above
        rows = [one for one in under if one is not None]
        if top is None or len(rows) < len(under) or not rows:
            return
        held = self._if_it_holds(
            [(top, c) for c in self.counts], [[(n, c) for n in rows] for c in self.counts]
        )
        for c in self.counts:
            cells = [self.cells.get((n, c)) for n in rows]
            whole = self.cells.get((top, c))
            if whole is None or None in cells or self.headings[c] in ("Planned", "Groups"):
                continue
            for n in cells:
                self._most(whole, n)  # type: ignore[arg-type]
            if not held:  # together they are at least the whole
                terms: dict[int, float] = defaultdict(float)
                for n in cells:
                    terms[n] += 1  # type: ignore[index]
                terms[whole] -= 1
                self._at_least(dict(terms), 0)
                self._twice(top, c, dict(terms))

    def _twice(self, top: int, c: int, terms: dict[int, float]) -> None:
        """Those who are in two of the groups of a row are what these come to besides."""
        told = self.true.disclosure
        twice = sum(many * self.attack.truth[n] for n, many in terms.items())
        small = 0 < twice < self.attack.rule.below
        groups = self.headings[0].startswith("Stakeholder group")
        people = told and (top, c) in told.cells and told.figures[told.cells[top, c]].people
        if groups and small and people:
            name = (("twice", self.printed.name), frozenset([(top, c)]))
            place = self.attack.place(name, twice)
            head = f"{self.printed.name}: in two parts of {self.printed.rows[top][0]}"
            self.attack.where.setdefault(place, f"{head}, {self.headings[c]}")
            self.attack.gated.add(place)
            self.attack.equal.append({**terms, place: -1.0})

    def _most(self, whole: int, part: int) -> None:
        if whole != part:
            self._at_least({whole: 1.0, part: -1.0}, 0)

    def _at_least(self, terms: dict[int, float], number: float) -> None:
        if sum(many * self.attack.truth[n] for n, many in terms.items()) >= number:
            self.attack.least.append((terms, number))

    def _no_more_than(self) -> None:
        """A cell is no more than the total of its row and of its column."""
        whole = [c for c in self.counts if self._column(c) is None]
        last = [r for r in self._all() if self._is_total(r)]
        for (r, c), place in self.cells.items():
            if self.headings[c] in ("Comments", "Groups", "Planned", "Invited", "Attended"):
                continue
            for one in whole:
                if one != c and (r, one) in self.cells and "Comments" not in self.headings:
                    self._most(self.cells[r, one], place)
            for n in last:
                if n != r and (n, c) in self.cells:
                    self._most(self.cells[n, c], place)

    def _shares(self) -> None:
        for c, heading in enumerate(self.headings):
            own = heading.removesuffix(", %")
            if own == heading or own not in self.headings:
                continue
            part = self.headings.index(own)
            total = len(self.printed.rows) - 1
            by_row = self.printed.name.startswith("sentiment_by")
            for r in self._all():
                whole = (r, self.headings.index("Respondents")) if by_row else (total, part)
                self._share(self.printed.rows[r][c], (r, part), whole)
        if "Net" in self.headings and "Positive" in self.headings:
            c = self.headings.index("Net")
            for r in self._all():
                value = self.printed.rows[r][c]
                found = [
                    self.cells.get((r, self.headings.index(one)))
                    for one in ("Positive", "Negative", "Respondents")
                ]
                if (
                    isinstance(value, float)
                    and None not in found
                    and self.attack.rule.round_to <= 1
                ):
                    terms = zip(found, (1.0, -1.0, -value), strict=True)
                    self._near({n: many for n, many in terms if n is not None})

    def _share(self, value: Value, part: tuple[int, int], whole: tuple[int, int]) -> None:
        exact = self.attack.rule.round_to <= 1
        if isinstance(value, int | float) and part in self.cells and whole in self.cells and exact:
            terms: dict[int, float] = defaultdict(float)
            terms[self.cells[part]] += 1.0
            terms[self.cells[whole]] -= float(value)
            self._near(terms)

    def _near(self, terms: dict[int, float]) -> None:
        if any(n not in self.attack.shown for n in terms):
            self._at_least(dict(terms), -1e-4)
            self._at_least({n: -many for n, many in terms.items()}, -1e-4)

    def _tones(self) -> None:
        """There are at least as many comments of a tone on a theme as respondents who have it."""
        if not self.printed.name.startswith("sentiment_by_theme"):
            return
        for r in self._all():
            theme = ("theme", str(self.printed.rows[r][0]))
            for tone in TONES:
                both = [tone, "Mixed"] if tone in ("Positive", "Negative") else [tone]
                said = self.attack.names.get(("comments", frozenset([theme, ("tone", tone)])))
                heard = [
                    self.attack.names.get(("tones", frozenset([theme, ("tone", one)])))
                    for one in both
                ]
                if said is None or None in heard:
                    continue
                terms = {said: 1.0, **{n: -1.0 for n in heard if n is not None}}
                self._at_least(terms, 0)


def attacked(
    true: Sequence[Table],
    printed: Sequence[Table],
    rule: DisclosureRule,
    branches: Mapping[str, Sequence[str]],
) -> list[str]:
    """What can be had back from published tables, in words: empty where all is well.

    Args:
        true: the same tables as they are, which say which guesses about sums hold.
        printed: the published tables, in the same order.
        rule: the rule they were published by.
        branches: a heading, and what is right below it, by the names of rows.
    """
    attack = Attack(rule, branches)
    for before, after in zip(true, printed, strict=True):
        Grid(attack, before, after).read()
    return attack.found()


def hidden(printed: Sequence[Table]) -> int:
    """How many cells are hidden."""
    return sum(cell == SUPPRESSED for table in printed for row in table.rows for cell in row)
