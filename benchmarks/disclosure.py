"""Suppression and its audit: how much is hidden beyond the fewest, and how long both take.

    python -m benchmarks.disclosure [TABLES]

Random tables and table sets (2,000 unless told) are suppressed and audited, each by all presets;
those small enough are held against one integer program for the fewest. Then the sample exercise,
and a synthetic report of 40 themes × 60 groups, against hiding the small numbers alone in the same
run. Prints a line for each.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.disclosing.gathering import gathered
from analysis.disclosing.knowing import is_small
from analysis.disclosing.publishing import published
from analysis.disclosure import audited, hidden_keys
from engage_app.domain.disclosure import (
    PRESETS,
    Claim,
    Disclosure,
    DisclosureRule,
    Figure,
    Key,
    Sum,
)
from engage_app.domain.report import Column, Kind, Table

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "analysis"))

THEMES, GROUPS, BRANCHES = 40, 60, 8
_SOLVABLE = 10  # small figures for which the fewest is worked out


def main(count: int) -> None:
    """Print all figures."""
    random_tables(count)
    sample()
    synthetic()


def random_tables(count: int) -> None:
    """Nothing recovered, and how near the number hidden is to the fewest."""
    import disclosed
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    told = {"tables": 0, "recovered": 0, "solved": 0, "hidden": 0, "fewest": 0}
    worst = [1.0]

    @seed(6)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(disclosed.cubes(), st.sampled_from(disclosed.RULES))
    def once(tables: list[Table], rule: DisclosureRule) -> None:
        told["tables"] += 1
        told["recovered"] += len(audited(tables, rule)[1])
        figures, sums, _ = disclosed.joined(tables)
        small = sum(is_small(one, rule) for one in figures.values())
        if rule.round_to > 1 or rule.hide_zero or not 0 < small <= _SOLVABLE:
            return
        hidden, fewest = (
            len(hidden_keys(figures, sums, rule)),
            disclosed.fewest(figures, sums, rule),
        )
        told["solved"] += 1
        told["hidden"] += hidden
        told["fewest"] += fewest
        worst[0] = max(worst[0], hidden / fewest)

    started = time.perf_counter()
    once()
    ratio = told["hidden"] / max(told["fewest"], 1)
    print(f"random: {told}, ratio {ratio:.3f}, worst {worst[0]:.3f}, {_since(started):.0f} s")


def sample() -> None:
    """The sample's whole report."""
    from engage_app.services import findings, planning, samples
    from engage_app.services import workspace as workspaces
    from engage_app.services.tables import positions
    from engage_app.services.tables.material import Material

    with tempfile.TemporaryDirectory() as folder:
        workspace = workspaces.create(Path(folder) / "sample.engage")
        samples.add_sample(workspace)
        material = Material(workspace, planning.exercises(workspace)[0].exercise.id)
        tables = findings.made(material)
        for name, (_, rule) in PRESETS.items():
            _time(f"sample {name}", tables, rule, positions.told(material, rule.below))
        workspace.close()


def synthetic() -> None:
    """Large counts of 40 themes × 60 groups in 8 branches, with all totals."""
    for size in (3_000, 100_000):
        table = _crossed(size)
        for name, (_, rule) in PRESETS.items():
            _time(f"{THEMES} × {GROUPS}, {size:,} mentions, {name}", [table], rule, ())


def _crossed(size: int) -> Table:
    chance = random.Random(6)
    weights = [1 / (1 + n) for n in range(THEMES)], [1 / (1 + n) for n in range(GROUPS)]
    pairs = zip(
        chance.choices(range(THEMES), weights[0], k=size),
        chance.choices(range(GROUPS), weights[1], k=size),
        strict=True,
    )
    values: dict[Key, int] = {(t, g): 0 for t in (*range(THEMES), "all") for g in range(GROUPS)}
    for theme, group in pairs:
        values[theme, group] += 1
        values["all", group] += 1
    sums: list[Sum] = [(("all", g), tuple((t, g) for t in range(THEMES))) for g in range(GROUPS)]
    for theme in (*range(THEMES), "all"):
        branches = []
        for branch in range(BRANCHES):
            parts: tuple[Key, ...] = tuple(
                (theme, g) for g in range(GROUPS) if g % BRANCHES == branch
            )
            values[theme, f"branch {branch}"] = sum(values[part] for part in parts)
            sums.append(((theme, f"branch {branch}"), parts))
            branches.append((theme, f"branch {branch}"))
        values[theme, "all"] = sum(values[part] for part in branches)
        sums.append(((theme, "all"), tuple(branches)))
    wide = (*(f"branch {n}" for n in range(BRANCHES)), "all")
    sums += [(("all", name), tuple((t, name) for t in range(THEMES))) for name in wide]
    figures = {key: Figure(value, value) for key, value in values.items()}
    columns = (Column("Of"), Column("People", Kind.COUNT, "people"))
    rows = tuple((repr(key), value) for key, value in values.items())
    told = Disclosure({(r, 1): key for r, key in enumerate(figures)}, figures, tuple(sums))
    return Table("crossed", "Crossed", "people", "", columns, rows, disclosure=told)


def _time(
    name: str, tables: Sequence[Table], rule: DisclosureRule, claims: Sequence[Claim]
) -> None:
    all_ = gathered(tables)
    small = frozenset(key for key, figure in all_.figures.items() if is_small(figure, rule))
    alone = _timed(lambda: [published(table, small, rule) for table in tables])
    recovered: list[int] = []
    whole = _timed(lambda: recovered.append(len(audited(tables, rule, claims)[1])))
    print(
        f"{name}: {len(tables)} tables, {len(all_.figures):,} figures, {len(small)} small; small "
        f"alone {alone:.2f} s, all with audit {whole:.2f} s ({whole / alone:.0f} times), recovered "
        f"{recovered[0]}"
    )


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return _since(started)


def _since(started: float) -> float:
    return time.perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
