"""Commands on plain CSV files, without a workspace."""
# ruff: noqa: T201 - a command line prints

import argparse
import sys
from pathlib import Path

_LONG = 5000  # texts; below it is done in half a minute


def redact(chosen: argparse.Namespace) -> int:
    """Propose what to cover in the texts of a CSV file."""
    from engage_app.services import batch_redact

    texts, found = batch_redact.find_in_file(
        Path(chosen.texts), Path(chosen.out), column=chosen.column
    )
    print(f"{found} personal details proposed in {texts} texts.")
    return 0


def suggest(chosen: argparse.Namespace) -> int:
    """Suggest themes for the texts of a CSV file."""
    from engage_app.services import batch_suggest

    count = batch_suggest.suggest_file(
        Path(chosen.texts),
        Path(chosen.out),
        coded=Path(chosen.coded) if chosen.coded else None,
        codebook=Path(chosen.codebook) if chosen.codebook else None,
        top=max(1, chosen.top),
        with_embeddings=not chosen.without_embeddings,
        progress=_tell,
    )
    print(f"Themes suggested for {count} texts.")
    return 0


def _tell(done: int, total: int) -> None:
    """How far a long job is, where somebody may be waiting."""
    if done and total >= _LONG:
        print(f"{done:,} of {total:,}", file=sys.stderr)
