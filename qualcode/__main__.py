"""`python -m qualcode`."""

from qualcode.cli.main import run

if __name__ == "__main__":
    run()
