"""`python -m benchmarks [NAME ...]`: measure and print; NAME is one of `cases.CASES`, such as start, screen, matrix."""

from __future__ import annotations

import sys

from benchmarks.cases import CASES
from benchmarks.measure import Measured, table


def main(names: list[str]) -> int:
    """Run the named cases, all unless named, and print the table; 1 where a target was missed."""
    unknown = [name for name in names if name not in CASES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(CASES)}", file=sys.stderr)
        return 2
    results: list[Measured] = []
    for name in names or CASES:
        print(f"{name} …", file=sys.stderr, flush=True)
        results += CASES[name]()
    print(table(results))
    return 0 if all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
