"""Walks the blocks of a Swift file for the mutants that change statements.

Conditions that never or always hold, labels of a switch that go to another case, and lines that are
removed. What the compiler would not take (a stored property without a first value, the exit of a `guard`,
the last `return`) is counted and left out.
"""

from tokens import OPENING


class Statements:
    """The part of a file's sites that walks its declarations, blocks and statements."""

    def walk_declarations(self):
        at = 0
        while at < len(self.tokens):
            word, before = self.text(at), self.text(at - 1) if at else ""
            if word in ("func", "init") and before != ".":
                opening = self.find(at + 1, "{")
                header = [self.text(index) for index in range(at, opening)]
                at = self.block(opening + 1, word, "->" in header)
            elif word == "var":
                at = self.find(at + 1, "=", "{", "var", "let", "func", "init", "case", "}", "public")
                if self.text(at) == "{":
                    at = self.block(at + 1, "var", True)
                    continue
            else:
                at += 1

    def block(self, at, kind, has_value):
        """Walks statements up to the closing brace; answers the token after it."""
        at, statements = self.statements(at, kind, has_value)
        self.removals(statements, kind, has_value)
        return at + 1

    def statements(self, at, kind, has_value, ends=("}",)):
        found = []
        while self.text(at) not in ends:
            first, word = at, self.text(at)
            if word in ("if", "guard"):
                at = self.branch(at, kind)
            elif word == "for":
                opening = self.find(at, "{", "where")
                if self.text(opening) == "where":
                    condition, opening = opening + 1, self.find(opening, "{")
                    number = self.mutant(condition, "where always", "where never")
                    self.wrap(condition, opening - 1, f"kept({number}, alive({number + 1}) && (", "))")
                at = self.block(opening + 1, "for", False)
            elif word == "switch":
                at = self.switch(at, has_value)
            else:
                at = self.simple(at)
            found.append((first, at - 1))
        return at, found

    def simple(self, at):
        """The token after a statement that is no branch: the next line that is not indented deeper."""
        column, depth = self.tokens[at].column, 0
        while True:
            depth += (self.text(at) in OPENING) - (self.text(at) in OPENING.values())
            at += 1
            if depth == 0 and self.text(at) == "}":
                return at
            is_new_line = self.tokens[at].line > self.tokens[at - 1].line
            if depth == 0 and is_new_line and self.tokens[at].column <= column:
                return at

    def branch(self, at, kind):
        word = self.text(at)
        opening = self.find(at + 1, "{" if word == "if" else "else")
        change = "never" if word == "if" else "always exits"
        self.insert_after(at, f" alive({self.mutant(at, change)}),")
        clause = at + 1
        while clause < opening:
            after = min(self.find(clause, ",", "{", "else"), opening)
            self.clause(clause, after - 1)
            clause = after + 1
        if word == "guard":
            return self.block(opening + 2, "guard", False)
        at = self.block(opening + 1, "if", False)
        while self.text(at) == "else":
            at = self.branch(at + 1, kind) if self.text(at + 1) == "if" else self.block(
                at + 2, "else", False)
        return at

    def clause(self, first, last):
        """One condition of an `if` or `guard`. Those that bind a name cannot be dropped."""
        if self.text(first) not in ("let", "var", "case"):
            number = self.mutant(first, f"`{self.source_of(first, last)}` dropped")
            self.wrap(first, last, f"kept({number}, ", ")")
            return
        equals = self.find(first, "=")
        if self.text(first) == "case":
            self.patterns.update(range(first, equals))
            pattern = self.source_of(first + 1, equals - 1)
            subject = self.source_of(equals + 1, last)
            number = self.mutant(first, f"`{self.source_of(first, last)}` dropped")
            self.replace(first, last, f"kept({number}, ({subject}) == ({pattern}))")
        else:
            self.left_out["condition that binds a name, dropped"] += 1

    def switch(self, at, has_value):
        """Every label in turn goes to the last case (those of the last case to the first)."""
        at = self.find(at, "{") + 1
        cases = []
        while self.text(at) != "}":
            colon = self.find(at, ":")
            self.patterns.update(range(at, colon))
            labels, label = [], at + 1
            while label < colon and self.text(at) == "case":
                after = min(self.find(label, ",", ":"), colon)
                labels.append((label, after - 1))
                label = after + 1
            is_plain = all(self.text(i) != "where" for i in range(at, colon))
            end, found = self.statements(colon + 1, "case", has_value, ("case", "default", "}"))
            self.removals(found, "case", has_value)
            cases.append((labels, is_plain, (colon + 1, end - 1)))
            at = end
        self.labels(cases, at)
        return at + 1

    def labels(self, cases, closing):
        if not all(is_plain for _, is_plain, _ in cases):
            self.left_out["label of a switch with `where`"] += sum(len(c[0]) for c in cases)
            return
        has_default = not cases[-1][0]
        of_last = []
        for index, (labels, _, _) in enumerate(cases):
            for first, last in labels:
                change = f"{self.source_of(first, last)} goes to another case"
                number = self.mutant(first, change)
                self.insert_after(last, f" where alive({number})")
                if index == len(cases) - 1:
                    of_last.append(str(number))
        if not has_default:
            bodies = [self.source_of(*cases[index][2]) for index in (0, -1)]
            self.insert_before(
                closing,
                f"default: if [{', '.join(of_last)}].contains(mutation) {{ {bodies[0]} }}"
                f" else {{ {bodies[1]} }}\n")

    def removals(self, statements, kind, has_value):
        """Removes each statement of a block that the compiler can do without."""
        for index, (first, last) in enumerate(statements):
            word = self.text(first)
            if word in ("if", "guard", "for", "switch", "let", "var"):
                continue
            is_only, is_last = len(statements) == 1, index == len(statements) - 1
            if is_only and kind == "if":
                continue  # the same as the branch that is never taken
            if word in ("return", "continue", "break"):
                if kind == "if" and not is_only:
                    self.remove(first, last)
                else:
                    self.left_out["last `return`, `continue` or `break` of a block"] += 1
            elif self.is_removable(first, last, is_only and has_value, kind):
                self.remove(first, last)

    def is_removable(self, first, last, is_result, kind):
        depth, assigns = 0, False
        for at in range(first, last + 1):
            assigns |= depth == 0 and self.text(at) in ("=", "+=", "-=", "|=")
            depth += (self.text(at) in OPENING) - (self.text(at) in OPENING.values())
        if assigns:
            target = self.text(first + 2) if self.text(first) == "self" else self.text(first)
            if kind == "init" and target in self.declares_without_value:
                self.left_out["first value of a stored property"] += 1
                return False
            return True
        if is_result or self.text(last) != ")" or not self.text(first)[0].islower():
            return False
        if self.source_of(first, first + 2) == "self.init":
            self.left_out["call of another initialiser"] += 1
            return False
        return True

    def remove(self, first, last):
        self.wrap(first, last, f"if alive({self.mutant(first, 'removed')}) {{ ", " }")
