"""What suppression has to know of a table that is put together from cells of others."""

from dataclasses import dataclass, field

from engage_app.domain.disclosure import Claim, Disclosure, Figure, Key, Ratio, Remade, Sum

Place = tuple[int, int]


@dataclass
class Merged:
    """A Disclosure in the making; see there."""

    cells: dict[Place, Key] = field(default_factory=dict)
    figures: dict[Key, Figure] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    derived: dict[Place, tuple[Key, ...]] = field(default_factory=dict)
    ratios: dict[Place, Ratio] = field(default_factory=dict)
    remade: dict[Place, Remade] = field(default_factory=dict)
    claims: dict[Place, tuple[Claim, ...]] = field(default_factory=dict)
    base: tuple[Key, ...] = ()
    chart: tuple[tuple[tuple[Key, ...], ...], ...] = ()
    drawn: tuple[tuple[Ratio | None, ...], ...] = ()
    facts: list[Claim] = field(default_factory=list)

    def take(self, told: Disclosure, there: Place, here: Place) -> None:
        """Take what is told of a cell of another table."""
        if there in told.cells:
            self.cells[here] = told.cells[there]
        if there in told.derived:
            self.derived[here] = told.derived[there]
        if there in told.ratios:
            self.ratios[here] = told.ratios[there]
        if there in told.remade:
            self.remade[here] = told.remade[there]
        if there in told.claims:
            self.claims[here] = told.claims[there]

    def behind(self, here: Place) -> tuple[Key, ...]:
        """The figures that a cell prints or is worked out from."""
        own = (self.cells[here],) if here in self.cells else ()
        return own + self.derived.get(here, ())

    def made_from(self, here: Place) -> Ratio | None:
        """How the number in a cell follows from counts."""
        return Ratio((self.cells[here],)) if here in self.cells else self.ratios.get(here)

    def disclosure(self) -> Disclosure:
        """The whole, without figures that no cell needs."""
        used = {*self.cells.values(), *self.base}
        used |= {key for under in self.derived.values() for key in under}
        claimed = (claim for some in self.claims.values() for claim in some)
        used |= {key for claim in claimed for key, _ in claim.terms}
        return Disclosure(
            self.cells,
            {key: figure for key, figure in self.figures.items() if key in used},
            tuple(dict.fromkeys(one for one in self.sums if used.issuperset((one[0], *one[1])))),
            self.derived,
            self.chart,
            self.base,
            self.ratios,
            self.remade,
            self.claims,
            self.drawn,
            tuple(dict.fromkeys(self.facts)),
        )
