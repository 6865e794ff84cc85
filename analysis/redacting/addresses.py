"""House addresses: a number and a street, with the flat before it and the town after it."""

import re
from collections.abc import Iterator

from analysis.redacting.detail import PersonalDetail, before
from engage_app.domain.redaction import DetailKind

# Nothing but a street ends so; the others are also words of every day.
_STREETS = (
    "road|rd|street|avenue|ave|lane|ln|crescent|cres|gardens|gdns|grove|terrace|terr|mews|parade|croft"
    "|wynd|villas|cottages|boulevard|blvd|broadway|esplanade|embankment|close|drive|court|garth"
    "|brae|circus|mansions|quay|wharf|causeway|highway|paddock|spinney|copse|dene"
)
_OFTEN = ("close", "drive", "court")
_PLACES = (
    "st|av|cl|dr|crt|ct|sq|pl|ter|gr|way|place|square|hill|park|walk|row|green|rise|view|gate|end|vale|mount"
    "|meadows?|fields?|bank|common|heath|approach|chase|glebe|orchard|loan|path|passage|buildings|house"
    "|heights|point|towers?|yard|side|nook|fold|ridge|reach|bridge|haven|woods?|cottage|farm|lodge|down|downs"
    "|lea|leas|ford|brow|cliff|dell|grange|estate|market|wood|corner|holme|links|oval|ring|bungalows"
)
# Words and spaces are bounded: no letter is read again and again in a text without end.
_REST = r"[\w'’-]{1,40}"  # of a word that begins with a capital letter
_SPACE = r"\s{1,9}"
_NUMBER = (
    r"(?<![\d£$€.,:/-])(?:no\.?\s?|number\s|#)?\d{1,4}\s?[A-Za-z]?(?:\s?[-/–&]\s?\d{1,4}[a-z]?)?"
)
_FLAT = r"(?:flat|apartment|apt\.?|unit|room|maisonette|studio|bungalow|plot)\s(?:no\.?\s|number\s)?(?:\d{1,4}[a-z]?|[a-z]\d{0,3})"
_BLOCK = r"(?:[A-Z][\w'’.-]{1,40}\s){1,3}(?:House|Court|Lodge|Towers?|Point|Heights|Mansions|Buildings|Place)\b"
_WORD = r"[^\W\d_][\w'’.-]{0,40}"
_CAPITAL_WORD = r"(?:[A-Z][\w'’.-]{0,40}|of|the|le|la|de|y|yr|on|upon)"

_CAPITALISED = re.compile(
    rf"(?P<flat>(?i:{_FLAT}),?\s(?:{_BLOCK},?\s)?)?(?P<number>(?i:{_NUMBER})),?{_SPACE}"
    rf"(?P<street>(?:The\s(?:[A-Z]{_REST})|(?:{_CAPITAL_WORD}{_SPACE}){{1,4}}(?i:{_STREETS}|{_PLACES})"
    rf"|(?:Heol|Ffordd|Stryd|Lôn|Lon|Maes|Clos|Rhodfa|Bryn|Tan|Cae|Rue|Via)(?:\s{_CAPITAL_WORD}){{1,3}}"
    rf"|[A-Z]\w{{1,40}}(?:gate|way|side|field|fields|wood|croft|lea|bank|street|lands|garth|wynd|hill)"
    rf"|(?i:broadway|cheapside|eastgate|westgate))\b\.?)"
)
_ANY_CASE = re.compile(
    rf"(?:{_FLAT},?\s)?{_NUMBER},?{_SPACE}(?P<words>(?:{_WORD}{_SPACE}){{1,3}}?)(?P<type>{_STREETS}|{_PLACES})\b\.?",
    re.IGNORECASE,
)
_FLAT_ONLY = re.compile(rf"(?<!\w)(?i:{_FLAT}),?\s{_BLOCK}")
_HOUSE_NAME = re.compile(
    rf"\b(?:[A-Z]{_REST}\s){{1,3}}(?:Cottage|Farm|Farmhouse|Bungalow|Barn|Villa|Manor|Lodge|House|Croft|Grange),\s"
    rf"(?:[A-Z]{_REST}\s){{1,3}}(?i:{_STREETS})\b"
)
_NO_NUMBER = re.compile(
    r"\b(?:I|we|who|she|he|they|mum|dad|mother|father|and)\s(?:still\s|now\s)?(?:live|lives|lived|living|reside|resides)\s"
    rf"(?:on|in|at|along|off)\s(?P<street>(?:[A-Z]{_REST}\s){{1,3}}(?:{_STREETS.title()})\b)"
    rf"|\b(?i:address)(?:\s(?i:is|was))?[:\s]\s?(?P<second>(?:[A-Z]{_REST}\s){{1,3}}(?:{_STREETS.title()})\b)"
)
_TOWN = re.compile(
    r"(?:,\s?|\n|\s(?=[A-Z][\w'’]{1,40},))(?:[A-Z][\w'’]{1,40}(?:(?:-|\s)(?:[A-Z][\w'’]{1,40}|on|upon|under|by|in|le|the|of)){0,3})(?=\s?[,.\n]|\s+[A-Z]{1,2}\d|\s*$|\s(?:and|but|for|is|since|with)\b)"
)
_LIVES = re.compile(
    r"\b(?:live|lives|lived|living|address(?:es)?|home|house|reside[sd]?|at|moved to|neighbours? at|from"
    r"|(?:write|deliver|send|sent|post|posted|reply|come|came)\b(?:\s\w+){0,3}\sto)\b[^.!?\d]{0,25}$",
    re.IGNORECASE,
)
_HOME_AFTER = re.compile(
    r"\s?[,(]?\s?(?:is|was|has been)\s(?:my|our|her|his|their|where|the)\b.{0,20}"
    r"\b(?:home|house|address|flat|live|lives|lived)\b",
    re.IGNORECASE,
)
_IN_THE_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|before|after|from|during|year)\s$", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d,?\s")
_NOT_STREET = """a about again all along am an and any appointment appointments are around as at away back bed beds bit by
    car cars children cm consultants corridor day days different different-sized doctor doctors down drive every few feet flights
    floor for from ft gps hour hours hr hrs if in into is it its kids km last m metre metres
    mile miles min mins minute minutes month months more near nearly nights nurses of off on one or other out over
    parking patients people per pm point points pounds quid second seconds separate so staff
    steps than that the their there these they this those through time times to took towards two up very visits walking
    wards was way we week weeks were when which who with year years yards year-old yr yrs my your our his her am bus
    car-park minutes' minute's mile-long hour's metre-long star stars out-of not no just only too further
    blocked empty available new"""
_NOT_STREETS = frozenset(_NOT_STREET.split())


def find_addresses(text: str) -> Iterator[PersonalDetail]:
    """Houses by number and street, flats in a named block, named houses in a street."""
    for pattern in (_CAPITALISED, _ANY_CASE, _FLAT_ONLY, _HOUSE_NAME):
        for found in pattern.finditer(text):
            if _is_street(text, found):
                yield _with_town(text, *found.span())
    for found in _NO_NUMBER.finditer(text):
        which = "street" if found["street"] else "second"
        yield _with_town(text, *found.span(which))


def _is_street(text: str, found: re.Match[str]) -> bool:
    """Whether it is a street and not "10 minutes drive" or "2 nurses on the Park ward"."""
    parts = found.groupdict()
    if _IN_THE_YEAR.search(before(text, found.start())) and _YEAR_FIRST.match(found.group()):
        return False
    if parts.get("type"):
        words = [word.strip(".,'’").casefold() for word in parts["words"].split()]
        if any(word in _NOT_STREETS for word in words):
            return False
        return _is_sure(parts["type"]) or _is_home(text, found)
    if not parts.get("street"):
        return True
    first, *_, last = parts["street"].rstrip(".").split() * 2
    alone = " " not in parts["street"].strip() or first == "The"
    if (alone and found.start() > 0) or (last.islower() and not _is_sure(last)):
        return _is_home(text, found)
    return first[0].isupper() or first.casefold() not in _NOT_STREETS


def _is_sure(ending: str) -> bool:
    """Whether a word is the end of a street's name, and no word of every day."""
    key = ending.casefold()
    return key in ("st", "rd") or (bool(re.fullmatch(_STREETS, key)) and key not in _OFTEN)


def _is_home(text: str, found: re.Match[str]) -> bool:
    """Whether the words around, or a number like 14a, say that somebody lives there."""
    lettered = re.search(r"\d[a-z]\b", found.group(), re.IGNORECASE)
    earlier = before(text, found.start())
    alone = found.group().strip() == text.strip()
    return bool(alone or lettered or _LIVES.search(earlier) or _HOME_AFTER.match(text, found.end()))


def _with_town(text: str, start: int, end: int) -> PersonalDetail:
    """The address, and the village, town and county that follow it between commas."""
    for _ in range(3):
        town = _TOWN.match(text, end)
        if town is None:
            break
        end = town.end()
    words = text[start:end]
    end -= len(words) - len(words.rstrip(" ,."))
    start += len(words) - len(words.lstrip())
    return PersonalDetail(start, end, DetailKind.ADDRESS, text[start:end])
