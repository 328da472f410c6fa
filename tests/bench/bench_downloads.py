"""A dump of 1 GB from a real server: whole, in ranges, to a reader that stops, and to several at once.

Prints for each the bytes, the seconds, and the memory of the server (resident, and its peak so far).
"""

from __future__ import annotations

import argparse
import re
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.endpoint.serving import publish, running_server


def read_memory(pid: int) -> str:
    """The memory of a process in MiB: resident now, and at its peak."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    now, peak = (int(re.findall(rf"{name}:\s+(\d+)", status)[0]) >> 10 for name in ("VmRSS", "VmHWM"))
    return f"{now} MiB, peak {peak}"


def fetch(address: str, wanted: str = "") -> int:
    """Read all that is answered; its bytes."""
    headers = {"Range": wanted} if wanted else {}
    with httpx.stream("GET", address, headers=headers, timeout=300) as answer:
        answer.raise_for_status()
        return sum(map(len, answer.iter_raw()))


def fetch_at_once(address: str, readers: int) -> int:
    """Let several read the whole at once; the bytes of all."""
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(fetch(address))) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(found)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=1 << 30)
    size = parser.parse_args().bytes
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), 0)
        with (Path(folder) / "current" / "dumps" / "giaoban.ttl").open("r+b") as file:
            file.truncate(size)
        with running_server(Path(folder), workers=1) as (root, process):
            address = f"{root}/download/giaoban.ttl"
            httpx.get(root)
            print(f"{'before':24} {read_memory(process.pid)}")
            runs: dict[str, Callable[[], int]] = {
                "whole": lambda: fetch(address),
                "the last half": lambda: fetch(address, f"bytes=-{size // 2}"),
                "two parts": lambda: fetch(address, f"bytes=0-{size // 4},{size // 2}-{size - 9}"),
                "ten times the whole": lambda: sum(fetch(address) for _ in range(10)),
                "four at once": lambda: fetch_at_once(address, 4),
            }
            for name, run in runs.items():
                begun = time.perf_counter()
                read = run()
                seconds = time.perf_counter() - begun
                print(f"{name:24} {read_memory(process.pid)}, {read:,} bytes in {seconds:.1f} s", flush=True)
            with httpx.stream("GET", address) as answer:
                next(answer.iter_raw(1 << 16))
                time.sleep(2)
                print(f"{'a reader that stops':24} {read_memory(process.pid)}")


if __name__ == "__main__":
    main()
