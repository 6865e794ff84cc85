"""The printed key: what the words of a report stand for, from the rules that choose them."""

from analysis import positions as rule
from analysis.quantifiers import NONE, key_rows
from engage_app.domain.exercise import POSITION_SCALE, Side
from engage_app.domain.report import Column, Table
from engage_app.services.tables.cells import table
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import listed

SHARES = "Shares of respondents"
HEDGES = "Groups taken together"
GROUPS = "Naming a group"


def quantifier_key(material: Material) -> Table:
    """Word, what it means, what it is used for."""
    return table(
        "quantifier_key",
        "What the words mean",
        unit="",
        base="",
        columns=(Column("Word", width=1.6), Column("Means", width=4), Column("Used for", width=2)),
        rows=[
            *([f"“{word}”", f"{means} of them", SHARES] for word, means in key_rows()),
            [f"“{NONE}”", "nobody", SHARES],
            *_hedges(),
            *_groups(material),
        ],
        notes=(
            "Shares are compared as they are printed: whole per cents, halves rounded up. "
            "Respondents without a view are in no share on positions.",
        ),
    )


def _hedges() -> list[list[str]]:
    full, broad = (round(each * 100) for each in (rule.UNHEDGED_FROM, rule.HEDGED_BELOW))
    return [
        [
            "Neither “broadly” nor “in part”",
            f"{full}% or more of those with a view are on that side, or only parts of groups are "
            "named",
            HEDGES,
        ],
        ["“broadly”", f"{broad}% to {full - 1}% of those with a view are on that side", HEDGES],
        ["“in part”", f"less than {broad}% of those with a view are on that side", HEDGES],
    ]


def _groups(material: Material) -> list[list[str]]:
    divided, part = (round(each * 100) for each in (rule.DIVIDED, rule.HEDGED_BELOW))
    return [
        [
            _mixed(material),
            f"those for the proposal and those against it are each {divided}% or more of the "
            "group’s respondents with a view, or as many as each other, or each fewer than those of "
            "mixed views",
            GROUPS,
        ],
        [
            _part(material),
            f"a position that less than {part}% of the group’s respondents with a view hold, "
            "though no other on that side is held by more, while less than two thirds are on that "
            "side",
            GROUPS,
        ],
        [
            "The group’s name alone",
            f"a position that {part}% or more of its respondents with a view hold, or whose side "
            "two thirds or more are on; or views that are mixed",
            GROUPS,
        ],
    ]


def _part(material: Material) -> str:
    """How a part of a group is named, with the first name that the exercise has for one."""
    named = next((group.part_name for group in material.groups.values() if group.part_name), "")
    return (
        f"“some respondents from …”, or a name for a part such as “{named}”"
        if named
        else "“some respondents from …”"
    )


def _mixed(material: Material) -> str:
    """What the exercise's scale calls a divided group."""
    if material.scale == POSITION_SCALE:
        return "“mixed”"
    steps = [f"“{step.label}”" for step in material.scale if step.side is Side.BOTH]
    return listed(steps) or "“mixed”"
