"""`python -m tests.bench`: measures, prints the table, writes JSON where asked to."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.bench import Bench, tell
from tests.bench.report import as_document, as_table
from tests.bench.rows import ROWS, measured

LEAST = 25
BUSY = 0.5


def main() -> int:
    """Zero also where targets are missed: this is a report, not a test."""
    options = _options()
    rows = options.only or list(ROWS)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    if load is not None and load > BUSY:
        tell(f"this machine has other work to do (load {load:.1f}): the ratios will waver")
    with TemporaryDirectory(prefix="jdflow-bench-") as folder:
        bench = Bench(Path(folder), options.size, options.rounds)
        outcomes = {row: measured(bench, row) for row in rows}
    found = {row: lines for row, (lines, _) in outcomes.items()}
    sys.stdout.write(f"{as_table(found)}\n")
    if options.json is not None:
        document = json.dumps(as_document(found, options.size, options.rounds, load), ensure_ascii=False, indent=2)
        options.json.write_text(f"{document}\n", encoding="utf-8")
    return 0 if all(well for _, well in outcomes.values()) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="positions in the corpus")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side is measured")
    parser.add_argument("--only", choices=ROWS, action="append", metavar="ROW", help=f"one of: {', '.join(ROWS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures too")
    options = parser.parse_args()
    if options.size < LEAST or options.rounds < 1:
        parser.error(f"at least {LEAST} positions and one round are needed")
    return options


if __name__ == "__main__":
    sys.exit(main())
