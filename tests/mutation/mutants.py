"""Mutants of sim/model: one operator or constant of one line changed."""
import dataclasses
import hashlib
import re
from pathlib import Path

FLIPPED = {
    "+": "-", "-": "+", "*": "/", "/": "*", "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=",
    "<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "==",
    "&": "|", "|": "&", "&&": "||", "||": "&&", "&=": "|=", "|=": "&=",
}  # fmt: skip
# clang-format puts blanks around binary operators, and none around template brackets, references and signs.
OPERATOR = re.compile(r"(?<= )(" + "|".join(re.escape(o) for o in sorted(FLIPPED, key=len, reverse=True)) + r")(?= |$)")
CALL = re.compile(r"(?<![\w:.])(min|max)(?=\()")
NOT = re.compile(r"(?<![\w)])!(?=[\w(])")
NUMBER = re.compile(r"(?<![\w.<])(\d+\.\d*f?|\d+)(?![\w.])")
HIDDEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"', re.S)
NO_CODE = re.compile(r"\s*(#|static_assert|using |template|enum |namespace |extern )")


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str  # from the root of the project
    start: int  # offsets of what is replaced
    end: int
    old: str
    new: str
    line: int
    text: str  # the line, trimmed
    nth: int  # which of the same change in the same line of text this is, in the file

    def key(self):
        """Stays the same while the line does, wherever it moves."""
        return (self.file, self.text, f"{self.old} -> {self.new}", str(self.nth))

    def applied(self, source):
        return source[: self.start] + self.new + source[self.end :]


def changed_number(text):
    """A whole number plus one; any other times 1.25, and 0 becomes 1."""
    if "." not in text:
        return str(int(text) + 1)
    suffix = "f" if text.endswith("f") else ""
    value = float(text.rstrip("f"))
    return repr(1.25 * value if value else 1.0) + suffix


def changes(code):
    """(start, end, new) of every change of a line of code."""
    for m in OPERATOR.finditer(code):
        yield m.start(), m.end(), FLIPPED[m.group()]
    for m in CALL.finditer(code):
        yield m.start(), m.end(), {"min": "max", "max": "min"}[m.group()]
    for m in NOT.finditer(code):
        yield m.start(), m.end(), ""
    for m in NUMBER.finditer(code):
        yield m.start(), m.end(), changed_number(m.group())


def mutants_of(root, file):
    source = (Path(root) / file).read_text()
    code = HIDDEN.sub(lambda m: re.sub(r"[^\n]", "\0", m.group()), source)
    found, seen, offset = [], {}, 0
    for number, line in enumerate(code.splitlines(keepends=True), 1):
        if not NO_CODE.match(line):
            for start, end, new in sorted(changes(line)):
                text = source[offset : offset + len(line)].strip()
                old = line[start:end]
                nth = seen[text, old, new] = seen.get((text, old, new), 0) + 1
                found.append(Mutant(file, offset + start, offset + end, old, new, number, text, nth))
        offset += len(line)
    return found


def files_of_model(root):
    model = Path(root) / "sim/model"
    files = [*model.glob("*.cpp"), *model.glob("kernel/*.cpp"), *model.glob("kernel/*.hpp")]
    return sorted(str(f.relative_to(root)) for f in files)


def sample(root, count, seed, least=5):
    """For each file its mutants in the order in which they are tried, and how many of them: a share by their number,
    `least` at least or all that there are. What does not compile is passed over. The order is by a hash of each mutant, so
    that those of other lines stay when one changes."""
    of_file = {file: mutants_of(root, file) for file in files_of_model(root)}
    of_file = {file: found for file, found in of_file.items() if found}
    total = sum(len(found) for found in of_file.values())
    order = {}
    for file, found in of_file.items():
        found.sort(key=lambda m: hashlib.sha256(f"{seed} {m.key()}".encode()).digest())
        order[file] = (found, min(len(found), max(least, round(count * len(found) / total))))
    return order
