"""Names that a form may bear: valid in XML, short, and each given once."""

import re
from collections.abc import Iterable

from storage.surveys.headings import name_of

_VALID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_CODE = re.compile(r"[^\s'\"<>&$]+")
_RESERVED = frozenset({"meta", "data"})
"""What a form has of its own, so that no question may be called so at its top."""


class Names:
    """Gives out names, no two of them alike but for case."""

    def __init__(self, taken: Iterable[str] = _RESERVED) -> None:
        self._taken = {name.casefold() for name in taken}

    def of(self, wanted: str) -> str:
        """The name itself where it will do, or one made of it."""
        return self._free(wanted if _VALID.fullmatch(wanted) else name_of(wanted))

    def code_of(self, wanted: str) -> str:
        """The same for the code of a choice, which may begin with a digit."""
        return self._free(wanted if _CODE.fullmatch(wanted) else name_of(wanted))

    def _free(self, stem: str) -> str:
        name, number = stem, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}_{number}"
        self._taken.add(name.casefold())
        return name
