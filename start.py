"""One command that sets everything up and starts it, on Linux, macOS and Windows, with nothing but Python.

    python start.py demo              install, then open the sample project
    python start.py test              install with what the tests need, then run them
    python start.py import FILE       anything else is handed on to qualcode

Everything goes into the folder `.venv` beside this file. The second time nothing is installed, and no network is
needed, unless the list of packages has changed. Written so that an old Python can read it and say what is needed.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
CONSTRAINTS = ROOT / "constraints.txt"
# Building our own package in place needs these; taken from the constraints like all else.
BUILD = ("hatchling", "editables")
# What may be set around us and would lead the virtual environment astray.
MISLEADING = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "PIP_TARGET", "PIP_PREFIX", "PIP_USER")


def main() -> int:
    """Install what is missing, then run what was asked for; the exit status."""
    problem = too_old() or parts_missing()
    if problem:
        return stop(problem)
    arguments = sys.argv[1:]
    testing = arguments[:1] == ["test"]
    if not installed(testing):
        problem = install(testing)
        if problem:
            return stop(problem)
        tell_what_next()
    if testing:
        os.chdir(str(ROOT))
        return run(["-m", "pytest", *spread(arguments[1:]), *arguments[1:]])
    return run(["-m", "qualcode", *arguments])


def stop(problem: str) -> int:
    """Say what is in the way."""
    print(problem, file=sys.stderr)
    return 1


def too_old() -> str:
    """What to say where this Python is too old; nothing where it is not."""
    if sys.version_info >= NEEDED:
        return ""
    found = ".".join(map(str, sys.version_info[:3]))
    newer = next((name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)), "")
    advice = "Get it from https://www.python.org/downloads/ and try again."
    if newer:
        advice = f"You have a newer one: type {newer} start.py ..."
    return f"Python {NEEDED[0]}.{NEEDED[1]} or later is needed, this is {found}.\n{advice}"


def parts_missing() -> str:
    """What to say where Python came without the parts that make virtual environments, as on Debian and Ubuntu."""
    if PYTHON.exists() or (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        return ""
    version = ".".join(map(str, sys.version_info[:2]))
    return (
        "This Python cannot make virtual environments: its parts venv and ensurepip are missing.\n"
        f"On Debian and Ubuntu they are added with: sudo apt install python{version}-venv"
    )


def stamp(testing: bool) -> Path:
    """The file that says what is installed."""
    return VENV / ("qualcode-tests-installed" if testing else "qualcode-installed")


def wanted() -> str:
    """What has to be installed, as a hash: the packages named, their versions, and where the checkout lies."""
    digest = hashlib.sha256(os.fsencode(str(ROOT)))
    for path in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def installed(testing: bool) -> bool:
    """Whether everything is there already."""
    return PYTHON.exists() and stamp(testing).exists() and stamp(testing).read_text("ascii") == wanted()


def install(testing: bool) -> str:
    """Make the virtual environment and fill it; what went wrong, or nothing."""
    print(f"Preparing qualcode in {VENV} (once; it takes a few minutes).", flush=True)
    for kind in (False, True):
        if stamp(kind).exists():
            stamp(kind).unlink()
    if not has_pip():
        made = subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)], env=surroundings())
        if made != 0 or not has_pip():
            return f"The virtual environment could not be made in {VENV}; the reason stands above."
    packages = requirements() if testing else []
    failed = pip([*BUILD, *packages]) or pip(["--no-build-isolation", "--editable", str(ROOT)])
    if failed:
        return (
            "The packages could not be installed; the reason stands above.\n"
            "The first time a connection to the internet is needed. Nothing is broken: simply try again."
        )
    for kind in {False, testing}:
        stamp(kind).write_text(wanted(), "ascii")
    return ""


def has_pip() -> bool:
    """Whether the virtual environment is there and whole."""
    if not PYTHON.exists():
        return False
    quiet = subprocess.DEVNULL
    return subprocess.call([str(PYTHON), "-m", "pip", "--version"], stdout=quiet, stderr=quiet, env=surroundings()) == 0


def pip(arguments: "list[str]") -> int:
    """Run pip's `install` under our constraints; its exit status."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--constraint", str(CONSTRAINTS)]
    home = os.environ.get("USERPROFILE" if WINDOWS else "HOME")
    if home and not os.access(home, os.W_OK):
        # Without a home there is no place for a cache, and pip would warn of it.
        command.append("--no-cache-dir")
    if not sys.stdout.isatty():
        command.append("--quiet")
    return subprocess.call(command + arguments, env=surroundings(), cwd=str(ROOT))


def requirements() -> "list[str]":
    """What the tests need, from pyproject.toml; not every pip can read it from there."""
    import tomllib

    return list(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["dev"])


def surroundings() -> "dict[str, str]":
    """The environment without what would lead astray, and with the name under which qualcode is called from here."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    kept["QUALCODE_COMMAND"] = program()
    return kept


def program() -> str:
    """How qualcode is called from the present folder once it is installed."""
    path = SCRIPTS / "qualcode"
    shown = str(path.relative_to(Path.cwd())) if Path.cwd() in path.parents else str(path)
    return f'"{shown}"' if " " in shown else shown


def tell_what_next() -> None:
    """Say how to go on from here."""
    print("\nqualcode is ready. From now on type in this folder, for example:")
    for line in ("--help", "new my-project.qualcode", "-p my-project.qualcode import interview.docx"):
        print(f"  {program()} {line}")
    print("", flush=True)


def spread(arguments: "list[str]") -> "list[str]":
    """Let the whole suite run on all processors; a part of it, or a debugger, runs faster on one."""
    whole = all(argument.startswith("-") for argument in arguments)
    own = any(argument.startswith(("-n", "--numprocesses", "--pdb", "--trace")) for argument in arguments)
    return ["-n", "auto", "--dist", "worksteal"] if whole and not own and (os.cpu_count() or 1) > 1 else []


def run(arguments: "list[str]") -> int:
    """Run the environment's Python in our place, so that keys and signals go straight to it."""
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(str(PYTHON), [str(PYTHON), *arguments], surroundings())
    child = subprocess.Popen([str(PYTHON), *arguments], env=surroundings())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # The child has heard it too and knows what to do.
            continue


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
