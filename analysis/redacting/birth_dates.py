"""Dates of birth: a date, and words beside it that say it is one."""

import re
from collections.abc import Iterator

from analysis.redacting.detail import NEAR, PersonalDetail, before
from engage_app.domain.redaction import DetailKind

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_MONTH = rf"(?:{_MONTHS})(?![^\W\d_])"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
    "|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[ -]first"
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|oh (?:"
    + _UNITS
    + ")"
)
_YEAR_IN_WORDS = (
    rf"nineteen[ -](?:hundred(?: and (?:{_UNITS}|{_TEENS}))?|(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_TEENS})"
    rf"|twenty[ -](?:{_TEENS}|(?:{_TENS})(?:[ -](?:{_UNITS}))?)"
    rf"|two thousand(?: and (?:{_UNITS}|{_TEENS}|(?:{_TENS})(?:[ -](?:{_UNITS}))?))?"
)
_WHOLE_YEAR = r"(?:18[89]|19\d|20[0-4])\d(?!\d)"
_YEAR = rf"(?:{_WHOLE_YEAR}|{_YEAR_IN_WORDS}|['’‘]?\d\d(?![\d:]))"
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?(?![\d:])|{_ORDINALS})"
_SIGN = r"\s?[/.\-–\\]\s?"
_NUMERIC = (
    rf"(?:0?[1-9]|[12]\d|3[01])(?P<sign>{_SIGN}| )(?:0?[1-9]|1[0-2])(?P=sign)(?:{_WHOLE_YEAR}|\d\d(?!\d))"
    rf"|(?:0?[1-9]|1[0-2])(?:{_SIGN})(?:1[3-9]|2\d|3[01])(?:{_SIGN})(?:{_WHOLE_YEAR}|\d\d(?!\d))"
    rf"|{_WHOLE_YEAR}(?:{_SIGN})(?:0?[1-9]|1[0-2])(?:{_SIGN})(?:0?[1-9]|[12]\d|3[01])(?!\d)"
)
_WRITTEN = (
    rf"(?:(?:the\s)?{_DAY}(?:\s?[-/.]\s?|\s(?:day\s)?(?:of\s)?|,\s)?{_MONTH}(?:(?:\s?[,/.-]\s?|\s(?:in\s)?)?{_YEAR})?"
    rf"|{_MONTH}\s?[-/.]?\s?(?:the\s)?{_DAY}(?:(?:\s?[,/.-]\s?|\s){_YEAR})?"
    rf"|{_MONTH}(?:\s?[,/.-]\s?|\s(?:of\s)?){_YEAR})"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s(?:the\s)?)?"
_DATE = re.compile(
    rf"(?<![^\W_])(?<![\d£$€])(?<![\d/.]\.)(?:{_NUMERIC}|{_WEEKDAY}{_WRITTEN}|(?P<year>{_WHOLE_YEAR}|{_YEAR_IN_WORDS})"
    r"|(?P<run>\d{8}|\d{6}))(?![^\W_]|/\d)",
    re.IGNORECASE,
)

_LABEL = re.compile(
    r"(?:\b(?:d\.?\s?o\.?\s?b\b|d/o/b\b|dates? of births?|birth\s?dates?|birth\s?days?|born)|\bb\.?(?=\s?\d))",
    re.IGNORECASE,
)
_BORN_BEFORE = re.compile(r"\b(?:born|birth|b\.?)\b[^\d.!?;\n]{0,60}$", re.IGNORECASE)
_LABEL_BEFORE = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b|d/o/b\b|dates? of births?|birth\s?dates?|birth\s?days?)[^\d!?\n]{0,40}\n?$",
    re.IGNORECASE,
)
_AGED_BEFORE = re.compile(
    r"\b(?:aged?|years? old|y/?o|yrs? old)\b[\s,]*(?:\d{1,3})?[\s,(:-]*$", re.IGNORECASE
)
_LABEL_AFTER = re.compile(
    r"^[\s,)(:-]{0,3}(?:(?:is|was|being|=)\s)?(?:(?:(?:my|his|her|their|the|our)\s)?(?:own\s)?(?:[\w’']+\s){0,2}?"
    r"(?:d\.?\s?o\.?\s?b\b|dates? of birth|birth\s?da(?:y|te))|(?:is|was) when \w+ (?:\w+ )?was born"
    r"|(?:\w+\s){1,3}(?:was|were) born\b|when (?:\w+ ){1,2}was born\b)",
    re.IGNORECASE,
)
_CHAINED = re.compile(r"^[\s,;&/()\w’'-]{0,40}$")
_TIME_SINCE = re.compile(
    r"\b(?:since|until|till|ago|appointment|admitted|discharged|seen)\b", re.IGNORECASE
)


def find_birth_dates(text: str) -> Iterator[PersonalDetail]:
    """Dates that the words beside them call somebody's birth."""
    if not _LABEL.search(text) and not _AGED.search(text):
        return
    plural = re.search(r"\b(?:dates of births?|birthdays|dobs|born)\b", text, re.IGNORECASE)
    last_end = -1
    for found in _DATE.finditer(text):
        after = text[found.end() : found.end() + NEAR]
        chained = (
            plural
            and last_end >= 0
            and not found["year"]
            and _CHAINED.fullmatch(text[last_end : found.start()])
            and re.search(r"and|[,;&/]", text[last_end : found.start()])
        )
        if chained or _is_birth(found, before(text, found.start()), after):
            last_end = found.end()
            start = found.start()
            yield PersonalDetail(start, last_end, DetailKind.DATE_OF_BIRTH, text[start:last_end])


_AGED = re.compile(r"\b(?:aged?|old)\b", re.IGNORECASE)


def _is_birth(found: re.Match[str], earlier: str, after: str) -> bool:
    if _LABEL_BEFORE.search(earlier):
        return True
    if found["run"]:
        return False
    born = _BORN_BEFORE.search(earlier)
    if born and not _TIME_SINCE.search(born.group()):
        return True
    if _LABEL_AFTER.search(after):
        return True
    return bool(_AGED_BEFORE.search(earlier)) and not found["year"]
