"""Every reader there is, in the order in which they are asked."""

from functools import cache
from importlib import import_module

from storage.surveys.readers import Reader

_TOOLS = (
    "citizen_space",
    "consult",
    "google_forms",
    "kobo",
    "limesurvey",
    "microsoft_forms",
    "qualtrics",
    "redcap",
    "smartsurvey",
    "spss",
    "surveymonkey",
    "triple_s",
    "xlsform",
)
_PACKAGE = "storage.surveys.tools"


@cache
def readers() -> tuple[Reader, ...]:
    """The readers of all tools, the surest first."""
    found = [import_module(f"{_PACKAGE}.{name}").READER for name in _TOOLS]
    return tuple(sorted(found, key=lambda reader: (reader.order, reader.tool)))
