"""LimeSurvey's VV file: TAB, a row of words, a row of codes, and cells with letters in braces."""

import re

from storage.surveys.tools.limesurvey_specs import NOT_SHOWN_CELL

_DECIMAL = re.compile(r"(-?\d+)\.(\d*?)0+")
_PLACES = 10  # decimals of a number in LimeSurvey's database


def decoded_cell(cell: str) -> str:
    """The answer in a cell, as the respondent gave it.

    The brace is decoded last, since it was encoded first: `{lbrace}tab}` was typed as `{tab}`.
    """
    if "{" not in cell:
        return _number(cell)
    if cell == NOT_SHOWN_CELL:
        return cell
    if cell.startswith("{quote}"):
        cell = f'"{cell[len("{quote}") :]}'
    for code, letter in (("{tab}", "\t"), ("{cr}", "\r"), ("{newline}", "\n"), ("{lbrace}", "{")):
        cell = cell.replace(code, letter)
    return cell


def _number(cell: str) -> str:
    """A number without the noughts that the database puts behind it."""
    if cell[-1 - _PLACES : -_PLACES] != "." or not cell.endswith("0"):
        return cell
    whole, _, places = cell.partition(".")
    if len(places) != _PLACES:
        return cell
    if not (match := _DECIMAL.fullmatch(cell)):
        return cell
    return f"{whole}.{match[2]}" if match[2] else whole
