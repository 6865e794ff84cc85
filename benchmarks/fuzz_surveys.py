"""Damaged exports of every tool, read: `python -m benchmarks.fuzz_surveys [--inputs 20000]`.

Each input has to give a survey or a refusal in a sentence; nothing else may happen, and reading it may take
two seconds of the processor and 500 MB at most. An input is made anew from seed and number: `--only NUMBER`.
"""

import argparse
import json
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a process that reads an SPSS file loads this module: it has to be quick
    from multiprocessing.connection import Connection

    from benchmarks.fuzz_reading import Outcome

_AT_ONCE = 500


def _all(numbers: Sequence[int], seed: int, jobs: int) -> "list[Outcome]":
    os.environ["RUST_BACKTRACE"] = "0"  # panics are caught, but tell a lot
    parts = [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)]
    found: list[Outcome] = []
    with ThreadPoolExecutor(jobs) as pool:
        for part in pool.map(_apart, parts, [seed] * len(parts)):
            found += part
            bad = sum(each.kind not in ("read", "refused") for each in found)
            sys.stderr.write(f"{len(found):,} of {len(numbers):,}, {bad} failures\n")
    return found


def _apart(numbers: Sequence[int], seed: int) -> "list[Outcome]":
    """Some inputs in a process of their own: one that brings it down is a failure, and known."""
    from benchmarks.fuzz_reading import Outcome

    found: list[Outcome] = []
    while len(found) < len(numbers):
        receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
        left = numbers[len(found) :]
        process = multiprocessing.get_context("spawn").Process(
            target=_send, args=(sender, left, seed)
        )
        process.start()
        sender.close()
        try:
            for _ in left:
                found.append(receiver.recv())  # noqa: PERF401 - keeps those before a crash
        except EOFError:
            process.join()
            number = numbers[len(found)]
            detail = f"the process ended with {process.exitcode}"
            found.append(Outcome(number, "", "failed", 0.0, 0.0, detail))
        process.join()
    return found


def _send(sender: "Connection", numbers: Sequence[int], seed: int) -> None:
    from benchmarks.fuzz_reading import run_one

    for number in numbers:
        sender.send(run_one(number, seed))


def _report(found: "Sequence[Outcome]", keep: Path, seed: int) -> int:
    kinds = Counter(each.kind for each in found)
    print(f"{len(found):,} inputs:", ", ".join(f"{n:,} {kind}" for kind, n in kinds.items()))
    by_sample = Counter((each.sample, each.kind) for each in found)
    for name in sorted({sample for sample, _ in by_sample}):
        told = ", ".join(f"{n} {k}" for (s, k), n in sorted(by_sample.items()) if s == name)
        print(f"  {name:26} {told}")
    slowest = sorted(found, key=lambda each: -each.seconds)[:5]
    print("slowest:", ", ".join(f"{e.seconds:.2f} s ({e.sample} {e.number})" for e in slowest))
    print(f"peak memory while reading: {max(each.megabytes for each in found):.0f} MB")
    bad = [each for each in found if each.kind not in ("read", "refused")]
    if not bad:
        return 0
    keep.parent.mkdir(parents=True, exist_ok=True)
    keep.write_text(
        json.dumps([{"seed": seed, **asdict(each)} for each in bad], indent=1), encoding="utf-8"
    )
    print(f"{len(bad)} failures, kept in {keep}:")
    for each in bad:
        last = each.detail.strip().splitlines()[-1:] or [f"{each.seconds:.2f} s"]
        print(f"  --seed {seed} --only {each.number}  {each.sample}: {each.kind}: {last[0][:150]}")
    return 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, action="append", help="the number of an input")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz_failures.json"))
    given = parser.parse_args(arguments)
    if given.only:
        from benchmarks.fuzz_reading import run

        found = run(given.only, given.seed)
        print("\n".join(each.detail or each.kind for each in found))
    else:
        found = _all(range(given.inputs), given.seed, given.jobs)
    return _report(found, given.keep, given.seed)


if __name__ == "__main__":
    raise SystemExit(main())
