"""Office documents are zip archives: packed here so that the same report gives the same bytes."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Change = Callable[[str, bytes], bytes]
"""Given a part's name and content, returns the content to write."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a printed date has no time zone


def packed(document: bytes, change: Change = lambda _name, content: content) -> bytes:
    """The archive with every part's time stamp fixed, after `change` has seen each part."""
    out = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, change(part.filename, old.read(part)))
    return out.getvalue()


def document_date(printed: str) -> datetime:
    """The date for a document's properties, from the printed one ("27 July 2022", "2022-07-27").

    A date that can't be read gives 1 January 2000: the time of writing would make every copy of
    the same report differ.
    """
    words = printed.replace(",", " ").lower().split()
    try:
        if len(words) == 1:
            return datetime.fromisoformat(words[0])
        day, month, year = words
        number = _MONTHS.index(month[:3]) + 1
        return datetime(int(year), number, int(day.rstrip("stndrh")))  # noqa: DTZ001 - as above
    except ValueError:
        return _UNDATED
