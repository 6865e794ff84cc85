"""The officer's own edits, worked into the drafted texts of a paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.word_merge import COVERED, Clash, merged
from engage_app.domain.report import Block, Bullets, Heading, Paragraph
from storage.report_texts import Edit

SUMMARY = "cover.executive_summary"
"""The key of the executive summary."""


@dataclass(frozen=True)
class DraftedText:
    """A drafted text of the paper, with the officer's edit if there is one.

    Attributes:
        key: the same whenever it is drafted again.
        heading: of the section it stands in.
        drafted: as drafted today.
        edited: as the officer left it; None where it wasn't edited.
        shown: as it is printed: the edit with today's figures. Empty: the officer took it out.
        clashes: words that both the officer and the data changed; the officer's are printed.
        unknown: figures in an edited text that no table and no draft prints: nobody can check them.
        gone: it is drafted no longer, so the edit is kept but not printed.
    """

    key: str
    heading: str
    drafted: str
    edited: str | None = None
    shown: str = ""
    clashes: tuple[Clash, ...] = ()
    unknown: tuple[str, ...] = ()
    gone: bool = False

    @property
    def stale(self) -> bool:
        """Whether the officer should look at it again."""
        return bool(self.clashes)

    @property
    def changes(self) -> tuple[str, ...]:
        """What changed where the officer wrote, a sentence for each."""
        return tuple(_told(clash) for clash in self.clashes)


def _told(clash: Clash) -> str:
    before, now, yours = clash.before, clash.now, clash.yours
    if yours == COVERED:
        return f"{before} is hidden by now, so it is covered in your words too."
    if before == yours:
        said = f"the draft now says {now}" if now else "the draft no longer says it"
        return f"You also wrote {yours}; {said}."
    if not yours:
        return f"You took out “{before}”; the draft now says “{now}”."
    if not now:
        return f"The draft no longer says “{before}”; you wrote “{yours}”."
    was = f"“{before}” is now “{now}”" if before else f"The draft now says “{now}”"
    return f"{was}; you wrote “{yours}”."


def drafted_texts(summary: str, blocks: Sequence[Block]) -> dict[str, tuple[str, str]]:
    """Heading and text of everything that may be edited, by key, in the order of the paper."""
    found = {SUMMARY: ("Executive summary", summary)}
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Paragraph | Bullets) and block.key:
            found[block.key] = (heading, _text(block))
    return found


def texts(
    drafted: Mapping[str, tuple[str, str]], edits: Mapping[str, Edit]
) -> dict[str, DraftedText]:
    """Each drafted text with its edit worked in, by key."""
    return {
        key: _worked_in(key, heading, text, edits.get(key))
        for key, (heading, text) in drafted.items()
    }


def _worked_in(key: str, heading: str, text: str, edit: Edit | None) -> DraftedText:
    if edit is None:
        return DraftedText(key, heading, text, None, text)
    found = merged(edit.drafted, text, edit.edited)
    return DraftedText(key, heading, text, edit.edited, found.text, found.clashes)


def applied(blocks: Sequence[Block], shown: Mapping[str, DraftedText]) -> Iterator[Block]:
    """The blocks with the texts as they are printed; one that was taken out is left out."""
    for block in blocks:
        match block:
            case Paragraph() | Bullets() if _is_edited(shown.get(block.key)):
                text = shown[block.key].shown
                lines = tuple(line.strip() for line in text.splitlines() if line.strip())
                yield from _with_lines(block, lines)
            case _:
                yield block


def _is_edited(text: DraftedText | None) -> bool:
    return text is not None and text.edited is not None


def _with_lines(block: Paragraph | Bullets, lines: tuple[str, ...]) -> Iterator[Block]:
    if isinstance(block, Bullets):
        if lines:
            yield replace(block, items=lines)
        return
    for number, line in enumerate(lines):
        yield replace(block, text=line, key=block.key if number == 0 else "")


def _text(block: Paragraph | Bullets) -> str:
    return "\n".join(block.items) if isinstance(block, Bullets) else block.text
