"""E-mail addresses, telephone numbers, postcodes, NHS and National Insurance numbers."""

import re
from collections.abc import Iterator

from analysis.redacting.detail import PersonalDetail, before
from engage_app.domain.redaction import DetailKind

_LETTER = r"[^\W_]"
_DOMAIN = rf"(?:{_LETTER}(?:[\w-]*{_LETTER})?\.)+[^\W\d_]{{2,}}"
# An address is read outwards from its @, and what is spelt out is bounded: a letter is then read a
# few times, however long the text.
_AT_DOMAIN = re.compile(rf"\s?@\s?{_DOMAIN}")
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]"
_LOCAL_PART = re.compile(rf"{_ATOM}+(?:\.{_ATOM}+)*")
_SPELT_EMAIL = re.compile(
    r"(?<![\w+-])[\w+-]{1,64}(?:(?:\.|\s?\(dot\)\s?|\s?\[dot\]\s?|\sdot\s)[\w+-]{1,64}){0,6}"
    r"\s?(?:\(at\)|\[at\]|\sat|@)\s?"
    r"\w[\w-]{0,62}(?:\s?(?:\(dot\)|\[dot\]|\sdot|\.)\s?\w[\w-]{0,62}){0,6}?"
    r"\s?(?:\(dot\)|\[dot\]|\sdot)\s?(?:com|org|net|uk|info|co|me|io|eu|ie|gov|ac|edu|wales|scot)\b"
    r"(?:\s?(?:\(dot\)|\[dot\]|\sdot)\s?uk\b)?",
    re.IGNORECASE,
)

# Between the digits of a number, as people write them; never across a line.
_GAP = "[ \u00a0\u2009\\-\u2010-\u2013.()]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w£$€+])(?<![\d.,/]\d)(?<!\d[.,/:])"
    rf"(?:\(?\+{_GAP}(?:\d{_GAP}){{8,14}}\d|\(?00[1-9]{_GAP}(?:\d{_GAP}){{8,12}}\d"
    rf"|\(?[0Oo]{_GAP}[1-9]{_GAP}(?:[\dOo]{_GAP}){{7,8}}\d|44{_GAP}(?:\d{_GAP}){{9}}\d)"
    r"(?![\d£%]|[.,:/]\d)(?P<extension>,?\s{0,2}\(?(?:ext(?:ension|n)?\.?:?|x)\s?\d{1,6}\)?)?",
    re.IGNORECASE,
)
_LOCAL_PHONE = re.compile(
    r"\b(?:phone|telephone|tel|mobile|mob|ring(?:ing)?|call|contact(?: number)?|text|landline)\b"
    r"(?:\s(?:me|us|her|him|them|number|no|on|at|is|home|back))*[\s.:]{1,3}"
    rf"(?P<number>(?:7\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d{{3}}{_GAP}\d{{4}}|\d{{6}}|\d{{2}} \d{{2}} \d{{2}}))"
    r"(?![\d/£%]|[.,:]\d)",
    re.IGNORECASE,
)
_REFERENCE_BEFORE = re.compile(
    r"(?:\b(?:ref|reference|invoice|ticket|policy|datix|receipt|serial|barcode|isbn|tracking)\b"
    r"|\b(?:case|order|booking|account|hospital|patient|complaint|incident|claim|job|report|log"
    r"|unit|customer|membership|card|sort|record)\s?(?:number|no|num|code|id|ref)\b)"
    r"(?:\s?(?:number|no|num|code|id)\b)?(?:\s(?:is|was))?[\s:.#=-]{0,3}$",
    re.IGNORECASE,
)
_LENGTHS = {"1": (9, 10), "2": (10,), "3": (10,), "5": (10,), "7": (10,), "8": (9, 10), "9": (10,)}
"""Digits of a national number, without the 0, by its first digit."""

_AREAS = (
    "A[BL]|B[ABDFHLNRSTX]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE"
    "|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]"
    "|UB|W[ACDFNRSV]?|YO|ZE"
)
_POSTCODE = re.compile(
    rf"(?<![^\W_])(?:GIR ?0AA|(?P<out>(?:{_AREAS})(?:\d[\dA-HJKMNPR-Y]?))"
    r"(?:[ \u00a0]{0,2}|-)(?P<in>[\dO][ABD-HJLNP-UW-Z]{2}))(?![^\W_])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")

_NHS = re.compile(rf"(?<![\w+£$€])(?<!\d[.,/-])(?:\d{_GAP}){{9}}\d(?![\w£%]|[.,/-]\d)")
_NHS_SHAPE = re.compile(r"\d{10}|\d{3}\D+\d{3}\D+\d{4}")
_NHS_BEFORE = re.compile(r"\bN\.?H\.?S\b[^\d\n]{0,40}$", re.IGNORECASE)
_NI = re.compile(
    r"(?<![^\W_])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][ .-]?[A-CEGHJ-NPR-TW-Z][ .-]{0,2}"
    r"(?:\d{2}[ .-]{0,2}){2}\d{2}(?P<suffix>[ .-]{0,2}[A-D](?![^\W_]))?(?![^\W_])",
    re.IGNORECASE,
)
_NI_BEFORE = re.compile(
    r"\b(?:N\.?I\.?(?:N\.?O\.?)?|national insurance|insurance)\b[^\d\n]{0,30}$", re.IGNORECASE
)


def find_numbers(text: str) -> Iterator[PersonalDetail]:
    """What is told by its shape alone, the surest first; details may overlap."""
    if "@" in text:
        yield from _emails(text)
    if "dot" in text.casefold():
        for found in _SPELT_EMAIL.finditer(text):
            yield PersonalDetail(found.start(), found.end(), DetailKind.EMAIL, found.group())
    if not any(digit in text for digit in "0123456789"):
        return
    yield from _ni_numbers(text)
    yield from _nhs_numbers(text)
    yield from _phones(text)
    yield from _postcodes(text)


def nhs_check_holds(digits: str) -> bool:
    """Whether the last of ten digits is the modulus-11 check digit of the others."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[-1])


def _emails(text: str) -> Iterator[PersonalDetail]:
    last_end = 0
    for found in _AT_DOMAIN.finditer(text):
        backwards = text[last_end : found.start()][::-1]
        last_end = found.end()
        if local := _LOCAL_PART.match(backwards):
            start = found.start() - local.end()
            yield PersonalDetail(start, last_end, DetailKind.EMAIL, text[start:last_end])


def _nhs_numbers(text: str) -> Iterator[PersonalDetail]:
    for found in _NHS.finditer(text):
        written = found.group()
        usual = _NHS_SHAPE.fullmatch(written) or _NHS_BEFORE.search(before(text, found.start()))
        if usual and nhs_check_holds(re.sub(r"\D", "", written)):
            yield PersonalDetail(found.start(), found.end(), DetailKind.NHS_NUMBER, written)


def _ni_numbers(text: str) -> Iterator[PersonalDetail]:
    for found in _NI.finditer(text):
        # Without its last letter it may be any reference, unless the words before say.
        if found["suffix"] or _NI_BEFORE.search(before(text, found.start())):
            yield PersonalDetail(found.start(), found.end(), DetailKind.NI_NUMBER, found.group())


def _phones(text: str) -> Iterator[PersonalDetail]:
    for found in _PHONE.finditer(text):
        number = found.group()[: -len(found["extension"])] if found["extension"] else found.group()
        if _dials(number) and not _REFERENCE_BEFORE.search(before(text, found.start())):
            start = found.start() + (number.startswith("(") and ")" not in number)
            yield PersonalDetail(start, found.end(), DetailKind.PHONE, text[start : found.end()])
    for found in _LOCAL_PHONE.finditer(text):
        start, end = found.span("number")
        yield PersonalDetail(start, end, DetailKind.PHONE, found["number"])


def _dials(written: str) -> bool:
    """Whether the digits make a telephone number of this country, or one written with a +."""
    digits = re.sub(r"\D", "", re.sub("[oO]", "0", written))
    abroad = written.lstrip("(").startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    if digits.startswith("44"):
        national = digits[2:].removeprefix("0")
    elif abroad:
        return 9 <= len(digits) <= 15
    else:
        national = digits.removeprefix("0")
    return len(national) in _LENGTHS.get(national[:1], ())


def _postcodes(text: str) -> Iterator[PersonalDetail]:
    for found in _POSTCODE.finditer(text):
        # "ward B3 2nd bed" has a floor, not a postcode.
        if found["in"] and _ORDINAL.fullmatch(found["in"]) and len(found["out"]) < 3:
            continue
        yield PersonalDetail(found.start(), found.end(), DetailKind.POSTCODE, found.group())
