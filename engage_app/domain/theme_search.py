"""Finding a theme by a few letters of its name, the likeliest first."""

import re
import unicodedata
from collections.abc import Sequence

_SPREAD = 3  # fewer letters stand in that order in nearly every name


def ranked(typed: str, names: Sequence[str]) -> list[int]:
    """The places of the names that the letters typed may mean, the likeliest first.

    A name that begins so comes before one with a word that begins so, before one whose words begin
    with each of the pieces typed ("gp app": GP appointments), before one that holds the letters
    together, before one whose initials they are, before one that holds them in that order. Of those
    alike the shorter name comes first, then the order given.
    """
    wanted = _plain(typed).split()
    if not wanted:
        return list(range(len(names)))
    found = []
    for place, name in enumerate(names):
        rank = _rank(wanted, _plain(name))
        if rank is not None:
            found.append((rank, len(name), place))
    return [place for *_, place in sorted(found)]


def _rank(wanted: list[str], name: str) -> int | None:
    together, words = " ".join(wanted), re.findall(r"[^\W_]+", name)
    letters, in_turn = "".join(wanted), iter(name)
    likeliest_first = (
        name == together,
        name.startswith(together),
        re.search(rf"(?<![^\W_]){re.escape(together)}", name) is not None,
        len(wanted) > 1 and all(any(word.startswith(each) for word in words) for each in wanted),
        together in name,
        "".join(word[0] for word in words).startswith(letters),
        len(letters) >= _SPREAD and all(letter in in_turn for letter in letters),
    )
    return likeliest_first.index(True) if True in likeliest_first else None


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).strip()
