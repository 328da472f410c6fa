"""How well real articles are read, by source: python tests/bench/bench_quality.py [SHARED]

Needs the folder with the real articles and their scorer, which is no part of this project (default:
../shared). Tables: the dev articles by the paper that they come from, on which the rules were
written; and the rounds of articles of the genre for which ``genre_gold`` holds the facts, by year.
Builds and asks through the product.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = ("officials", "posts", "bodies", "meetings", "participations", "directives", "personnel", "figures")


def main() -> None:
    """Print the tables."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parents[2] / "shared")
    scorer = shared / "gold" / "score.py"
    if not scorer.exists():
        sys.exit(f"No scorer at {scorer}: name the folder with the real articles.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dev = {
            entry["id"]: entry["publisher"] for entry in read_lines((shared / "dev/index.jsonl").read_text())
        }
        answers = ask(shared / "dev", folder / "dev")
        show("dev, by source", shared / "gold/dev", answers, dev, scorer, folder)
        for gold in sorted((HERE / "genre_gold").iterdir()):
            texts = folder / gold.name
            years = write_genre(shared / "unlabelled/genre.jsonl.gz", gold, texts)
            answers = ask(texts, folder / f"{gold.name}-data")
            show(f"genre, {gold.name} round, by year", gold, answers, years, scorer, folder)


def read_lines(text: str) -> list[dict[str, str]]:
    """The records of a text of JSON lines."""
    return [json.loads(line) for line in text.splitlines() if line]


def write_genre(source: Path, gold: Path, folder: Path) -> dict[str, str]:
    """Write the articles for which ``gold`` holds facts as text files; their years by id."""
    folder.mkdir()
    wanted = {path.stem for path in gold.glob("*.json")}
    years = {"baomoi": "2013", "vnexpress": "2020", "tuoitre": "2024", "tienphong": "2025"}
    found = {}
    for record in read_lines(gzip.decompress(source.read_bytes()).decode()):
        if record["id"] in wanted:
            (folder / f"{record['id']}.txt").write_text(record["text"], encoding="utf-8")
            found[record["id"]] = years[record["id"].split("-")[0]]
    return found


def ask(articles: Path, data: Path) -> Path:
    """Build the articles and answer the questions; the folder of the answers."""
    giaoban = Path(sys.executable).with_name("giaoban")
    answers = data / "answers"
    subprocess.run([giaoban, "build", articles, "-o", data], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([giaoban, "ask", "-d", data, "-o", answers], check=True, stdout=subprocess.DEVNULL)
    return answers


def show(
    title: str, gold: Path, answers: Path, groups: Mapping[str, str], scorer: Path, folder: Path
) -> None:
    """A table of F1 by kind: a line a group, and one for all."""
    members: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(gold.glob("*.json")):
        members["all"].append(path)
        members[groups.get(path.stem, "?")].append(path)
    print(f"\n{title}\n{'':28}{'n':>3} " + "".join(f"{kind[:10]:>11}" for kind in KINDS))
    for group, paths in sorted(members.items()):
        part = folder / "part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        for path in paths:
            shutil.copy(path, part)
        told = subprocess.run(
            [sys.executable, scorer, part, answers], check=True, capture_output=True, text=True
        ).stdout
        scores = dict(re.findall(r"^(\w+) .*F1 +([\d.]+)", told, re.MULTILINE))
        right = dict(re.findall(r"^(\w+) .* (\d+) right, 0 wrong, 0 missed", told, re.MULTILINE))
        cells = ("–" if right.get(kind) == "0" else scores.get(kind, "–") for kind in KINDS)
        print(f"{group[:28]:28}{len(paths):>3} " + "".join(f"{cell:>11}" for cell in cells))


if __name__ == "__main__":
    main()
