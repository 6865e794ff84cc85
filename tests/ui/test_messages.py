import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from engage_app.errors import FileInUse
from engage_app.progress import Cancelled
from ui.messages import Message, Tone, explain, install_exception_hook


@pytest.fixture
def _hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def fault() -> Exception:
    """An exception of ours whose text holds a respondent's words."""
    words = "my name is Jo and I live in Barrow"
    try:
        raise ValueError(f"could not read {words!r}")
    except ValueError as error:
        return error


def test_what_an_officer_can_mend_is_said_as_it_is() -> None:
    error = FileInUse("“report.docx” is open.", action="Close it there, then try again.")

    assert explain(error) == Message(
        Tone.ERROR, "“report.docx” is open.", "Close it there, then try again."
    )


def test_a_cancelled_job_needs_no_message() -> None:
    assert explain(Cancelled()) is None


def test_a_fault_of_ours_is_an_apology_with_a_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "engage"):
        message = explain(fault())

    assert message is not None
    assert message.text.startswith("Sorry")
    assert message.reference in message.advice
    assert message.reference in caplog.text
    assert "Traceback" not in message.text + message.advice


def test_the_log_says_where_but_holds_no_respondents_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "engage"):
        explain(fault())

    logged = "".join(record.getMessage() for record in caplog.records)
    assert "ValueError" in logged
    assert "test_messages.py" in logged
    assert "in fault" in logged
    assert "Barrow" not in logged


@pytest.mark.usefixtures("_hooks")
def test_what_nobody_caught_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    shown: list[Message] = []
    install_exception_hook(shown.append)
    error = fault()

    sys.excepthook(type(error), error, error.__traceback__)

    assert [message.tone for message in shown] == [Tone.ERROR]


@pytest.mark.usefixtures("_hooks")
def test_what_nobody_caught_in_a_thread_is_logged_but_touches_no_widget(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shown: list[Message] = []
    install_exception_hook(shown.append)

    def work() -> None:
        raise fault()

    with caplog.at_level(logging.ERROR, "engage"):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert shown == []
    assert "fault" in caplog.text


@pytest.mark.usefixtures("_hooks")
def test_a_cancelled_job_that_nobody_caught_is_silent() -> None:
    shown: list[Message] = []
    install_exception_hook(shown.append)

    sys.excepthook(Cancelled, Cancelled(), None)

    assert shown == []
