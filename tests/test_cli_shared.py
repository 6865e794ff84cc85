"""Standard output is ours alone."""

import json
import subprocess
import sys

LOUD = """
import ctypes, os
from engage_app.cli_shared import only_our_words, print_json

print("before")
with only_our_words():
    print("from Python")
    os.write(1, b"from a library\\n")
    ctypes.CDLL("ucrtbase" if os.name == "nt" else None).puts(b"held back")
print_json({"tables": []})
os.write(1, b"after\\n")
"""


def test_what_a_library_writes_below_python_does_not_spoil_the_document() -> None:
    """A C library knows only the file descriptor; afterwards the output is what it was."""
    done = subprocess.run([sys.executable, "-c", LOUD], capture_output=True, text=True, check=True)
    before, *document, after = done.stdout.splitlines()
    assert (before, after) == ("before", "after")
    assert json.loads("\n".join(document)) == {"tables": []}
    assert sorted(done.stderr.splitlines()) == ["from Python", "from a library", "held back"]


def test_without_standard_output_nothing_is_redirected() -> None:
    """As in a window started without a terminal."""
    quiet = "import sys; sys.__stdout__ = None\n" + LOUD
    done = subprocess.run([sys.executable, "-c", quiet], capture_output=True, text=True, check=True)
    assert "from a library" in done.stdout
