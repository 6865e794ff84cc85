"""A form that changed while it was open: Kobo puts its versions side by side in one export.

A question of which the label was the same in two versions then stands in two columns, each filled
only by the responses to its own version.
"""

from collections.abc import Sequence

from storage.surveys.tools.xform_columns import Column


def merged_versions(columns: Sequence[Column], versions: Sequence[str]) -> list[Column]:
    """The columns, those of one heading and of different versions as one.

    Args:
        versions: the version of the form for each response; empty where the file doesn't say.
    """
    if len(set(versions)) < 2:
        return list(columns)
    result: dict[int, Column] = {}
    by_heading: dict[str, list[Column]] = {}
    for column in columns:
        for earlier in by_heading.get(column.heading, []):
            one = result[earlier.index]
            if _filled_by(one, versions).isdisjoint(_filled_by(column, versions)):
                cells = [a or b for a, b in zip(one.cells, column.cells, strict=True)]
                result[earlier.index] = Column(one.index, one.heading, cells)
                break
        else:
            result[column.index] = column
            by_heading.setdefault(column.heading, []).append(column)
    return list(result.values())


def _filled_by(column: Column, versions: Sequence[str]) -> set[str]:
    return {version for cell, version in zip(column.cells, versions, strict=True) if cell}
