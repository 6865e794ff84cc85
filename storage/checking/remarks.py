"""How a check says what it found."""

from collections.abc import Iterable, Iterator

from engage_app.domain.checks import Remark, Severity

MOST = 20
"""Of remarks of one kind: a reader who has seen these knows what to look for."""


def fault(what: str, action: str, *, where: str = "", rule: str = "") -> Remark:
    """Something that breaks a rule."""
    return Remark(Severity.FAULT, what, action, where, rule)


def advice(what: str, action: str, *, where: str = "", rule: str = "") -> Remark:
    """Something that is weak."""
    return Remark(Severity.ADVICE, what, action, where, rule)


def shortened(text: str, most: int = 40) -> str:
    """The beginning of a text, to know it by."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def no_title() -> Remark:
    """The document has no title in its properties."""
    return fault(
        "The document has no title in its properties.",
        "Give it one under File, Info, Title: a screen reader says it first.",
        rule="WCAG 2.4.2",
    )


def no_language() -> Remark:
    """The document doesn't say its language."""
    return fault(
        "The document doesn't say which language it is in.",
        "Set the language of the whole text, for instance English (United Kingdom).",
        rule="WCAG 3.1.1",
    )


def weak_contrast(text: str, ratio: float, least: float, where: str) -> Remark:
    """Words that stand out too little."""
    return fault(
        f"“{shortened(text)}” has a contrast of {ratio:.1f}:1 with what is behind it.",
        f"Choose colours with a contrast of {least:g}:1 or more.",
        where=where,
        rule="WCAG 1.4.3",
    )


def poor_link(text: str, where: str) -> Iterator[Remark]:
    """What is wrong with the words of a link, if something is."""
    plain = " ".join(text.split())
    said = plain.casefold().strip(".:> ")
    if not plain:
        yield fault("A link has no words.", "Write where it leads.", where=where, rule="WCAG 2.4.4")
    elif said in _SAYS_NOTHING:
        yield fault(
            f"The link “{plain}” doesn't say where it leads.",
            "Use words that make sense without the text around them.",
            where=where,
            rule="WCAG 2.4.4",
        )
    elif said.startswith(("http://", "https://", "www.")):
        yield advice(
            f"The link “{shortened(plain)}” is a bare address, which is read out letter by letter.",
            "Use the title of what it leads to as its words.",
            where=where,
            rule="WCAG 2.4.4",
        )


_SAYS_NOTHING = frozenset(
    ("click here", "here", "link", "this link", "more", "read more", "click", "this", "download")
)


def described(text: str, what: str, where: str) -> Iterator[Remark]:
    """What is wrong with an alternative text, if something is."""
    plain = " ".join(text.split())
    if not plain:
        yield fault(
            f"{what} has no alternative text.",
            "Say in a sentence or two what it shows.",
            where=where,
            rule="WCAG 1.1.1",
        )
    elif _says_no_more_than_a_name(plain):
        yield fault(
            f"The alternative text of {what[0].lower()}{what[1:]} is “{shortened(plain)}”, which "
            "doesn't say what it shows.",
            "Say in a sentence or two what it shows.",
            where=where,
            rule="WCAG 1.1.1",
        )


def _says_no_more_than_a_name(text: str) -> bool:
    said = text.casefold()
    if said.endswith((".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".bmp", ".tif")):
        return True
    return said.strip("0123456789 ") in (
        "image", "picture", "chart", "figure", "graph", "photo", "diagram", "logo", "table"
    )  # fmt: skip


def heading_order(levels: Iterable[tuple[int, str]]) -> Iterator[Remark]:
    """Headings that leave out a level, or say nothing.

    Args:
        levels: level (from 1) and words of each heading, in order.
    """
    before = 0
    for level, words in levels:
        if not words.strip():
            yield fault(
                f"A heading of level {level} is empty.",
                "Remove it, or give it words.",
                rule="WCAG 2.4.6",
            )
            continue
        if level > before + 1:
            after = f"after one of level {before}" if before else "at the beginning"
            yield fault(
                f"The heading “{shortened(words)}” is of level {level}, {after}.",
                "Use the levels in order, none left out.",
                where=f"Heading “{shortened(words)}”",
                rule="WCAG 1.3.1",
            )
        before = level


def capped(found: Iterable[Remark], most: int = MOST) -> tuple[Remark, ...]:
    """The remarks; of those of one rule and severity no more than `most`, and how many more."""
    kept: list[Remark] = []
    seen: dict[tuple[Severity, str], int] = {}
    for each in found:
        kind = (each.severity, each.rule)
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= most:
            kept.append(each)
    for (severity, rule), count in seen.items():
        if count > most:
            what = f"{count - most} more of the same kind ({rule or 'no rule'}) are not listed."
            kept.append(Remark(severity, what, "Mend those above, then check again.", "", rule))
    return tuple(sorted(kept, key=lambda one: one.severity is not Severity.FAULT))
