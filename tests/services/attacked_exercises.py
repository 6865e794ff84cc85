"""Random exercises of every shape, for the attack on what is published of them."""

import random
from collections.abc import Mapping, Sequence

from heard import Heard

from engage_app.domain.scope import By, Comparison, FindingFilter, FindingWanted
from engage_app.services import saved_findings
from engage_app.services.workspace import Workspace
from storage import finding_filters

POSITIONS = ("welcomed", "opportunity", "some concern", "concern", "mixed", "no view")
TREES = (
    {"Primary care": ("Practices", "Dentists", "Opticians"), "Charities": (), "Residents": ()},
    {"Councils": ("Districts", "County"), "Hospitals": ("Acute", "Mental health"), "Staff": ()},
    {"Residents": (), "Carers": (), "Staff": ()},
)
THEMES = {"Access": ("Parking", "Buses"), "Money": ("Cost", "Fairness"), "Trust": ()}


def random_exercise(workspace: Workspace, seed: int, most: int = 120) -> Heard:
    """30 respondents or more, with groups, themes, tones, positions, closed questions, equality
    answers and saved findings in the report."""
    chance = random.Random(seed)  # noqa: S311
    heard = Heard(workspace)
    groups = _tree(heard, chance)
    themes = _themes(heard, chance)
    heard.question("travel", "select_one", "none", ("Car", "Bus", "Foot"))
    heard.question("use", "select_one", "none", ("Often", "Seldom"))
    heard.question("ways", "select_multiple", "none", ("Post", "Phone", "Online"))
    heard.question("age", "select_one", "equality", ("Young", "Middle", "Old"))
    heard.activity("meeting", "meeting", invited=40, attended=12)
    several = chance.random() < 0.4
    for number in range(chance.randint(30, most)):
        _respond(heard, chance, groups, themes, several=several, number=number)
    _save(heard, chance)
    return heard


def branches(heard: Heard) -> Mapping[str, Sequence[str]]:
    """What is right below each heading, as rows are named."""
    found: dict[str, list[str]] = {}
    for table in ("stakeholder_group", "theme"):
        rows = heard.workspace.connection.execute(
            f"SELECT id, parent_id, name FROM {table} ORDER BY sort, id"
        ).fetchall()
        above = {parent for _, parent, _ in rows}
        names = {key: name for key, _, name in rows}
        for key, parent, name in rows:
            if parent is not None:
                own = f"All of {name}" if key in above else name
                found.setdefault(f"All of {names[parent]}", []).append(own)
    return found


def _tree(heard: Heard, chance: random.Random) -> list[str]:
    names: list[str] = []
    for name, below in chance.choice(TREES).items():
        heard.group(name)
        for one in below:
            heard.group(one, name)
        names += below or (name,)
    return names


def _themes(heard: Heard, chance: random.Random) -> list[str]:
    names = []
    for name, below in THEMES.items():
        heard.theme(name)
        for one in below if chance.random() < 0.8 else ():
            heard.theme(one, name)
            names.append(one)
        names += [] if below else [name]
    return names or ["Trust"]


def _respond(
    heard: Heard,
    chance: random.Random,
    groups: list[str],
    themes: list[str],
    *,
    several: bool,
    number: int,
) -> None:
    weights = [1 / (1 + n) for n in range(len(groups))]
    tagged = set(chance.choices(groups, weights, k=2 if several and chance.random() < 0.3 else 1))
    said = {}
    for turn in range(chance.choice((0, 1, 1, 2))):
        on = chance.sample(themes, k=min(len(themes), chance.choice((0, 1, 1, 2))))
        said[f"What {number} says, part {turn}"] = on
    in_survey = chance.random() < 0.7
    answers = {
        "travel": chance.choice(("Car", "Car", "Bus", "Foot", None)),
        "use": chance.choice(("Often", "Often", "Seldom")),
        "ways": chance.choice((["Post"], ["Post", "Phone"], ["Online"], None)),
        "age": chance.choice(("Young", "Middle", "Old", "Old", None)),
    }
    heard.respond(
        *sorted(tagged),
        position=chance.choice((*POSITIONS, "welcomed", "concern", None)),
        organisation=f"Body {number}" if chance.random() < 0.15 else "",
        activity="survey" if in_survey else chance.choice(("workshop", "meeting")),
        says=said,
        answers=answers if in_survey else None,
        sentiment=chance.choice(("positive", "neutral", "negative")),
    )


def _save(heard: Heard, chance: random.Random) -> None:
    """Some findings among some, and some side by side."""
    uids = finding_filters.uids(heard.workspace.connection, heard.exercise)
    only = [
        FindingFilter(position=chance.choice(POSITIONS[:4])),
        FindingFilter(kind="person"),
        FindingFilter(channel="survey"),
        FindingFilter(group=chance.choice(list(uids["group"].values()))),
        FindingFilter(theme=chance.choice(list(uids["theme"].values()))),
        FindingFilter(choice=chance.choice(list(uids["choice"].values()))),
    ]
    names = ("themes", "position_counts", "theme_by_position", "question_travel", "theme_by_group")
    for number in range(chance.randint(0, 3)):
        wanted = FindingWanted(chance.choice(names), chance.choice(only))
        if chance.random() < 0.3:
            by = chance.choice((By.CHANNEL, By.KIND, By.GROUP, By.POSITION))
            wanted = FindingWanted(chance.choice(names[:2]), compare=Comparison(by))
        saved_findings.save(
            heard.workspace, heard.exercise, f"Saved {number}", wanted, in_report=True
        )
