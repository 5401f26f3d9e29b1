#!/usr/bin/env python3
"""Tests the tests of Safety: every small change of the code must turn a test red.

    Tests/SafetyTests/mutate.py                     every mutant; this is `make mutate`
    Tests/SafetyTests/mutate.py --file Gate.swift   the mutants of one file
    Tests/SafetyTests/mutate.py --list              names them and runs none
    Tests/SafetyTests/mutate.py --only 17 98        runs these numbers and shows which test went red

One copy of Plant, Safety and its tests is built, in which every place that can be changed asks a number
that the environment gives (mutant schemata). So all mutants cost one build, and each one a run of the
tests, ended by its first red one. A test run that crashes or outlives its time counts as red too.

A survivor is a missing test, or code that makes no difference and should go, or a change that cannot be
seen. The last kind stands in mutation/equivalents.csv with its proof in one sentence, named by file, line
of code and change; an entry that fits no survivor is an error. The exit code is 1 when a mutant survives
without a proof, or more than 3 in 100 need one. SWIFT names the swift command (default `swift`); the
copy lives in --scratch (default .build-mutate), nothing else in the tree is touched.
"""

import argparse
import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "mutation"))

from runtime import HEAD  # noqa: E402
from sites import Sites  # noqa: E402

ROOT = HERE.parents[1]
MODULE = "Sources/Safety"
PROOFS = HERE / "mutation" / "equivalents.csv"
MOST_EQUIVALENTS = 0.03
MANIFEST = """\
// swift-tools-version: 6.1
import PackageDescription
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let package = Package(
  name: "Mutants",
  targets: [
    .target(name: "Plant", swiftSettings: settings),
    .target(name: "Safety", dependencies: ["Plant"], swiftSettings: settings),
    .testTarget(
      name: "SafetyTests", dependencies: ["Plant", "Safety"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6])
"""


def names_of_cases():
    """Names that mean a case of a plain enum, and nothing else, anywhere in Plant and Safety."""
    cases, others = set(), set()
    for folder in ["Sources/Plant", MODULE]:
        for path in sorted((ROOT / folder).glob("*.swift")):
            text = path.read_text()
            others |= set(re.findall(r"static (?:var|let|func) (\w+)", text))
            for hit in re.finditer(r"enum \w+: UInt(?:8|16)[^{]*\{(.*?)\n\s*\}", text, re.DOTALL):
                for line in re.findall(r"^\s*case ([\w, ]+)", hit.group(1), re.MULTILINE):
                    cases |= {name.strip() for name in line.split(",")}
    return cases - others


def all_mutants():
    """The changed files of the module, the mutants, and how many changes were left out and why."""
    cases, files, mutants, operators = names_of_cases(), {}, [], []
    left_out, seen, number = Counter(), Counter(), 1
    for path in sorted((ROOT / MODULE).glob("*.swift")):
        sites = Sites(path.name, path.read_text(), number, cases)
        number = sites.next
        files[path.name] = sites.changed()
        for mutant in sites.mutants:
            seen[mutant.key] += 1
            mutant.place = seen[mutant.key[:3] + (1,)]
        mutants += sites.mutants
        operators += sites.operators
        left_out += sites.left_out
    files["Mutants.swift"] = HEAD + "\n".join(operators)
    return files, mutants, left_out


def built_package(folder, files):
    """Writes the copy with all mutants and builds its tests; answers the program that runs them."""
    if folder.exists():
        for part in ["Sources", "Tests"]:
            shutil.rmtree(folder / part, ignore_errors=True)
    shutil.copytree(ROOT / "Sources/Plant", folder / "Sources/Plant")
    (folder / MODULE).mkdir(parents=True)
    for name, text in files.items():
        (folder / MODULE / name).write_text(text)
    tests = folder / "Tests/SafetyTests"
    tests.mkdir(parents=True)
    for path in HERE.glob("*.swift"):
        shutil.copy(path, tests)
    (folder / "Package.swift").write_text(MANIFEST)
    swift = shlex.split(os.environ.get("SWIFT", "swift"))
    flags = ["build", "-c", "release", "-Xswiftc", "-enable-testing"]
    ran = subprocess.run(
        swift + flags + ["--build-tests"], cwd=folder, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    if ran.returncode != 0:
        sys.exit(ran.stdout + "\nthe copy with the mutants does not build")
    where = subprocess.run(
        swift + flags + ["--show-bin-path"], cwd=folder, text=True, stdout=subprocess.PIPE,
        check=True)
    return Path(where.stdout.strip()) / "MutantsPackageTests.xctest"


def verdict_on(number, tests, seconds):
    """`killed`, `timed out` or `SURVIVED`, and what the first red test said."""
    environment = {**os.environ, "MUTANT": str(number), "SWIFT_BACKTRACE": "enable=no"}
    run = subprocess.Popen(
        ["timeout", "-s", "KILL", str(seconds), tests, "--testing-library", "swift-testing",
         "--no-parallel"],
        env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = ""
    for line in run.stdout:
        if "recorded an issue" in line:
            run.terminate()
            run.wait()
            return "killed", re.sub(r"\x1b\[\d+m", "", line).strip()
        said = line.strip() or said
    code = run.wait()
    if code == 0 and "Test run with" in said:
        return "SURVIVED", ""
    return ("timed out", "") if code in (124, 137, -9) else ("killed", f"crash {code}: {said}")


def known_equivalents():
    with open(PROOFS, newline="") as file:
        return {
            (row["file"], row["code"], row["change"], int(row["place"])): row["proof"]
            for row in csv.DictReader(file)}


def reported(mutants, verdicts, proofs, seconds, left_out, is_whole):
    """Prints the account; answers the exit code."""
    counts = Counter(verdicts[mutant.number][0] for mutant in mutants)
    alive = [mutant for mutant in mutants if verdicts[mutant.number][0] == "SURVIVED"]
    proven = [mutant for mutant in alive if proofs.get(mutant.key)]
    idle = set(proofs) - {mutant.key for mutant in proven} if is_whole else set()
    for mutant in alive:
        if mutant not in proven:
            print(f"SURVIVED {mutant.number} {mutant.file}:{mutant.line}: {mutant.code}"
                  f"  [{mutant.change}]" + (f" place {mutant.place}" * (mutant.place > 1)))
    for key in sorted(idle):
        print(f"listed as equivalent, but no survivor: {key}")
    share = len(proven) / max(len(mutants), 1)
    print(f"{len(mutants)} mutants: {counts['killed']} killed, {counts['timed out']} outlived their "
          f"time, {len(proven)} equivalent with a proof ({share:.1%}), "
          f"{len(alive) - len(proven)} survived; {seconds:.0f} s")
    if is_whole:
        print("no mutant where the compiler allows none: " + ", ".join(
            f"{count} x {what}" for what, count in sorted(left_out.items())))
    too_many = is_whole and share > MOST_EQUIVALENTS
    return 1 if len(alive) > len(proven) or idle or too_many else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file", help="only this file of the module")
    parser.add_argument("--only", type=int, nargs="+", help="only these numbers")
    parser.add_argument("--list", action="store_true", help="name every mutant and run none")
    parser.add_argument("--scratch", type=Path, default=ROOT / ".build-mutate", help="where to build")
    options = parser.parse_args()

    began = time.monotonic()
    files, mutants, left_out = all_mutants()
    if options.list:
        for mutant in mutants:
            print(f"{mutant.number} {mutant.file}:{mutant.line}: {mutant.code}  [{mutant.change}]")
        return 0
    tests = built_package(options.scratch, files)
    first = time.monotonic()
    verdict, said = verdict_on(0, tests, 300)
    if verdict != "SURVIVED":
        print(f"{said}\nthe tests are red without any mutant: make them green first")
        return 2
    limit = max(20, int(20 * (time.monotonic() - first)))
    chosen = [
        mutant for mutant in mutants
        if options.file in (None, mutant.file)
        and (options.only is None or mutant.number in options.only)]
    with ThreadPoolExecutor(2) as pool:
        verdicts = dict(zip(
            [mutant.number for mutant in chosen],
            pool.map(lambda mutant: verdict_on(mutant.number, tests, limit), chosen)))
    if options.only:
        for mutant in chosen:
            print(mutant.number, *verdicts[mutant.number])
    return reported(
        chosen, verdicts, known_equivalents(), time.monotonic() - began, left_out,
        len(chosen) == len(mutants))


if __name__ == "__main__":
    sys.exit(main())
