"""A small arithmetic reader for formulas: + − × ÷, brackets, figures and named variables; exact, no ``eval``.

Grammar: ``sum = product {(+|-) product}``, ``product = factor {(*|/) factor}``,
``factor = [-] (figure | name | "(" sum ")")``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from workflow_app.errors import Unreadable
from workflow_app.figures import number
from workflow_app.scoring.outcome import NoTargetGroup
from workflow_app.thai import arabic, digits

LONGEST = 500
DEEPEST = 30
TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([^\W\d][\w\u0e30-\u0e4e]*)|([-+*/()]))")
SAME_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-"})


@dataclass(frozen=True)
class Step:
    """One part of a formula: a figure, a variable, or an operator with its parts; ``text`` is how it was written."""

    sign: str
    parts: tuple[Step, ...] = ()
    figure: Fraction = Fraction(0)
    text: str = ""


class Reader:
    """Walks over the tokens of one expression."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    def peek(self) -> str:
        """The next token, empty at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        """The next token; ``Unreadable`` at the end."""
        token = self.peek()
        if not token:
            raise Unreadable("สูตรจบก่อนครบ ให้ตรวจเครื่องหมายและวงเล็บท้ายสูตร")
        self.place += 1
        return token

    def chain(self, level: int) -> Step:
        """A sum (level 0) or a product (level 1), read from left to right."""
        if level == 2:
            return self.factor()
        found = self.chain(level + 1)
        while self.peek() and self.peek() in ("+-", "*/")[level]:
            sign = self.take()
            right = self.chain(level + 1)
            found = Step(sign, (found, right), text=f"{found.text} {sign} {right.text}")
        return found

    def factor(self) -> Step:
        """A figure, a name, a bracket, or minus one of these."""
        token = self.take()
        if token == "-":
            return self.nested(self.factor, "-{}", "neg")
        if token == "(":
            inner = self.nested(lambda: self.chain(0), "({})", "(")
            if self.take() != ")":
                raise Unreadable("วงเล็บในสูตรไม่ครบคู่")
            return inner
        if token in "+*/)":
            raise Unreadable(f"เครื่องหมาย {token} อยู่ผิดที่ในสูตร")
        if token[0].isdigit():
            return Step("figure", figure=Fraction(number(token)), text=token)
        return Step("name", text=token)

    def nested(self, read: Callable[[], Step], pattern: str, sign: str) -> Step:
        """A part inside brackets or after a minus, not nested too deeply."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(digits(f"สูตรมีวงเล็บซ้อนกันเกิน {DEEPEST} ชั้น"))
        inner = read()
        self.depth -= 1
        return Step(sign, (inner,), text=pattern.format(inner.text))


def parse(text: str) -> Step:
    """The expression as a tree. Raises ``Unreadable`` saying what is wrong with it."""
    written = arabic(text).translate(SAME_SIGNS)
    if len(written) > LONGEST:
        raise Unreadable(digits(f"สูตรยาวเกิน {LONGEST} ตัวอักษร"))
    reader = Reader(_tokens(written))
    found = reader.chain(0)
    if reader.peek():
        raise Unreadable(f"อ่านสูตรไม่ได้ตั้งแต่ {reader.peek()}")
    return found


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if match is None:
            raise Unreadable(f"สูตรมีเครื่องหมายที่ใช้ไม่ได้: {text[place:].strip()[:1]}")
        tokens.append(match.group().strip())
        place = match.end()
    return tokens


def names(step: Step) -> set[str]:
    """The variables that the expression uses."""
    found = {step.text} if step.sign == "name" else set()
    return found.union(*(names(part) for part in step.parts))


def evaluate(step: Step, variables: Mapping[str, Fraction]) -> Fraction:
    """The value, exact. Raises ``NoTargetGroup`` for a division by zero, ``KeyError`` for a missing variable."""
    if step.sign == "figure":
        return step.figure
    if step.sign == "name":
        return variables[step.text]
    values = [evaluate(part, variables) for part in step.parts]
    if step.sign == "/" and values[1] == 0:
        raise NoTargetGroup(step.parts[1].text)
    return OPERATIONS[step.sign](*values)


OPERATIONS: dict[str, Callable[..., Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "neg": lambda inner: -inner,
    "(": lambda inner: inner,
}
