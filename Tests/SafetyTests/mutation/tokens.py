"""Swift as tokens: as much of the language as the house style of this repository uses.

A token knows its place, its line and column, and whether blanks stand around it; in formatted code that
tells an infix operator from a prefix one and from the angle brackets of a generic type.
"""

import re
from dataclasses import dataclass

PATTERN = re.compile(r"""
    (?P<comment>//[^\n]*)
  | (?P<string>"(?:[^"\\\n]|\\.)*")
  | (?P<number>\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)
  | (?P<word>[@\#]?[A-Za-z_]\w*)
  | (?P<operator>\.\.<|\.\.\.|[-+*/%<>=!&|^~?]+)
  | (?P<mark>[(){}\[\],:;.$])
""", re.VERBOSE)

OPENING = {"(": ")", "[": "]", "{": "}"}


@dataclass
class Token:
    kind: str
    text: str
    start: int
    end: int
    line: int
    column: int
    spaced_before: bool
    spaced_after: bool


def tokens_of(text):
    """All tokens of a Swift file but its comments."""
    found = []
    starts = [0] + [hit.end() for hit in re.finditer("\n", text)]
    line = 0
    for hit in PATTERN.finditer(text):
        while line + 1 < len(starts) and starts[line + 1] <= hit.start():
            line += 1
        if hit.lastgroup == "comment":
            continue
        found.append(Token(
            hit.lastgroup, hit.group(), hit.start(), hit.end(), line + 1, hit.start() - starts[line],
            text[hit.start() - 1:hit.start()].isspace() or hit.start() == 0,
            text[hit.end():hit.end() + 1].isspace() or hit.end() == len(text)))
    return found
