"""Random work on copies of one workspace: what colleagues do at their laptops."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from building import Small, add_response

from engage_app.domain.coding import Sentiment, Span
from engage_app.domain.exercise import POSITIONS
from engage_app.domain.redaction import DetailKind
from engage_app.domain.second_coding import Choice, Draw
from engage_app.errors import EngageError
from engage_app.services import (
    codebook,
    codebook_changes,
    codebook_versions,
    coding,
    covers,
    merging,
    places,
    planning,
    recoding,
    redacting,
    second_coding,
    sentiment,
    tagging,
)
from engage_app.services import workspace as workspaces
from engage_app.services.codebook import ThemeDetails
from engage_app.services.workspace import Workspace
from storage import redaction_moves
from storage.identifiers import derived_uid, new_uid
from storage.imports.undoing import remove_dependents
from storage.trail import Action

LETTER = "and trust are what all of us in the village worry about most"
NAMES = ("Access", "Trust", "Cost", "Travel")


class Laptop:
    """A copy of the workspace, and who works on it.

    Args:
        path: the copy.
        officer: whose it is.
        removed: the uids of comments that anybody removed on purpose.
    """

    def __init__(self, path: Path, officer: str, removed: set[str]) -> None:
        self.workspace = workspaces.open_workspace(path, officer)
        self.removed = removed

    def __repr__(self) -> str:
        return self.workspace.officer

    @property
    def exercise(self) -> int:
        (row,) = self.workspace.connection.execute("SELECT id FROM exercise ORDER BY uid LIMIT 1")
        return int(row[0])

    def close(self) -> None:
        self.workspace.close()

    def ids(self, table: str) -> list[int]:
        """The rows of a table, in an order that doesn't depend on when they came."""
        order = (
            "uid" if table not in ("tag_rule", "answer", "response_group", "redaction") else "id"
        )
        rows = self.workspace.connection.execute(f"SELECT id FROM {table} ORDER BY {order}")
        return [key for (key,) in rows]

    def any(self, chance: random.Random, table: str) -> int:
        return chance.choice(self.ids(table) or [0])

    def work(self, name: str, seed: int) -> None:
        """Do one thing; what can't be done as things stand isn't."""
        chance = random.Random(seed)  # noqa: S311
        try:
            WORK[name](self, chance)
        except EngageError:
            return

    def acting(self, label: str) -> "object":
        return self.workspace.acting(label, self.exercise)


Doing = Callable[[Laptop, random.Random], None]
WORK: dict[str, Doing] = {}


def work(function: Doing) -> Doing:
    WORK[function.__name__] = function
    return function


@work
def add_theme(laptop: Laptop, chance: random.Random) -> None:
    above = chance.choice([None, *laptop.ids("theme")])
    name = f"{chance.choice(NAMES)} {chance.randrange(50)}"
    codebook.add_theme(laptop.workspace, laptop.exercise, above, name=name)


@work
def rename_theme(laptop: Laptop, chance: random.Random) -> None:
    name = f"{chance.choice(NAMES)} {chance.randrange(50)}"
    theme = laptop.any(chance, "theme")
    codebook.edit_theme(laptop.workspace, laptop.exercise, theme, name=name)


@work
def move_theme(laptop: Laptop, chance: random.Random) -> None:
    above = chance.choice([None, *laptop.ids("theme")])
    theme = laptop.any(chance, "theme")
    if theme:
        codebook.move_theme(laptop.workspace, laptop.exercise, theme, above, chance.randrange(3))


@work
def remove_theme(laptop: Laptop, chance: random.Random) -> None:
    theme = laptop.any(chance, "theme")
    if theme:
        codebook.remove_theme(laptop.workspace, laptop.exercise, theme)


@work
def merge_themes(laptop: Laptop, chance: random.Random) -> None:
    themes = laptop.ids("theme")
    if len(themes) > 1:
        gone, into = chance.sample(themes, 2)
        codebook.merge_themes(laptop.workspace, laptop.exercise, gone, into)


@work
def split_theme(laptop: Laptop, chance: random.Random) -> None:
    theme = laptop.any(chance, "theme")
    if theme:
        details: ThemeDetails = {"name": f"Part {chance.randrange(50)}", "keywords": "parking"}
        part = codebook_changes.SplitPart(details)
        below = chance.random() < 0.5
        codebook_changes.split_theme(laptop.workspace, laptop.exercise, theme, [part], below=below)


@work
def retire_theme(laptop: Laptop, chance: random.Random) -> None:
    change = chance.choice([codebook_changes.retire_theme, codebook_changes.restore_theme])
    theme = laptop.any(chance, "theme")
    if theme:
        change(laptop.workspace, laptop.exercise, theme)


@work
def look_again(laptop: Laptop, chance: random.Random) -> None:
    theme = laptop.any(chance, "theme")
    if theme and chance.random() < 0.5:
        recoding.look_again(laptop.workspace, laptop.exercise, theme)
    else:
        recoding.done(laptop.workspace, laptop.ids("comment")[:2])


@work
def keep_version(laptop: Laptop, chance: random.Random) -> None:
    codebook_versions.keep(laptop.workspace, laptop.exercise, chance.choice(NAMES))


@work
def add_group(laptop: Laptop, chance: random.Random) -> None:
    above = chance.choice([None, *laptop.ids("stakeholder_group")])
    planning.add_group(laptop.workspace, laptop.exercise, chance.choice(NAMES), above)


@work
def move_group(laptop: Laptop, chance: random.Random) -> None:
    group = laptop.any(chance, "stakeholder_group")
    above = chance.choice([None, *laptop.ids("stakeholder_group")])
    if group:
        planning.move_group(laptop.workspace, laptop.exercise, group, above, chance.randrange(3))


@work
def remove_group(laptop: Laptop, chance: random.Random) -> None:
    group = laptop.any(chance, "stakeholder_group")
    if group:
        planning.remove_group(laptop.workspace, laptop.exercise, group)


@work
def add_place_by_name(laptop: Laptop, chance: random.Random) -> None:
    above = chance.choice([None, *laptop.ids("place")])
    places.add_place(laptop.workspace, laptop.exercise, chance.choice(NAMES), above)


@work
def add_place(laptop: Laptop, chance: random.Random) -> None:
    name = chance.choice(NAMES)
    connection, exercise = laptop.workspace.connection, laptop.exercise
    taken = "SELECT 1 FROM place WHERE exercise_id = ? AND name = ?"
    if connection.execute(taken, [exercise, name]).fetchone():
        return
    above = chance.choice([None, *laptop.ids("place")])
    with laptop.workspace.acting("add place", exercise) as action:
        row = {"uid": new_uid(), "exercise_id": exercise, "name": name, "parent_id": above}
        action.insert("place", row)


@work
def move_place(laptop: Laptop, chance: random.Random) -> None:
    from engage_app.domain.tree import descendants

    parents = dict(laptop.workspace.connection.execute("SELECT id, parent_id FROM place"))
    place, above = laptop.any(chance, "place"), chance.choice([None, *laptop.ids("place")])
    if place and above not in descendants(place, parents):
        with laptop.workspace.acting("move place", laptop.exercise) as action:
            action.update("place", place, {"parent_id": above})


@work
def rename_place(laptop: Laptop, chance: random.Random) -> None:
    name, place = chance.choice(NAMES), laptop.any(chance, "place")
    taken = "SELECT 1 FROM place WHERE exercise_id = ? AND name = ?"
    if not laptop.workspace.connection.execute(taken, [laptop.exercise, name]).fetchone():
        with laptop.workspace.acting("rename place", laptop.exercise) as action:
            action.update("place", place, {"name": name})


@work
def remove_place(laptop: Laptop, chance: random.Random) -> None:
    place = laptop.any(chance, "place")
    with laptop.workspace.acting("remove place", laptop.exercise) as action:
        users = "SELECT id FROM response WHERE place_id = ?"
        found = [key for (key,) in action.connection.execute(users, [place])]
        action.update_many("response", {key: {"place_id": None} for key in found})
        below = [
            key
            for (key,) in action.connection.execute(
                "SELECT id FROM place WHERE parent_id = ?", [place]
            )
        ]
        action.update_many("place", {key: {"parent_id": None} for key in below})
        action.delete_by("tag_rule", "place_id", [place])
        action.delete_by("place", "id", [place])


@work
def add_question(laptop: Laptop, chance: random.Random) -> None:
    name = f"q{chance.randrange(4)}"
    connection, exercise = laptop.workspace.connection, laptop.exercise
    taken = "SELECT 1 FROM question WHERE exercise_id = ? AND name = ?"
    if connection.execute(taken, [exercise, name]).fetchone():
        return
    uid = chance.choice([new_uid(), derived_uid("of the exercise", name)])
    there = connection.execute("SELECT 1 FROM question WHERE uid = ?", [uid]).fetchone()
    row = {
        "uid": new_uid() if there else uid,
        "exercise_id": exercise,
        "sort": chance.randrange(5),
        "name": name,
        "label": chance.choice(NAMES),
        "type": "select_one",
        "role": "none",
    }
    with laptop.workspace.acting("add question", exercise) as action:
        question = action.insert("question", row)
        rows = [
            (derived_uid(row["uid"], label), question, sort, label)  # type: ignore[arg-type]
            for sort, label in enumerate(chance.sample(NAMES, 2))
            if not connection.execute(
                "SELECT 1 FROM choice WHERE uid = ?",
                [derived_uid(row["uid"], label)],  # type: ignore[arg-type]
            ).fetchone()
        ]
        action.insert_many("choice", ("uid", "question_id", "sort", "label"), rows)


@work
def edit_question(laptop: Laptop, chance: random.Random) -> None:
    question = laptop.any(chance, "question")
    with laptop.workspace.acting("edit question", laptop.exercise) as action:
        values = {"label": chance.choice(NAMES), "sort": chance.randrange(5)}
        action.update("question", question, values)


@work
def rename_choice(laptop: Laptop, chance: random.Random) -> None:
    choice, label = laptop.any(chance, "choice"), chance.choice(NAMES)
    connection = laptop.workspace.connection
    taken = """SELECT 1 FROM choice WHERE label = ?
        AND question_id = (SELECT question_id FROM choice WHERE id = ?)"""
    if not connection.execute(taken, [label, choice]).fetchone():
        with laptop.workspace.acting("rename choice", laptop.exercise) as action:
            action.update("choice", choice, {"label": label})


@work
def answer(laptop: Laptop, chance: random.Random) -> None:
    response, choice = laptop.any(chance, "response"), laptop.any(chance, "choice")
    if not response or not choice:
        return
    with laptop.workspace.acting("correct answer", laptop.exercise) as action:
        (question,) = action.connection.execute(
            "SELECT question_id FROM choice WHERE id = ?", [choice]
        ).fetchone()
        where = "response_id = ? AND question_id = ?"
        if chance.random() < 0.5:
            action.delete_where("answer", where, [response, question])
        same = f"SELECT 1 FROM answer WHERE {where} AND choice_id = ?"
        if not action.connection.execute(same, [response, question, choice]).fetchone():
            row = {"response_id": response, "question_id": question, "choice_id": choice}
            action.insert("answer", row)


@work
def capture(laptop: Laptop, chance: random.Random) -> None:
    connection = laptop.workspace.connection
    named = {
        table: dict(connection.execute(f"SELECT {column}, id FROM {table}"))
        for table, column in (
            ("stakeholder_group", "name"),
            ("place", "name"),
            ("activity", "kind"),
            ("question", "name"),
            ("choice", "label"),
        )
    }
    small = Small(
        laptop.workspace,
        laptop.exercise,
        named["stakeholder_group"],
        named["place"],
        named["activity"],
        named["question"],
        named["choice"],
        {},
    )
    facts = {"view": f"heard by {laptop} {chance.random()}", "workshop": chance.random() < 0.7}
    if chance.random() < 0.5:  # long enough for a quotation, and alike for a campaign
        facts["view"] = f"{chance.choice(NAMES)} {LETTER}"
    if named["stakeholder_group"]:
        facts["group"] = chance.choice(sorted(named["stakeholder_group"]))
    if chance.random() < 0.3:
        facts["source_id"] = f"R{chance.randrange(4, 7)}"
        taken = "SELECT 1 FROM response WHERE source_id = ?"
        if connection.execute(taken, [facts["source_id"]]).fetchone():
            return
    if "view" in named["question"] and {"survey", "workshop"} <= set(named["activity"]):
        with laptop.workspace.acting("capture", laptop.exercise) as action:
            add_response(action, replace(small), **facts)


@work
def remove_response(laptop: Laptop, chance: random.Random) -> None:
    response = laptop.any(chance, "response")
    with laptop.workspace.acting("remove response", laptop.exercise) as action:
        laptop.removed.update(
            uid
            for (uid,) in action.connection.execute(
                "SELECT uid FROM comment WHERE response_id = ?", [response]
            )
        )
        remove_dependents(action, "response", "SELECT ?", [response], set())
        action.delete_by("response", "id", [response])


@work
def reword(laptop: Laptop, chance: random.Random) -> None:
    comment = laptop.any(chance, "comment")
    with laptop.workspace.acting("correct contribution", laptop.exercise) as action:
        words = f"{chance.choice(NAMES)} said better by {laptop} {chance.random()}"
        action.update("comment", comment, {"text": words})


@work
def reword_and_follow(laptop: Laptop, chance: random.Random) -> None:
    comment = laptop.any(chance, "comment")
    query = "SELECT text FROM comment WHERE id = ?"
    row = laptop.workspace.connection.execute(query, [comment]).fetchone()
    if row:
        with laptop.workspace.acting("correct contribution", laptop.exercise) as action:
            words = f"{chance.choice(NAMES)} before: {row[0]}"
            redaction_moves.reworded(action, comment, row[0], words)
            action.update("comment", comment, {"text": words})


@work
def cover(laptop: Laptop, chance: random.Random) -> None:
    comment, start = laptop.any(chance, "comment"), chance.randrange(3)
    kind = chance.choice([DetailKind.NAME, DetailKind.ADDRESS])
    redacting.add(laptop.workspace, comment, Span(start, start + 4), kind)


@work
def decide_on_details(laptop: Laptop, chance: random.Random) -> None:
    decided = chance.choice([redacting.accept, redacting.reject, redacting.reopen])
    decided(laptop.workspace, [laptop.any(chance, "redaction")])


@work
def tag(laptop: Laptop, chance: random.Random) -> None:
    response, group = laptop.any(chance, "response"), laptop.any(chance, "stakeholder_group")
    if response and group:
        tagging.tag(laptop.workspace, [response], group)


@work
def untag(laptop: Laptop, chance: random.Random) -> None:
    response, group = laptop.any(chance, "response"), laptop.any(chance, "stakeholder_group")
    if response and group:
        tagging.untag(laptop.workspace, [response], group)


@work
def rule(laptop: Laptop, chance: random.Random) -> None:
    choice, group = laptop.any(chance, "choice"), laptop.any(chance, "stakeholder_group")
    if choice and group:
        tagging.set_group_rule(laptop.workspace, choice, chance.choice([group, None]))


@work
def position(laptop: Laptop, chance: random.Random) -> None:
    response = laptop.any(chance, "response")
    if response:
        wanted = chance.choice([None, *POSITIONS])
        tagging.set_position(laptop.workspace, [response], wanted)


@work
def set_place(laptop: Laptop, chance: random.Random) -> None:
    response = laptop.any(chance, "response")
    if response:
        place = chance.choice([None, *laptop.ids("place")])
        tagging.set_place(laptop.workspace, [response], place)


@work
def code(laptop: Laptop, chance: random.Random) -> None:
    comment, theme = laptop.any(chance, "comment"), laptop.any(chance, "theme")
    if comment and theme:
        coding.add_coding(laptop.workspace, [comment], theme)


@work
def keyword_rules(laptop: Laptop, chance: random.Random) -> None:
    coding.apply_rules(laptop.workspace, laptop.exercise)


@work
def decide(laptop: Laptop, chance: random.Random) -> None:
    each = laptop.any(chance, "coding")
    chance.choice([coding.accept, coding.reject, coding.remove_codings])(laptop.workspace, [each])


@work
def draw_sample(laptop: Laptop, chance: random.Random) -> None:
    coder, how = chance.choice(NAMES), Draw(chance.randrange(1, 4), seed=chance.randrange(9))
    how = replace(how, coded_only=False)
    second_coding.draw(laptop.workspace, laptop.exercise, "", coder, how)


@work
def code_sample(laptop: Laptop, chance: random.Random) -> None:
    for sample in second_coding.samples(laptop.workspace, laptop.exercise)[:2]:
        for each in second_coding.comments(laptop.workspace, sample.id):
            themes = [laptop.any(chance, "theme")]
            second_coding.code(laptop.workspace, sample.id, each.comment_id, themes)
            second_coding.mark_done(laptop.workspace, sample.id, each.comment_id)


@work
def settle_sample(laptop: Laptop, chance: random.Random) -> None:
    for sample in second_coding.samples(laptop.workspace, laptop.exercise)[:2]:
        second_coding.compare(laptop.workspace, sample.id)
        for row in second_coding.disagreements(laptop.workspace, sample.id)[:1]:
            themes = row.themes_of(chance.choice(list(Choice)))
            second_coding.settle(laptop.workspace, sample.id, row.comment_id, themes)


@work
def correct_tone(laptop: Laptop, chance: random.Random) -> None:
    comment = laptop.any(chance, "comment")
    sentiment.correct(laptop.workspace, comment, chance.choice([None, *Sentiment]))


@work
def plan_report(laptop: Laptop, chance: random.Random) -> None:
    decided = covers.plan(laptop.workspace, laptop.exercise)
    covers.save_plan(
        laptop.workspace, laptop.exercise, replace(decided, left_out=(chance.choice(NAMES),))
    )


@work
def edit_exercise(laptop: Laptop, chance: random.Random) -> None:
    planning.edit_exercise(laptop.workspace, laptop.exercise, purpose=chance.choice(NAMES))


@work
def headcount(laptop: Laptop, chance: random.Random) -> None:
    activity, group = laptop.any(chance, "activity"), laptop.any(chance, "stakeholder_group")
    if not activity or not group:
        return
    with laptop.workspace.acting("count heads", laptop.exercise) as action:
        action.delete_where("activity_headcount", "activity_id = ? AND group_id = ?",
                            [activity, group])  # fmt: skip
        if chance.random() < 0.7:
            row = {"activity_id": activity, "group_id": group, "attended": chance.randrange(9)}
            action.insert("activity_headcount", row)


@work
def undo(laptop: Laptop, chance: random.Random) -> None:
    workspaces.undo(laptop.workspace)


@work
def redo(laptop: Laptop, chance: random.Random) -> None:
    workspaces.redo(laptop.workspace)


@work
def settle(laptop: Laptop, chance: random.Random) -> None:
    found = merging.conflicts(laptop.workspace)
    if found:
        conflict = chance.choice(found)
        merging.settle(laptop.workspace, conflict, chance.choice(conflict.versions).id)


def copy_of(workspace: Workspace, to: Path) -> Path:
    """A copy made as an officer makes one, in the file manager."""
    workspace.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(workspace.path, to)
    return to


__all__ = ["NAMES", "WORK", "Action", "Laptop", "copy_of"]
