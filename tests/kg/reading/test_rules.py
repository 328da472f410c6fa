"""The list of rules: none vanishes, each says what it reads and what it must not."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from kg.reading.rules import RULES, Rule

COMMITTED = Path(__file__).with_name("rules.txt")

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


def quoted(rule: Rule, word: str) -> str | None:
    """The sentence that the docstring gives after "Reads:" or "Not:"."""
    match = re.search(rf"^{word}: [\"“](.+?)[\"”]", inspect.getdoc(rule) or "", re.DOTALL | re.MULTILINE)
    return " ".join(match[1].split()) if match else None


def test_the_rules_are_those_of_the_committed_list_in_its_order() -> None:
    assert [rule.__name__ for rule in RULES] == COMMITTED.read_text("utf-8").split()


def test_no_rule_stands_twice() -> None:
    assert len(set(RULES)) == len(RULES)


@each_rule
def test_a_rule_says_first_what_it_asserts(rule: Rule) -> None:
    first = (inspect.getdoc(rule) or "").split("\n\n")[0]
    assert first.endswith(".") and not first.startswith(("Reads:", "Not:"))


@each_rule
def test_a_rule_gives_a_sentence_that_it_reads(rule: Rule) -> None:
    sentence = quoted(rule, "Reads")
    assert sentence is not None and len(sentence.split()) >= 5


@each_rule
def test_a_rule_gives_a_near_miss_that_it_must_not_read(rule: Rule) -> None:
    sentence = quoted(rule, "Not")
    assert sentence is not None and len(sentence.split()) >= 5


@each_rule
def test_the_near_miss_is_not_what_it_reads(rule: Rule) -> None:
    assert quoted(rule, "Reads") != quoted(rule, "Not")
