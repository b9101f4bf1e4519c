"""Times decks of words that no cache knows, at every size, with one program or several in turn.

usage: python3 benches/unseen_words.py [--runs N] [--sizes 13,100,1000] PROGRAM [PROGRAM ...]
       python3 benches/unseen_words.py --write SLIDES > deck.yaml

Each slide has a title, six bullets of 10 to 14 words with a bold run, and two logos. The words are
drawn at random, always the same, from 60,000 words that are made of syllables, so almost no word
is shaped twice. With `--repeated` the words come from a list of 100, as in a deck that speaks of
one subject. The programs run in turn, so that a noisy machine slows them down alike. The table
shows the least user time, the ratio to the first program, the peak memory and, if `valgrind` is
installed and `--count` is given, the instructions on one thread.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOGOS = Path(__file__).resolve().parent.parent / "images"


def make_words(rng, count):
    consonants, vowels = "bcdfghklmnprstvz", "aeiou"
    syllables = lambda: "".join(rng.choice(consonants) + rng.choice(vowels) for _ in range(rng.randint(1, 4)))
    return [syllables() + rng.choice(["", "n", "r", "s", "t"]) for _ in range(count)]


def write_deck(slides, is_repeated):
    rng = random.Random(7)
    words = make_words(rng, 100 if is_repeated else 60_000)
    draw = lambda count: " ".join(rng.choice(words) for _ in range(count))
    lines = [f"title: {draw(4).capitalize()}", f"logos: [{LOGOS}/eu.svg, {LOGOS}/week.svg]", "slides:"]
    for _ in range(slides):
        lines += [f"  - title: {draw(5).capitalize()}", "    bullets:"]
        for _ in range(6):
            count = rng.randint(10, 14)
            before = rng.randint(1, count - 3)
            text = f"{draw(before)} **{draw(2)}** {draw(count - before - 2)}"
            lines.append(f"      - {text.capitalize()}")
    return "\n".join(lines) + "\n"


def measure(program, outline, folder):
    """Returns user seconds, seconds on the clock and peak kB of one run."""
    started = time.monotonic()
    child = subprocess.Popen(
        [program, "render", str(outline), "-o", str(folder / "out.pdf"), "--allow-outside"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{program} cannot render {outline}")
    return usage.ru_utime, time.monotonic() - started, usage.ru_maxrss


def count_instructions(program, outline, folder):
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder / 'callgrind.out'}"]
    command += [program, "render", str(outline), "-o", str(folder / "out.pdf"), "--allow-outside"]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--sizes", default="13,100,1000")
    parser.add_argument("--repeated", action="store_true")
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--write", type=int, metavar="SLIDES")
    options = parser.parse_args()
    if options.write is not None:
        print(write_deck(options.write, options.repeated), end="")
        return
    if options.count and not shutil.which("valgrind"):
        sys.exit("install valgrind to count instructions")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("slides  program                     user s   ratio  clock s  peak MB  million instructions")
        for slides in map(int, options.sizes.split(",")):
            outline = folder / f"{slides}.yaml"
            outline.write_text(write_deck(slides, options.repeated))
            runs = {program: [] for program in options.programs}
            for _ in range(options.runs):
                for program in options.programs:
                    runs[program].append(measure(program, outline, folder))
            first = min(user for user, _, _ in runs[options.programs[0]])
            for program, measured in runs.items():
                user, clock, peak = (min(values) for values in zip(*measured))
                counted = f"{count_instructions(program, outline, folder) / 1e6:10.1f}" if options.count else ""
                print(f"{slides:6}  {program[-26:]:26}  {user:7.3f}  {user / max(first, 1e-9):6.2f}"
                      f"  {clock:7.3f}  {peak / 1024:7.1f}  {counted}")


main()
