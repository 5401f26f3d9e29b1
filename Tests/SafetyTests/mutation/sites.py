"""Finds every place of a Swift file that a mutant can change, and writes the file with all of them in it.

The expressions are found here, token by token: comparisons, arithmetic, boolean operators, ranges and
constants. Conditions, labels of switches and removed lines are found in statements.py.
"""

import re
from collections import Counter
from dataclasses import dataclass

from runtime import INFIX, infix, name_of, prefix_not
from statements import Statements
from tokens import OPENING, tokens_of


@dataclass
class Mutant:
    number: int
    file: str
    line: int
    code: str
    change: str
    place: int = 1

    @property
    def key(self):
        return (self.file, self.code, self.change, self.place)


class Sites(Statements):
    """One file with its mutants, its changed text and the operators that this needs."""

    def __init__(self, file, text, first, cases):
        self.file, self.source, self.next, self.cases = file, text, first, cases
        self.tokens = tokens_of(text)
        self.lines = text.splitlines()
        self.mutants, self.edits, self.operators = [], [], []
        self.left_out = Counter()
        self.patterns = set()
        self.declares_without_value = set(
            re.findall(r"^\s+(?:public )?(?:var|let) (\w+): [^={\n]*$", text, re.MULTILINE))
        self.walk_declarations()
        self.walk_expressions()

    def text(self, at):
        return self.tokens[at].text if at < len(self.tokens) else ""

    def mutant(self, at, *changes):
        """Takes as many numbers as there are changes; answers the first."""
        first = self.next
        for change in changes:
            token = self.tokens[at]
            self.mutants.append(Mutant(
                self.next, self.file, token.line, self.lines[token.line - 1].strip(), change))
            self.next += 1
        return first

    # Edits of one place: what ends there, inner before outer; what begins there, outer before inner; and
    # what is replaced. Statements are walked before expressions, so the outer edit is the earlier one.

    def insert_after(self, at, text):
        self.edits.append((self.tokens[at].end, 0, -len(self.edits), 0, text))

    def insert_before(self, at, text):
        self.edits.append((self.tokens[at].start, 1, len(self.edits), 0, text))

    def replace(self, first, last, text):
        start = self.tokens[first].start
        self.edits.append((start, 2, 0, self.tokens[last].end - start, text))

    def wrap(self, first, last, before, after):
        self.insert_before(first, before)
        self.insert_after(last, after)

    def source_of(self, first, last):
        return self.source[self.tokens[first].start:self.tokens[last].end]

    def changed(self):
        """The text of the file with every mutant in it."""
        pieces, done = [], 0
        for position, _, _, length, text in sorted(self.edits):
            assert position >= done, f"{self.file}: two changes of the same text at {text}"
            pieces += [self.source[done:position], text]
            done = position + length
        text = "".join(pieces) + self.source[done:]
        text = re.sub(
            r"enum (\w+): UInt8, BitwiseCopyable", r"enum \1: UInt8, CaseIterable, BitwiseCopyable", text)
        return text.replace("@_noAllocation\n", "\n")

    def find(self, at, *wanted):
        """The next token at this depth that is one of `wanted`."""
        depth, first = 0, at
        while at < len(self.tokens):
            text = self.text(at)
            if depth == 0 and text in wanted:
                return at
            depth += (text in OPENING) - (text in OPENING.values())
            at += 1
        raise ValueError(f"{self.file}:{self.tokens[first].line}: none of {wanted} follows")

    # Expressions.

    def walk_expressions(self):
        for at, token in enumerate(self.tokens):
            before = self.text(at - 1) if at else ""
            if token.kind == "operator":
                self.operator(at, token, before)
            elif token.kind == "number" and self.text(at + 1) != "..<" and before != "$":
                if "." in token.text or "e" in token.text:
                    number = self.mutant(at, f"another number than {token.text}")
                    self.replace(at, at, f"replaced({number}, {token.text})")
                else:
                    # Below 0 a number without sign would only crash.
                    changes = [f"{token.text} + 1", f"{token.text} - 1"]
                    word = "raised" if token.text == "0" else "shifted"
                    number = self.mutant(at, *changes[:1 if word == "raised" else 2])
                    self.replace(at, at, f"{word}({number}, {token.text})")
            elif token.text in ("true", "false") and token.kind == "word":
                other = "false" if token.text == "true" else "true"
                number = self.mutant(at, f"{token.text} -> {other}")
                self.replace(at, at, f"flipped({number}, {token.text})")
            elif token.text == "." and self.text(at + 1) in self.cases and at not in self.patterns:
                if token.spaced_before or before in ("(", "["):
                    name = self.text(at + 1)
                    number = self.mutant(at, f".{name} -> its neighbour")
                    self.wrap(at, at + 1, f"neighbour({number}, ", ")")

    def operator(self, at, token, before):
        is_infix = token.spaced_before and token.spaced_after or token.text == "..<"
        if is_infix and token.text in INFIX:
            changes = INFIX[token.text][2]
            spoken = [f"{token.text} -> {change}" for change in changes]
            number = self.mutant(at, *spoken)
            self.replace(at, at, name_of(token.text, number))
            self.operators.append(infix(token.text, number))
        elif token.text == "!" and not is_infix and not token.spaced_after:
            if token.spaced_before or before in ("(", "["):
                number = self.mutant(at, "! forgotten")
                self.replace(at, at, name_of("!", number))
                self.operators.append(prefix_not(number))
