#!/usr/bin/env python3
"""Which lines of Safety its own tests run: one line for each file, and every line that no test reached.

    Tests/SafetyTests/coverage.py     this is `make coverage`

The exit code is 1 when a line was not reached. SWIFT names the swift command (default `swift`), --scratch
says where to build (default .build-coverage).
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE = "Sources/Safety/"


def unreached(segments):
    """The lines at which code begins that was never run. A segment is line, column, count, has count."""
    return sorted({line for line, _, count, has_count, is_entry, *_ in segments
                   if has_count and is_entry and count == 0})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scratch", default=".build-coverage", help="where to build")
    options = parser.parse_args()
    command = shlex.split(os.environ.get("SWIFT", "swift")) + [
        "test", "--scratch-path", options.scratch, "--enable-code-coverage"]
    environment = {**os.environ, "H2Q_ONLY": "Safety"}
    ran = subprocess.run(
        command + ["--filter", "SafetyTests"], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if ran.returncode != 0:
        sys.exit(ran.stdout)
    where = subprocess.run(
        command + ["--show-codecov-path"], cwd=ROOT, env=environment, text=True, check=True,
        stdout=subprocess.PIPE).stdout.strip()
    report = json.loads(Path(where).read_text())["data"][0]

    lines = covered = regions = regions_covered = 0
    for file in report["files"]:
        name = file["filename"].removeprefix(f"{ROOT}/")
        if not name.startswith(MODULE):
            continue
        count = file["summary"]["lines"]
        region = file["summary"]["regions"]
        lines, covered = lines + count["count"], covered + count["covered"]
        regions += region["count"]
        regions_covered += region["covered"]
        print(f"{count['percent']:6.1f} % of {count['count']:4} lines  {name}")
        for line in unreached(file["segments"]):
            print(f"         line {line}: no test reaches code that begins here")
    if lines == 0:
        sys.exit("no line of Safety was counted")
    print(f"{100 * covered / lines:6.1f} % of {lines:4} lines of Safety ({lines - covered} not reached),"
          f" {100 * regions_covered / regions:.1f} % of {regions} regions")
    return 0 if covered == lines else 1


if __name__ == "__main__":
    sys.exit(main())
