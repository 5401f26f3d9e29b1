#!/usr/bin/env python3
"""Tests the tests of Safety: changes one token of the module at a time and expects a red test.

    Tests/SafetyTests/mutate.py                       15 mutants of seed 1
    Tests/SafetyTests/mutate.py --seed 7 --count 40   another sample; the same seed gives the same one
    Tests/SafetyTests/mutate.py --file Gate.swift     mutants of one file only
    Tests/SafetyTests/mutate.py --count 0 --list      names every mutant and runs none

The environment variable SWIFT names the swift command (default `swift`). Nothing in the working tree
is touched: the mutants live in a temporary copy of the package that holds Plant and Safety only. A
mutant that does not compile is replaced by the next one of the sample. The exit code is 1 when a
mutant survives. A survivor is a missing test, or code that makes no difference and should go.
"""

import argparse
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE = Path("Sources/Safety")

# What is replaced by what, within one line of code.
TOKENS = [
    (r" <= ", " < "), (r" >= ", " > "), (r" < ", " <= "), (r" > ", " >= "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"),
    (r" \+ ", " - "), (r" - ", " + "), (r" \+= ", " -= "),
    (r"(?<=[\s(])!(?=[\w(])", ""), (r"\b0\b", "1"), (r"\b1\b", "2"),
]
STATEMENT = re.compile(r"^\s+[a-z][\w.\[\]]*( [-+|]?= .*[^{(,]|\(.*\))$")
EARLY = re.compile(r"^\) \{$|^\s*(public |fileprivate |private |mutating )*func [^>]*\) \{$")


def mutants_of(path):
    """Every mutant of a file: line number, what changes, and the new lines of the file."""
    lines = (ROOT / path).read_text().splitlines()
    is_table = path.name == "InterlockTable.swift"
    for number, line in enumerate(lines):
        code = line.split("//")[0]
        if not code.strip() or code.startswith("import") or is_table:
            continue
        for pattern, replacement in TOKENS:
            for hit in re.finditer(pattern, code):
                changed = line[: hit.start()] + replacement + line[hit.end():]
                yield number + 1, line.strip(), changed.strip(), lines, number, changed
        if STATEMENT.match(code.rstrip()):
            yield number + 1, line.strip(), "(dropped)", lines, number, ""
        if EARLY.match(code.rstrip()):
            changed = line + " if Int.max > 0 { return }"
            yield number + 1, line.strip(), "(returns early)", lines, number, changed


def copied_package(folder):
    """A copy of the package that holds what the tests of Safety need."""
    for part in ["Sources/Plant", "Sources/Safety", "Tests/SafetyTests"]:
        shutil.copytree(ROOT / part, folder / part)
    (folder / "Tests/PlantTests").mkdir()
    (folder / "Tests/PlantTests/Nothing.swift").write_text("import Plant\n")
    manifest = (ROOT / "Package.swift").read_text()
    (folder / "Package.swift").write_text(
        manifest.replace('.unsafeFlags(["-warnings-as-errors"]),', ""))


def swift(folder, *arguments):
    """Runs swift in the copy. True when it succeeds; an endless test counts as a red one."""
    command = shlex.split(os.environ.get("SWIFT", "swift")) + list(arguments)
    try:
        ran = subprocess.run(
            command, cwd=folder, env={**os.environ, "H2Q_ONLY": "Safety"}, timeout=900,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except subprocess.TimeoutExpired:
        return False, "timed out"
    return ran.returncode == 0, ran.stdout


def verdict_on(mutant, path, folder):
    """`killed`, `SURVIVED`, or None when the mutant does not compile."""
    lines, place, changed = mutant[3:]
    original = (ROOT / path).read_text()
    (folder / path).write_text("\n".join(lines[:place] + [changed] + lines[place + 1:]) + "\n")
    builds, _ = swift(folder, "build", "--build-tests")
    is_green = builds and swift(folder, "test", "--skip-build", "--filter", "SafetyTests")[0]
    (folder / path).write_text(original)
    if not builds:
        return None
    return "SURVIVED" if is_green else "killed"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--count", type=int, default=15, help="how many mutants")
    parser.add_argument("--file", help="only this file of the module")
    parser.add_argument("--list", action="store_true", help="name every mutant")
    options = parser.parse_args()

    files = sorted(p.relative_to(ROOT) for p in (ROOT / MODULE).glob("*.swift"))
    files = [p for p in files if options.file in (None, p.name)]
    sample = [(path, mutant) for path in files for mutant in mutants_of(path)]
    if options.list:
        for path, mutant in sample:
            print(f"{path.name}:{mutant[0]}: {mutant[1]}  ->  {mutant[2]}")
    random.Random(options.seed).shuffle(sample)
    print(f"{len(sample)} mutants, sample of {options.count} with seed {options.seed}")
    if options.count == 0:
        return 0

    results = {"killed": 0, "SURVIVED": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied_package(folder)
        is_green, output = swift(folder, "test", "--filter", "SafetyTests")
        if not is_green:
            print(output)
            print("the tests are red without any mutant: make them green first")
            return 2
        for path, mutant in sample:
            if sum(results.values()) == options.count:
                break
            verdict = verdict_on(mutant, path, folder)
            if verdict is None:
                continue
            results[verdict] += 1
            print(f"{verdict:8} {path.name}:{mutant[0]}: {mutant[1]}  ->  {mutant[2]}", flush=True)
    print(f"{results['killed']} killed, {results['SURVIVED']} survived")
    return 1 if results["SURVIVED"] else 0


if __name__ == "__main__":
    sys.exit(main())
