"""Inference: what follows from the asserted facts by the OWL 2 RL rules that the ontology uses.

``compile_rules`` reads the ontology (closed once by owlrl), ``close`` applies the rules to the data.
"""

from __future__ import annotations

from kg.closing.closure import Closure, close
from kg.closing.compiling import Rules, compile_rules
from kg.closing.consistency import Inconsistency
from kg.closing.rules import RULES, Rule
from kg.closing.state import Proof

__all__ = ["RULES", "Closure", "Inconsistency", "Proof", "Rule", "Rules", "close", "compile_rules"]
