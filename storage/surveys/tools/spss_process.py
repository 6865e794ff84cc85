"""SPSS files are parsed in a process of their own: a damaged one may bring a parser in C down.

The window, and the workspace it holds open, then go on; the officer gets a sentence.
"""

from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from engage_app.errors import SurveyFileError
from storage.surveys.tools.spss_cells import SpssFile, damaged, read_spss

_PATIENCE = 300.0  # seconds; 100,000 responses to 200 questions take about a minute
_GRACE = 5.0  # seconds for a process that has answered to end


def read_apart(path: Path) -> SpssFile:
    """All of a file, as `read_spss` reads it.

    Raises:
        SurveyFileError: it is damaged, breaks off, or would fill the memory.
    """
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, path), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(_PATIENCE):
            process.kill()
            raise damaged(path, "it was not read in time")
        answer = receiver.recv()
    except EOFError as error:
        raise damaged(path, "its parser ended without an answer") from error
    finally:
        receiver.close()
        _end(process)
    if isinstance(answer, SpssFile):
        return answer
    message, action, detail = answer
    raise SurveyFileError(message, action=action, detail=detail)


def _end(process: BaseProcess) -> None:
    process.join(_GRACE)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def _answer(sender: Connection, path: Path) -> None:
    """What the process does: send the file, or the sentence with which it is refused."""
    try:
        sender.send(read_spss(path))
    except SurveyFileError as refusal:
        sender.send((refusal.message, refusal.action, refusal.detail))
    except Exception as error:  # whatever damaged bytes come to mean
        broken = damaged(path, f"{type(error).__name__}: {error}")
        sender.send((broken.message, broken.action, broken.detail))
    finally:
        sender.close()
