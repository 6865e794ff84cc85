"""The words of an e-mail written in HTML, paragraph by paragraph."""

import re
from html.parser import HTMLParser

from storage.documents.document import Paragraph
from storage.documents.plain_text import marked

_BLOCKS = frozenset(
    {
        "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul",
        "ol", "section", "article", "header", "footer", "td", "th", "pre", "hr", "dt", "dd",
    }
)  # fmt: skip
_SILENT = frozenset({"style", "script", "head", "title", "template", "noscript"})
_QUOTES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote")
_BLANKS = re.compile(r"\s+")
_DEEPEST = 1000  # open tags; more are a joke


class _Reader(HTMLParser):
    """Collects (lines, whether quoted) of each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[list[str], bool]] = []
        self._words: list[str] = []
        self._silent = 0
        self._open: list[tuple[str, bool]] = []  # tag, and whether it began a quotation

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag == "br":
            self._words.append("\n")
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("div", "blockquote") and len(self._open) < _DEEPEST:
            names = " ".join(value or "" for name, value in attrs if name == "class")
            quote = tag == "blockquote" or any(name in names for name in _QUOTES)
            self._open.append((tag, quote))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("div", "blockquote"):
            while self._open:
                if self._open.pop()[0] == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(_BLANKS.sub(" ", data))

    def close(self) -> None:
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._words).split("\n")]
        self._words = []
        quoted = any(quote for _, quote in self._open)
        gathered: list[str] = []
        for line in (*lines, ""):
            if line:
                gathered.append(line)
            elif gathered:
                self.blocks.append((gathered, quoted))
                gathered = []


def paragraphs_of_html(html: str) -> tuple[Paragraph, ...]:
    """The paragraphs, with greetings, signatures and quoted replies told apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    # What the mail program calls a quotation is one; the rest is judged by its words.
    blocks = (
        [f"> {line}" if quoted else line for line in lines] for lines, quoted in reader.blocks
    )
    return tuple(marked(blocks))
