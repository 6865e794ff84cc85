"""Every reader there is, in the order in which they are asked."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

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
    """The readers of all tools that this copy of Engage holds, the surest first."""
    modules = (f"{_PACKAGE}.{name}" for name in _TOOLS)
    found = [import_module(module).READER for module in modules if find_spec(module)]
    return tuple(sorted(found, key=lambda reader: (reader.order, reader.tool)))
