"""Commands for what is captured or coded apart: take along, bring together, compare, exchange."""
# ruff: noqa: T201 - a command line prints

import argparse
from pathlib import Path

from engage_app.cli_shared import exercise_id_of, print_json
from engage_app.services import workspace as workspaces


def merge(chosen: argparse.Namespace) -> int:
    """engage merge INTO FROM... [--json]"""
    from engage_app.services import conflicts, merging

    workspace = workspaces.open_workspace(Path(chosen.into))
    try:
        result = merging.bring_together(workspace, [Path(each) for each in chosen.sources])
    finally:
        workspace.close()
    if chosen.json:
        print_json(
            {
                "before": result.before,
                "after": result.after,
                "sources": [
                    {"file": source.path.name, "holds": source.holds} for source in result.sources
                ],
                "added": result.added,
                "changed": result.changed,
                "removed": result.removed,
                "unchanged": result.unchanged,
                "conflicts": [conflicts.as_json(each) for each in result.conflicts],
            }
        )
        return 0
    for kind, count in result.after.items():
        print(f"{kind}: {result.before[kind]} before, {count} after")
    if result.unchanged:
        print("Everything was there already.")
    for conflict in result.conflicts:
        print(f"To decide: {conflict.kind} “{conflict.title}”")
    return 0


def take(chosen: argparse.Namespace) -> int:
    """engage take WORKSPACE TO [--exercise E] [--with-responses]"""
    from engage_app.services import merging

    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        exercise_id = exercise_id_of(workspace, chosen.exercise)
        written = merging.take_along(
            workspace, exercise_id, Path(chosen.to), with_responses=chosen.with_responses
        )
    finally:
        workspace.close()
    print(f"Wrote {written}")
    return 0


def export(chosen: argparse.Namespace) -> int:
    """engage export WORKSPACE [--json]"""
    from engage_app.services import merging

    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        found = merging.full_export(workspace)
    finally:
        workspace.close()
    if chosen.json:
        print_json(found)
    else:
        for table, records in found.items():
            print(f"{table.replace('_', ' ')}: {len(records)}")
    return 0


def codings(chosen: argparse.Namespace) -> int:
    """engage codings WORKSPACE (--to FILE | --from FILE) [--exercise E]"""
    from engage_app.services import exchanging

    workspace = workspaces.open_workspace(Path(chosen.workspace))
    try:
        exercise_id = exercise_id_of(workspace, chosen.exercise)
        if chosen.to:
            print(f"Wrote {exchanging.write(workspace, exercise_id, Path(chosen.to))}")
            return 0
        received = exchanging.take(workspace, exercise_id, Path(chosen.source))
    finally:
        workspace.close()
    print(received.sentence())
    for left_out in received.left_out:
        print(f"  {left_out}")
    return 0
