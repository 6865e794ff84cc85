"""What differs between two versions of a codebook, in plain sentences."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from engage_app.domain.codebook import (
    ChangeKind,
    CodebookContent,
    KeptTheme,
    Mark,
    Piece,
    ThemeChange,
)

_WORDS = (
    ("definition", "Definition"),
    ("use_when", "Use when"),
    ("avoid_when", "Don’t use when"),
    ("example", "Example"),
)
_TOKEN = re.compile(r"\s*\S+|\s+$")
_ALIKE = 0.4
"""Texts that share less than this of their words are shown one after the other, not woven."""


def difference(before: CodebookContent, after: CodebookContent) -> list[ThemeChange]:
    """What changed from one version to another, by theme: those of the newer one in its order,
    then those that went. Colours, keys and the order of brothers mean nothing and aren't told.
    """
    old = {theme.uid: theme for theme in before.themes}
    new = {theme.uid: theme for theme in after.themes}
    found: list[ThemeChange] = []
    for theme in after.themes:
        former = old.get(theme.uid)
        if former is None:
            found.append(_added(theme, new, old, after.split))
        else:
            found += _changed(former, theme, old, new)
    for theme in before.themes:
        if theme.uid not in new:
            found.append(_gone(theme, new, after.merged))
    return found


def same_meaning(one: CodebookContent, other: CodebookContent) -> bool:
    """Whether nothing differs that a reader of the codebook would be told."""
    return not difference(one, other)


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word: what stayed, what went, what came."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        whole = (Piece(old, Mark.OLD), Piece(f" {new}" if old else new, Mark.NEW))
        return tuple(piece for piece in whole if piece.words.strip())
    pieces: list[Piece] = []
    for tag, start, stop, start_new, stop_new in matcher.get_opcodes():
        went, came = "".join(before[start:stop]), "".join(after[start_new:stop_new])
        if tag == "equal":
            pieces.append(Piece(went))
            continue
        if went:
            pieces.append(Piece(went, Mark.OLD))
        if came:
            apart = bool(went) and not came[0].isspace()
            pieces.append(Piece(f" {came}" if apart else came, Mark.NEW))
    return tuple(pieces)


def _added(
    theme: KeptTheme,
    new: Mapping[str, KeptTheme],
    old: Mapping[str, KeptTheme],
    split: Mapping[str, str],
) -> ThemeChange:
    source = split.get(theme.uid, "")
    origin = new.get(source) or old.get(source)
    if origin:
        return ThemeChange(
            theme.name, ChangeKind.SPLIT, f"“{theme.name}” was split from “{origin.name}”."
        )
    return ThemeChange(
        theme.name, ChangeKind.ADDED, f"“{theme.name}” was added{_place(theme, new, '')}."
    )


def _gone(theme: KeptTheme, new: Mapping[str, KeptTheme], merged: Mapping[str, str]) -> ThemeChange:
    uid, passed = theme.uid, set[str]()
    while uid in merged and uid not in new and uid not in passed:
        passed.add(uid)
        uid = merged[uid]  # merged on into a third, perhaps
    if uid in new and uid != theme.uid:
        sentence = f"“{theme.name}” was merged into “{new[uid].name}”, with its codings."
        return ThemeChange(theme.name, ChangeKind.MERGED, sentence)
    return ThemeChange(theme.name, ChangeKind.REMOVED, f"“{theme.name}” was removed.")


def _changed(
    former: KeptTheme,
    theme: KeptTheme,
    old: Mapping[str, KeptTheme],
    new: Mapping[str, KeptTheme],
) -> Iterator[ThemeChange]:
    name = theme.name
    if former.name != name:
        sentence = f"“{former.name}” was renamed to “{name}”."
        yield ThemeChange(name, ChangeKind.RENAMED, sentence)
    if former.parent != theme.parent and _really_moved(former, theme, old, new):
        where = _place(theme, new, " to the top")
        yield ThemeChange(name, ChangeKind.MOVED, f"“{name}” was moved{where}.")
    if former.retired != theme.retired:
        kind = ChangeKind.RETIRED if theme.retired else ChangeKind.RESTORED
        yield ThemeChange(name, kind, f"“{name}” was {kind}.")
    for column, words in _WORDS:
        was, now = getattr(former, column), getattr(theme, column)
        if was != now:
            said = "changed" if was and now else "added" if now else "removed"
            sentence = f"“{name}”, {words[0].lower()}{words[1:]}: {said}."
            yield ThemeChange(name, ChangeKind.WORDS, sentence, compared(was, now))
    if keywords := _keywords(former, theme):
        yield keywords


def _really_moved(
    former: KeptTheme,
    theme: KeptTheme,
    old: Mapping[str, KeptTheme],
    new: Mapping[str, KeptTheme],
) -> bool:
    """A parent that isn't in the version stands for the top."""
    was = former.parent if former.parent in old else ""
    return was != (theme.parent if theme.parent in new else "")


def _place(theme: KeptTheme, new: Mapping[str, KeptTheme], at_top: str) -> str:
    above = new.get(theme.parent)
    return f" under “{above.name}”" if above else at_top


def _keywords(former: KeptTheme, theme: KeptTheme) -> ThemeChange | None:
    gone = [each for each in former.keywords if each not in theme.keywords]
    came = [each for each in theme.keywords if each not in former.keywords]
    if not gone and not came:
        return None
    said = []
    if came:
        said.append(f"{_quoted(came)} added")
    if gone:
        said.append(f"{_quoted(gone)} removed")
    sentence = f"“{theme.name}”, keywords: {'; '.join(said)}."
    return ThemeChange(theme.name, ChangeKind.KEYWORDS, sentence)


def _quoted(keywords: list[str]) -> str:
    return ", ".join(f"“{each}”" for each in keywords)
