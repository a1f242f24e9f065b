"""A warm process that makes suggestions, so that the screen never waits for spaCy and never shares its memory.

Importing this loads no spaCy. The process is started when first wanted, handles one request at a time, and ends with
its parent, however that ends. It prints nothing, logs nothing, and ignores Ctrl-C: what is told and what is stopped
is decided here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import pickle
import queue
import signal
import threading
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Literal

from qualcode.errors import QualcodeError, Refused
from qualcode.model.message import N_, Message
from qualcode.suggest.values import Answer, Request, name_of

Status = Literal["off", "starting", "ready", "failed"]

# What may go wrong in reading a text, as far as anybody can know. Anything else ends the process, which is told too.
_FAILURES = (
    QualcodeError,
    ArithmeticError,
    AttributeError,
    ImportError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class SuggestionsFailed(Refused):
    """The worker process could not answer; coding goes on without suggestions."""

    code = "suggestions-failed"
    sentence = N_("No suggestions could be made: {reason}.")
    hint = N_("Coding works without them. Ask again, or see what is installed with: pip show spacy")


@dataclass(frozen=True, slots=True)
class Warm:
    """The request to load what reading these languages needs."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request failed, in words that hold nothing of any text."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Job:
    pickled: bytes
    future: Future[Answer]


def _job(request: Request | Warm) -> _Job:
    # Pickled where it is asked for, so that what cannot be pickled fails there and not in the thread.
    return _Job(pickle.dumps(request), Future())


class SuggestionWorker:
    """Owns the process and one thread that talks to it. Its methods return at once and may be called from any thread.

    `languages` are loaded at the start already. After `close` nothing can be asked any more.
    """

    def __init__(self, languages: tuple[str, ...] = ()) -> None:
        self._languages = languages
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._busy = False
        self._cancelled = False
        self._closed = False
        self._status: Status = "off"

    @property
    def status(self) -> Status:
        """`off` before the start and after the end, `starting`, `ready`, or `failed` (asking again starts anew)."""
        return self._status

    @property
    def process_id(self) -> int | None:
        """The operating system's number for the process, while there is one."""
        process = self._process
        return process.pid if process else None

    def start(self) -> None:
        """Begin to load, so that the first answer comes sooner."""
        if self._status in ("off", "failed"):
            self._put(_job(Warm(self._languages)))

    def submit(self, request: Request) -> Future[Answer]:
        """Ask; the answer comes in the future. A failure is a `SuggestionsFailed`, a cancellation `CancelledError`.

        `future.cancel()` works as long as the request waits for its turn; `cancel()` also stops the one under way.
        """
        job = _job(request)
        self._put(job)
        return job.future

    def cancel(self) -> None:
        """Drop all that was asked. The process is killed if it is at work; the next request starts a new one."""
        self._drain()
        with self._lock:
            if self._busy:
                self._cancelled = True
                if self._process is not None:
                    self._process.kill()

    def close(self) -> None:
        """End the process and the thread, dropping all that was asked. May be called again."""
        with self._lock:
            self._closed = True
        self.cancel()
        self._jobs.put(None)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._status = "off"

    def _put(self, job: _Job) -> None:
        with self._lock:
            if self._closed:
                job.future.cancel()
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="suggestions", daemon=True)
                self._thread.start()
            if self._process is None:
                self._status = "starting"
            self._jobs.put(job)

    def _drain(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is not None:
                    job.future.cancel()

    def _work(self) -> None:
        """The thread: a job at a time, to the process and back."""
        if hasattr(signal, "pthread_sigmask"):
            # Inherited by the process, so that Ctrl-C cannot reach it before it has begun to ignore it.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while (job := self._jobs.get()) is not None:
            if job.future.set_running_or_notify_cancel():
                self._do(job)
        self._forget()

    def _do(self, job: _Job) -> None:
        with self._lock:
            self._busy, self._cancelled = not self._closed, self._closed
        reply: Answer | Failure | None = None
        try:
            if not self._cancelled:
                reply = self._ask(job.pickled)
        except (EOFError, OSError, RuntimeError, ValueError):
            # The pipe broke: killed by `cancel`, by the system for lack of memory, or by a fault of a library. Or the
            # process could not be started: multiprocessing says that with the last two.
            self._forget()
        with self._lock:
            self._busy = False
            cancelled = self._cancelled
        if cancelled:
            # Also where it was killed just after it had answered.
            self._forget()
            self._status = "off"
            job.future.set_exception(CancelledError())
        elif isinstance(reply, Answer):
            self._status = "ready"
            job.future.set_result(reply)
        else:
            self._status = "failed"
            reason = reply.reason if reply else Message(N_("the process that makes them ended unexpectedly"))
            job.future.set_exception(SuggestionsFailed(reason=reason))

    def _ask(self, pickled: bytes) -> Answer | Failure:
        if self._process is not None and not self._process.is_alive():
            self._forget()  # it died while it had nothing to do
        if self._connection is None:
            self._connection = self._launch()
        self._connection.send_bytes(pickled)
        reply: Answer | Failure = self._connection.recv()
        return reply

    def _launch(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), name="qualcode-suggestions", daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            # With our copy of the other end open, its death would never be noticed.
            theirs.close()
        with self._lock:
            self._process = process
            if self._cancelled:
                process.kill()
        return ours

    def _forget(self) -> None:
        """Let go of a process that is gone or going."""
        with self._lock:
            process, self._process = self._process, None
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()


def serve(connection: Connection) -> None:
    """The process: answer what comes through `connection` until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _fall_silent()
    _end_with_parent()
    with contextlib.suppress(EOFError, OSError):
        while True:
            request: Request | Warm = connection.recv()
            connection.send(_reply(request))


def _reply(request: Request | Warm) -> Answer | Failure:
    """The answer, or why there is none, told without a word of any text."""
    try:
        from qualcode.suggest import run

        if isinstance(request, Warm):
            for language in request.languages:
                run.warm(language)
            return Answer(())
        return run.answer(request)
    except _FAILURES as error:
        return Failure(name_of(error))


def _fall_silent() -> None:
    """Send all output, also that of libraries in C, to nowhere: the terminal belongs to the screen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


def _end_with_parent() -> None:
    """End at once when the parent is gone, also in the midst of a request."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        multiprocessing.connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
