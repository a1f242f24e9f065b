"""The process that makes suggestions: asked, cancelled, killed, orphaned; and what it must never do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from qualcode.suggest.values import Request, Source
from qualcode.suggest.worker import SuggestionsFailed, SuggestionWorker

ROOT = Path(__file__).parents[2]
CUES = {"en": (("economic/employment", "paid work"),)}
LONG = "I like it here and I stay on. " * 500_000


def asking(text: str = "I have paid work. ") -> Request:
    return Request(("d1",), (Source("d1", "en", text),), CUES)


def alive(process: int | None) -> bool:
    if process is None:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not come"
        time.sleep(0.02)


def status(worker: SuggestionWorker) -> str:
    return worker.status


@pytest.fixture(scope="module")
def worker() -> Iterator[SuggestionWorker]:
    made = SuggestionWorker(("en",))
    assert status(made) == "off" and made.process_id is None
    made.start()
    assert status(made) == "starting"
    wait_for(lambda: status(made) == "ready")
    yield made
    process = made.process_id
    made.close()
    made.close()
    assert status(made) == "off" and not alive(process)
    assert made.submit(asking()).cancelled()


def test_questions_are_answered_one_after_another(worker: SuggestionWorker) -> None:
    futures = [worker.submit(asking(f"Now I have paid work {n}.")) for n in range(5)]
    assert [future.result(60).suggestions[0].quote for future in futures] == [
        f"Now I have paid work {n}." for n in range(5)
    ]
    assert status(worker) == "ready"


def test_a_fault_comes_back_as_an_error_without_a_word_of_the_text(worker: SuggestionWorker) -> None:
    faulty = Request(("d1",), (Source("d1", "en", "My secret."),), {"en": (("x", "*secret*"),)})
    with pytest.raises(SuggestionsFailed) as caught:
        worker.submit(faulty).result(60)
    assert "TermFault" in str(caught.value.message) and "ecret" not in str(caught.value.message)
    assert worker.submit(asking()).result(60).suggestions


def test_what_cannot_be_sent_fails_where_it_is_asked(worker: SuggestionWorker) -> None:
    with pytest.raises((TypeError, AttributeError)):
        worker.submit(Request((), (), {"en": (lambda: None,)}))  # type: ignore[dict-item]  # the fault under test
    assert worker.submit(asking()).result(60).suggestions


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_does_not_reach_it(worker: SuggestionWorker) -> None:
    worker.submit(asking()).result(60)
    process = worker.process_id
    assert process is not None
    os.kill(process, signal.SIGINT)
    assert worker.submit(asking("Still paid work.")).result(60).suggestions
    assert worker.process_id == process


def test_what_is_under_way_can_be_cancelled_and_the_next_question_is_answered(worker: SuggestionWorker) -> None:
    worker.submit(asking()).result(60)
    process = worker.process_id
    under_way, waiting = worker.submit(asking(LONG)), worker.submit(asking())
    wait_for(under_way.running)
    assert waiting.cancel()
    began = time.monotonic()
    worker.cancel()
    with pytest.raises(CancelledError):
        under_way.result(10)
    assert time.monotonic() - began < 5
    wait_for(lambda: not alive(process))
    assert worker.submit(asking()).result(60).suggestions
    assert worker.process_id != process


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_process_that_dies_is_told_and_replaced(worker: SuggestionWorker) -> None:
    worker.submit(asking()).result(60)
    under_way = worker.submit(asking(LONG))
    wait_for(under_way.running)
    assert worker.process_id is not None
    os.kill(worker.process_id, signal.SIGKILL)
    with pytest.raises(SuggestionsFailed, match="ended unexpectedly"):
        under_way.result(10)
    assert status(worker) == "failed"
    assert worker.submit(asking()).result(60).suggestions
    assert status(worker) == "ready"
    os.kill(worker.process_id, signal.SIGKILL)
    time.sleep(0.5)
    # One that died while it had nothing to do is replaced without a word.
    assert worker.submit(asking()).result(60).suggestions


SCRIPT = """
import sys, time
from qualcode.suggest.values import Request, Source
from qualcode.suggest.worker import SuggestionWorker

if __name__ == "__main__":
    worker = SuggestionWorker()
    text = "I have paid work. " * {repeats}
    future = worker.submit(Request(("d1",), (Source("d1", "en", text),), {{"en": (("x", "paid work"),)}}))
    if {wait}:
        print(len(future.result(60).suggestions))
    else:
        while worker.process_id is None or not future.running():
            time.sleep(0.01)
    print("spacy" in sys.modules, worker.process_id, flush=True)
    {after}
"""


def script(folder: Path, **parts: object) -> list[str]:
    path = folder / "program.py"
    path.write_text(SCRIPT.format(**parts))
    return [sys.executable, str(path)]


def test_the_parent_never_loads_spacy_and_need_not_close(tmp_path: Path) -> None:
    done = subprocess.run(
        script(tmp_path, repeats=2, wait=True, after=""),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    count, loaded, process = done.stdout.split()
    assert (count, loaded, done.stderr) == ("2", "False", "")
    wait_for(lambda: not alive(int(process)))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_it_ends_with_its_parent_in_the_midst_of_work(tmp_path: Path) -> None:
    command = script(tmp_path, repeats=1_000_000, wait=False, after="time.sleep(600)")
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        process = int(parent.stdout.readline().split()[1])
        assert alive(process)
        time.sleep(1)  # so that the child is past its birth
        parent.kill()
    wait_for(lambda: not alive(process))
