"""The Swift side of the mutants: the switch that is read once, and one operator for each place.

An operator in the code becomes an operator of its own with the same precedence, so that no operand has
to be found: `a >= b` turns into `a >=<arrows> b`, and the arrows are the number of the site.
"""

ARROWS = "←↑→↓↔↕↖↗↘↙"

# Precedence, generic parameter and what each operator turns into. `left` and `right` keep one side.
INFIX = {
    "<": ("ComparisonPrecedence", "T: Comparable", ["<=", ">="]),
    "<=": ("ComparisonPrecedence", "T: Comparable", ["<", ">"]),
    ">": ("ComparisonPrecedence", "T: Comparable", [">=", "<="]),
    ">=": ("ComparisonPrecedence", "T: Comparable", [">", "<"]),
    "==": ("ComparisonPrecedence", "T: Equatable", ["!="]),
    "!=": ("ComparisonPrecedence", "T: Equatable", ["=="]),
    "+": ("AdditionPrecedence", "T: AdditiveArithmetic", ["-"]),
    "-": ("AdditionPrecedence", "T: AdditiveArithmetic", ["+"]),
    "*": ("MultiplicationPrecedence", "T: FloatingPoint", ["/"]),
    "/": ("MultiplicationPrecedence", "T: FloatingPoint", ["*"]),
    "&": ("MultiplicationPrecedence", "T: BinaryInteger", ["|"]),
    "|": ("AdditionPrecedence", "T: BinaryInteger", ["&"]),
    "<<": ("BitwiseShiftPrecedence", "T: BinaryInteger", [">>"]),
    "&&": ("LogicalConjunctionPrecedence", None, ["||", "left", "right"]),
    "||": ("LogicalDisjunctionPrecedence", None, ["&&", "left", "right"]),
    "+=": ("AssignmentPrecedence", "T: AdditiveArithmetic", ["-="]),
    "..<": ("RangeFormationPrecedence", "T: Strideable", ["skips the first", "skips the last"]),
}

HEAD = """\
// What the mutants share. Written by mutate.py; `MUTANT` names the one that lives in this run.

import Glibc

/// The number of the mutant of this run; 0 is the code as it stands in the repository.
let mutation: Int = getenv("MUTANT").flatMap { Int(String(cString: $0)) } ?? 0

/// False while the mutant removes something.
func alive(_ number: Int) -> Bool { mutation != number }

/// A condition, or true while the mutant drops it.
func kept(_ number: Int, _ condition: Bool) -> Bool { mutation == number || condition }

/// A condition, or the other one.
func flipped(_ number: Int, _ condition: Bool) -> Bool { (mutation == number) != condition }

/// A number, or one more.
func raised<T: Numeric>(_ number: Int, _ value: T) -> T {
  mutation == number ? value + 1 : value
}

/// A number, or one more, or one less.
func shifted<T: Numeric>(_ number: Int, _ value: T) -> T {
  switch mutation {
  case number: value + 1
  case number + 1: value - 1
  default: value
  }
}

/// A number with a fraction, or 1 for 0 and 0 for any other.
func replaced(_ number: Int, _ value: Double) -> Double {
  mutation != number ? value : value == 0 ? 1 : 0
}

/// A case of an enum, or the next one.
func neighbour<T: CaseIterable & Equatable>(_ number: Int, _ value: T) -> T {
  guard mutation == number else { return value }
  let all = Array(T.allCases)
  let place = all.firstIndex(of: value)!
  return all[(place + 1) % all.count]
}

"""


def name_of(operator, number):
    """The operator of one site: its own text and its number in arrows."""
    return operator + "".join(ARROWS[int(digit)] for digit in str(number))


def prefix_not(number):
    """The `!` of one site, which its mutant forgets."""
    name = name_of("!", number)
    return (f"prefix operator {name}\n"
            f"prefix func {name} (value: Bool) -> Bool {{ (mutation == {number}) == value }}\n")


def infix(operator, number):
    """An infix operator of one site with its mutants `number`, `number + 1` and so on."""
    precedence, generic, changes = INFIX[operator]
    name = name_of(operator, number)
    lines = [f"infix operator {name}: {precedence}"]
    if operator in ("&&", "||"):
        lines.append(f"func {name} (a: Bool, b: @autoclosure () -> Bool) -> Bool {{")
    elif operator == "+=":
        lines.append(f"func {name} <{generic}>(a: inout T, b: T) {{")
    elif operator == "<<":
        lines.append(f"func {name} <{generic}, U: BinaryInteger>(a: T, b: U) -> T {{")
    elif operator == "..<":
        lines.append(
            f"func {name} <{generic}>(a: T, b: T) -> Range<T> where T.Stride: SignedInteger {{")
    else:
        result = "Bool" if precedence == "ComparisonPrecedence" else "T"
        lines.append(f"func {name} <{generic}>(a: T, b: T) -> {result} {{")
    lines.append("  switch mutation {")
    right = "b()" if operator in ("&&", "||") else "b"
    for step, change in enumerate(changes):
        wanted = f"  case {number + step}"
        if change == "left":
            lines.append(f"{wanted}: a")
        elif change == "right":
            lines.append(f"{wanted}: {right}")
        elif change == "skips the first":
            lines.append(f"{wanted} where a < b: a.advanced(by: 1)..<b")
        elif change == "skips the last":
            lines.append(f"{wanted} where a < b: a..<b.advanced(by: -1)")
        else:
            lines.append(f"{wanted}: a {change} {right}")
    lines += [f"  default: a {operator} {right}", "  }", "}", ""]
    return "\n".join(lines)
