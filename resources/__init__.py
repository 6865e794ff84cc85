"""Data files that ship with Engage: icons, lexicon, stop words, sample exercise."""

from pathlib import Path


def path_of(name: str) -> Path:
    """Where the data file `name` is, e.g. "lexicon/overrides.csv".

    Raises:
        FileNotFoundError: no such file ships with Engage.
    """
    path = Path(__file__).parent / name
    if not path.exists():
        raise FileNotFoundError(f"no resource called {name}")
    return path
