"""A reader that ends the executor which runs it, once; executors import it by its name."""

import os
import signal
from pathlib import Path

from kg.model import Article, Reading
from tests.kg.factories import read_name


def read_and_kill_once(article: Article, ontology: Path) -> Reading:
    """Read the article; the first l… to come here takes its executor's virtual machine with it."""
    if not article.id.startswith("l"):
        return read_name(article, ontology)
    try:
        (ontology / "killed").touch(exist_ok=False)
    except FileExistsError:
        return read_name(article, ontology)
    daemon = Path(f"/proc/{os.getppid()}/stat").read_text("utf-8").rpartition(")")[2].split()
    os.kill(int(daemon[1]), signal.SIGKILL)
    raise AssertionError("the executor is still there")


def fail_at_one(article: Article, ontology: Path) -> Reading:
    """Read every article but a7."""
    if article.id == "a7":
        raise ValueError("this one is too much")
    return read_name(article, ontology)
