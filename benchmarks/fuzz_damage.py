"""Ways to damage a file: bytes, rows, XML and the parts of an archive, by a seeded chance."""

import csv
import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable

Damage = Callable[[random.Random, bytes], bytes]

_ODD = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b'"', b'""', b"'", b",", b";", b"\t", b"\r",
    b"\n", b"\r\n", b"<", b"&", b"]]>", b"{", b"}", b"[", b"]", b"\x1a", b"\x1b[2J", b"\xc3",
    b"\xed\xa0\x80", "\u2028".encode(), "\u202e".encode(), b"=1+1", b"-1", b"1e999", b"NaN",
    b"99999999999999999999", b"0" * 400, b"%s%n", b"{question_not_shown}", b"\\x00", b"A" * 3000,
    b"31/02/2022", b"9999-12-31T23:59:59Z", b"0000-00-00 00:00:00", "\u0661\u00b2".encode(),
)  # fmt: skip
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp437", "utf-7")
_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">',
)


def damaged(chance: random.Random, data: bytes) -> bytes:
    """The file with one to four things wrong."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = chance.choice(_fitting(data))(chance, data)
    return data


def _fitting(data: bytes) -> list[Damage]:
    anywhere: list[Damage] = [_flipped, _cut, _without, _doubled, _spliced]
    if data.startswith(b"PK"):
        return [*anywhere, *[_inside_archive] * 10, _parts_changed, _parts_changed]
    if b"\0" in data[:200] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return anywhere
    if data.lstrip()[:1] == b"<":
        return [*anywhere, _recoded, *[_tags_changed] * 3, *[_numbers_changed] * 2, _with_entities]
    return [*anywhere, _recoded, _mixed, *[_rows_changed] * 4, _cells_changed, _cells_changed]


def _place(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(chance.paretovariate(0.6)))


def _flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 40)) if data else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _without(chance: random.Random, data: bytes) -> bytes:
    start, end = _place(chance, data)
    return data[:start] + data[end:]


def _doubled(chance: random.Random, data: bytes) -> bytes:
    start, end = _place(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _spliced(chance: random.Random, data: bytes) -> bytes:
    start, _ = _place(chance, data)
    return data[:start] + chance.choice(_ODD) * chance.choice((1, 1, 1, 3)) + data[start:]


def _recoded(chance: random.Random, data: bytes) -> bytes:
    """In another encoding than it says."""
    return data.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def _mixed(chance: random.Random, data: bytes) -> bytes:
    """Half in one encoding and half in another, as files pasted together are."""
    start, _ = _place(chance, data)
    rest = data[start:].decode("utf-8", "replace")
    return data[:start] + rest.encode(chance.choice(_ENCODINGS), "replace")


def _table(data: bytes) -> tuple[str, str, list[list[str]]]:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else "utf-8"
    text = data.decode(encoding, "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        rows = [line.split(delimiter) for line in text.splitlines()]
    return encoding, delimiter, rows


def _written(encoding: str, delimiter: str, rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def _rows_changed(chance: random.Random, data: bytes) -> bytes:
    """Rows shuffled, dropped, doubled, cut short or made longer; a column dropped or moved."""
    encoding, delimiter, rows = _table(data)
    if not rows:
        return data
    at = chance.randrange(len(rows))
    match chance.randrange(8):
        case 0:
            chance.shuffle(rows)
        case 1:
            del rows[at]
        case 2:
            rows.insert(chance.randrange(len(rows)), list(rows[at]))
        case 3:
            rows[at] = rows[at][: chance.randrange(len(rows[at]) + 1)]
        case 4:
            rows[at] = rows[at] + [""] * chance.randrange(3) + ["stray"]
        case 5:
            column = chance.randrange(max(map(len, rows)) or 1)
            rows = [row[:column] + row[column + 1 :] for row in rows]
        case 6:
            order = chance.sample(range(20), 20)
            rows = [[row[i] for i in order if i < len(row)] for row in rows]
        case _:
            rows[1:] = rows[1:] * chance.choice((2, 40))
    return _written(encoding, delimiter, rows)


def _cells_changed(chance: random.Random, data: bytes) -> bytes:
    encoding, delimiter, rows = _table(data)
    for _ in range(chance.choice((1, 3, 10))):
        row = chance.choice(rows) if rows else []
        if row:
            other = chance.choice(chance.choice(rows) or [""])
            odd = chance.choice(_ODD).decode("utf-8", "replace")
            row[chance.randrange(len(row))] = chance.choice(("", other, odd, other + odd))
    return _written(encoding, delimiter, rows)


def _tags_changed(chance: random.Random, data: bytes) -> bytes:
    """A tag dropped, doubled, or put in another's place."""
    tags = list(re.finditer(rb"<[^<>]*>", data))
    if not tags:
        return data
    one, other = chance.choice(tags), chance.choice(tags)
    put = chance.choice((b"", one[0] * 2, other[0], other[0] + one[0]))
    return data[: one.start()] + put + data[one.end() :]


def _numbers_changed(chance: random.Random, data: bytes) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    one = chance.choice(numbers)
    put = chance.choice((b"0", b"-1", b"1.5", b"", b"x", b"1048576", b"4294967296", b"9" * 25))
    return data[: one.start()] + put + data[one.end() :]


def _with_entities(chance: random.Random, data: bytes) -> bytes:
    """A document type with entities, which one of the texts then refers to."""
    start = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    entity = chance.choice((b">&c;", b">&e;", b">&#0;", b">&#x110000;"))
    body = data[start:].replace(b">", entity, chance.choice((1, 9)))
    return data[:start] + chance.choice(_ENTITIES) + body


def _archive(data: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(part, archive.read(part)) for part in archive.infolist()]
    except Exception:  # damaged before: anything may come out of it
        return []


def _packed(parts: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for part, content in parts:
            archive.writestr(part.filename, content, part.compress_type)
    return stream.getvalue()


def _inside_archive(chance: random.Random, data: bytes) -> bytes:
    """One part damaged, as if it were a file of its own; the archive is whole."""
    parts = _archive(data)
    if not parts:
        return _flipped(chance, data)
    at = chance.randrange(len(parts))
    part, content = parts[at]
    parts[at] = (part, chance.choice(_fitting(content))(chance, content) if content else b"x")
    return _packed(parts)


def _parts_changed(chance: random.Random, data: bytes) -> bytes:
    """A part dropped, doubled, renamed, exchanged with another or swollen."""
    parts = _archive(data)
    if not parts:
        return _cut(chance, data)
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    part, content = parts[at]
    match chance.randrange(5):
        case 0:
            del parts[at]
        case 1:
            parts.append((part, content))
        case 2:
            name = chance.choice(("../x.csv", "/etc/x.csv", "a" * 300, "xl/x.xml", "é\\x.csv"))
            parts[at] = (zipfile.ZipInfo(name), content)
        case 3:
            parts[at], parts[other] = (part, parts[other][1]), (parts[other][0], content)
        case _:
            swollen = zipfile.ZipInfo(part.filename)
            swollen.compress_type = zipfile.ZIP_DEFLATED
            parts[at] = (swollen, content + b" " * 22_000_000)
    return _packed(parts)
