#!/usr/bin/env python3
"""How late the scan thread wakes, next to cyclictest (Debian: rt-tests) under the same load.

Both run in turns, so that what else the computer does meets both. Each pair of runs gives a ratio of
the 99th percentiles; the median of the ratios is the figure. Load, unless --no-load, is one busy
process for each core. Times are in microseconds.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys

INTERVAL = 10_000
WIDEST = 200_000


def ours(program, seconds, policy):
    """Lateness of the scan thread: p50, p99 and the longest."""
    text = subprocess.run(
        [program, str(seconds), policy], check=True, capture_output=True, text=True).stdout
    found = re.search(r"lateness p50 (\d+) p99 (\d+) p99\.9 \d+ max (\d+)", text)
    return tuple(int(number) for number in found.groups())


def theirs(seconds, policy):
    """Lateness of cyclictest, from its histogram."""
    priority = ["-p", "50"] if policy == "fifo" else []
    text = subprocess.run(
        ["cyclictest", "-q", "-m", "-t", "1", "-i", str(INTERVAL), "-D", str(seconds),
         "-h", str(WIDEST), *priority], check=True, capture_output=True, text=True).stdout
    counts = {int(late): int(count) for late, count in re.findall(r"^(\d{6}) (\d+)$", text, re.M)}
    beyond = int(re.search(r"# Histogram Overflows: (\d+)", text).group(1))
    longest = int(re.search(r"# Max Latencies: (\d+)", text).group(1))
    total = sum(counts.values()) + beyond

    def quantile(share):
        seen = 0
        for late in sorted(counts):
            seen += counts[late]
            if seen >= share * total:
                return late
        return longest

    return quantile(0.5), quantile(0.99), longest


def compare(program, seconds, runs, policy):
    """Alternating runs, and what came of them."""
    print(f"lateness, {policy}, {runs} alternating runs of {seconds} s, p50/p99/max in us")
    ratios = []
    for _ in range(runs):
        one, other = ours(program, seconds, policy), theirs(seconds, policy)
        ratios.append(one[1] / max(other[1], 1))
        print(f"  scan thread {one[0]:5}/{one[1]:5}/{one[2]:6}   "
              f"cyclictest {other[0]:5}/{other[1]:5}/{other[2]:6}   p99 ratio {ratios[-1]:.2f}",
              flush=True)
    print(f"  median of the p99 ratios {statistics.median(ratios):.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built loop-bench")
    parser.add_argument("--seconds", type=int, default=5, help="length of a run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-load", action="store_true")
    choice = parser.parse_args()
    if shutil.which("cyclictest") is None:
        sys.exit("cyclictest is not there; on Debian: apt install rt-tests")
    busy = [sys.executable, "-c", "while True: pass"]
    load = [] if choice.no_load else [
        subprocess.Popen(busy) for _ in range(os.cpu_count() or 1)]
    try:
        for policy in ["fifo", "other"]:
            compare(choice.program, choice.seconds, choice.runs, policy)
    finally:
        for process in load:
            process.kill()


if __name__ == "__main__":
    main()
