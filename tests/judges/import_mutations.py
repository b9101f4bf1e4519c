"""Mutates the decks of the import's tests and looks for panics, hangs and outlines with errors.

usage: import_mutations.py PLENARY FOLDER MARKDOWN POWERPOINT [FIRST]

Imports MARKDOWN mutated Markdown decks and POWERPOINT mutated PowerPoint decks, with the seeds from
FIRST (0) on: the same seed gives the same file. Markdown decks are imported and rendered sixty at a
time; if something is wrong with sixty, each is tried alone. A file fails if the program panics or is
ended by a signal, takes over 5 s of a processor or 500 MB, or makes an outline that does not render or is not
formatted. A file that is refused is fine. Failing files are kept in FOLDER/failures. PowerPoint
decks that `import_pptx.py` made in FOLDER are mutated, too.

Only Python is needed. Run it with `nice`. A thousand files take about two minutes.
"""

import collections
import io
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MAX_SECONDS = 5
# Others may be busy, so waiting for a processor counts only from this many seconds on.
MAX_WAIT = 120
MAX_BYTES = 500_000_000
BATCH = 60

# What has a meaning in some dialect, and what is hard to read.
PARTS = r"""
---|----|***|===|# |## |### |>|> > |- |* |1. |1) |a) |(@) |: |::: |:::|::::|::: columns|::: {.column width="50%"}
```|````|~~~|```{python}|```mermaid|```js {1|2-3}|$$|$|\(|\)|\[|\]|\pause|\begin{block}{x}|\end{block}|\newpage|. . .
<!-- end_slide -->|<!-- pause -->|<!-- column_layout: [1, 2] -->|<!-- column: 9 -->|<!-- reset_layout -->|<!--|-->
<!-- .slide: data-background="x" -->|<!-- .element: class="fragment" -->|<!-- _class: lead -->|<!-- fit -->
Note:|^ |[.column]|[.build-lists: true]|[fit]|slide-dividers: #|// |::right::|::left::|<v-clicks>|</v-clicks>|<v-click>
{#id .class key="value"}|{.|}|[|]|](|](#x)|![|![bg left:40%](|![](|^[|[^1]|[^1]: |[@a; @b]|@fig-a|{{< video x >}}|{{
<div class="columns">|<div|</div>|<table>|<tr>|<td rowspan="9999" colspan="9999">|</table>|<ul>|<li>|<img src="|<svg>|<p
<details>|<style>|</style>|<script>|&amp;|&#x110000;|&#0;|&nbsp;|<br>|<sub>|</sub>|<mark>|<kbd>|<https://|<a@b.c>
|---|:-:||| a | b ||+---+---+|+===+|-----  -----|Table: x|: x|src: ./more.md|layout: two-cols|hide: true|title: |slide-level: 9
marp: true|headingDivider: 2|separator: "("|verticalSeparator: "^*"|options:|format: revealjs|toc: true|command_prefix: "x"
:tulip:|**|__|~~|==|`|``|\|\\|^|~|'|"|--|...|%|% |#|&|*|- [ ] |- [x] |{|{{ x }}|!|é|\u0301
""".replace("\n", "|").split("|")
LETTERS = ["\0", "\r", "\r\n", "\n\n", "\t", "\u00a0", "\u200f", "\u202e", "\u2028", "\ufeff", "\U0001f469\u200d\U0001f467",
           "日本", "ﷺ", "\ue000", "\x1b", "\x85", "\ud7ff", "i\u0307", "\u0301" * 40]
NUMBERS = ["0", "-1", "1", "99999999999999999999", "-2147483649", "4294967296", "NaN", "1e999", "", "0.5", "x", "100000"]


def markdown_seeds():
    tests = ROOT / "tests/import"
    paths = [*tests.glob("*.md"), *tests.glob("field/*md"), *tests.glob("decks/*/*md")]
    return [(path.suffix, path.read_bytes().decode("utf-8", "replace")) for path in sorted(paths)]


def mutate_text(numbers, text, others):
    """Changes a text in one to eight places."""
    for _ in range(numbers.randint(1, 8)):
        at, lines = numbers.randrange(len(text) + 1), text.split("\n")
        line = numbers.randrange(len(lines))
        kind = numbers.randrange(12)
        if kind == 0:
            text = text[:at] + text[at + numbers.randint(1, 40):]
        elif kind in (1, 2):
            text = text[:at] + numbers.choice(PARTS) + text[at:]
        elif kind == 3:
            lines.insert(line, numbers.choice(PARTS))
            text = "\n".join(lines)
        elif kind == 4:
            text = text[:at] + numbers.choice(LETTERS) + text[at:]
        elif kind == 5:
            del lines[line: line + numbers.randint(1, 6)]
            text = "\n".join(lines)
        elif kind == 6:
            part = lines[line: line + numbers.randint(1, 8)]
            target = numbers.randrange(len(lines) + 1)
            text = "\n".join(lines[:target] + part + lines[target:])
        elif kind == 7:
            other = numbers.choice(others)[1].split("\n")
            start = numbers.randrange(len(other))
            lines[line:line] = other[start: start + numbers.randint(1, 20)]
            text = "\n".join(lines)
        elif kind == 8:
            lines[line] = numbers.choice(["  ", "    ", "\t", "> ", "- "]) + lines[line]
            text = "\n".join(lines)
        elif kind == 9:
            text = text[:at] + numbers.choice(PARTS) * numbers.choice([3, 30, 300]) + text[at:]
        elif kind == 10:
            text = re.sub(r"\d+", lambda found: numbers.choice([found[0], *NUMBERS]), text, count=5)
        else:
            text = text[:at] if numbers.randrange(4) == 0 else text.replace("\n\n", "\n", 3)
    return text[:60_000]


def powerpoint_seeds(folder):
    paths = [*ROOT.glob("tests/import/powerpoint/*.pptx"), *folder.glob("*.pptx")]
    paths = [path for path in sorted(paths) if path.stat().st_size < 90_000]
    seeds = []
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            seeds.append({name: archive.read(name) for name in archive.namelist()})
    return seeds


def mutate_xml(numbers, text, others):
    """Changes an XML part in one to five places, mostly so that it stays well-formed."""
    for _ in range(numbers.randint(1, 5)):
        elements = list(re.finditer(r"<(\w+:\w+)\b[^<>]*(?:/>|>[^<>]*</\1>)", text))
        attributes = list(re.finditer(r'="([^"]*)"', text))
        kind = numbers.randrange(9)
        if kind == 0 and elements:
            found = numbers.choice(elements)
            text = text[: found.start()] + text[found.end():]
        elif kind == 1 and elements:
            found, place = numbers.choice(elements), numbers.choice(elements)
            copies = found[0] * numbers.choice([1, 2, 50])
            text = text[: place.start()] + copies + text[place.start():]
        elif kind in (2, 3) and attributes:
            found = numbers.choice(attributes)
            value = numbers.choice([*NUMBERS, numbers.choice(attributes)[1], "a" * 500])
            text = text[: found.start(1)] + value + text[found.end(1):]
        elif kind == 4 and elements:
            found = numbers.choice(elements)
            inner = "&lt;" if numbers.randrange(2) else numbers.choice(PARTS)
            inner = re.sub(r"[<>&]", "", inner) + numbers.choice(LETTERS[4:])
            text = text[: found.end()].replace("</a:t>", inner + "</a:t>", 2) + text[found.end():]
        elif kind == 5 and elements:
            other = numbers.choice(others)
            more = re.findall(r"<(\w+:\w+)\b[^<>]*/>", other)
            text = text.replace(numbers.choice(elements)[1], numbers.choice(more or ["a:x"]))
        elif kind == 6:
            at = numbers.randrange(len(text) + 1)
            text = text[:at] + text[at + numbers.randint(1, 30):]
        elif kind == 7:
            name = numbers.choice(["p:sp", "p:pic", "p:grpSp", "a:p", "a:tr", "a:tc", "c:ser", "a:r"])
            blocks = re.findall(rf"<{name}>.*?</{name}>|<{name} .*?</{name}>", text, re.S)
            if blocks:
                block = numbers.choice(blocks)
                text = text.replace(block, block * numbers.choice([0, 2, 20]), 1)
        elif kind == 8:
            wraps = numbers.choice([("<p:grpSp>", "</p:grpSp>"), ("<mc:AlternateContent>", "</mc:AlternateContent>")])
            depth = numbers.choice([1, 20, 2000])
            text = text.replace("<p:sp>", wraps[0] * depth + "<p:sp>", 1)
            text = text.replace("</p:sp>", "</p:sp>" + wraps[1] * depth, 1)
    return text[:2_000_000]


def mutate_powerpoint(numbers, seeds):
    """Returns the bytes of a deck with changed, removed or exchanged parts."""
    parts = dict(numbers.choice(seeds))
    others = [part.decode("utf-8", "replace") for name, part in parts.items() if name.endswith("xml")]
    for _ in range(numbers.randint(1, 3)):
        names = [name for name in parts if name.endswith((".xml", ".rels"))]
        liked = [name for name in names if re.search(r"slides/|charts|diagrams|presentation|notes", name)]
        name = numbers.choice(liked if liked and numbers.randrange(4) else names)
        kind = numbers.randrange(10)
        if kind == 0:
            del parts[name]
        elif kind == 1:
            parts[name] = parts[numbers.choice(names)]
        elif kind == 2:
            data = bytearray(parts[name])
            for _ in range(numbers.randint(1, 20)):
                data[numbers.randrange(len(data))] = numbers.randrange(256)
            parts[name] = bytes(data)
        elif kind == 3 and name.endswith(".rels"):
            targets = ["../slides/slide1.xml", "../../../../etc/passwd", "https://example.org/x", "", "#"]
            parts[name] = re.sub(rb'Target="[^"]*"', f'Target="{numbers.choice(targets)}"'.encode(), parts[name], count=1)
        else:
            text = mutate_xml(numbers, parts[name].decode("utf-8", "replace"), others)
            parts[name] = text.encode("utf-8", "replace")
        if not parts:
            break
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    data = stream.getvalue()
    if numbers.randrange(30) == 0:
        at = numbers.randrange(len(data))
        data = data[:at] + numbers.randbytes(8) + data[at + 8:]
    return data


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (8_000_000_000, 8_000_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (4 * MAX_SECONDS, 4 * MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(command, folder):
    """Returns the exit code (`None` if there is none in time), the messages, and what is wrong with the run."""
    start = time.monotonic()
    errors = folder / "stderr"
    with errors.open("wb") as stream:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, preexec_fn=limit_memory,
                                   stdout=subprocess.DEVNULL, stderr=stream)
        code = None
        while time.monotonic() - start < MAX_WAIT:
            found, status, usage = os.wait4(process.pid, os.WNOHANG)
            if found:
                code = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.01)
        else:
            process.kill()
            _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    messages = errors.read_bytes().decode("utf-8", "replace")
    seconds = usage.ru_utime + usage.ru_stime
    problems = []
    if "panicked" in messages or (code or 0) < 0 and code != -signal.SIGXCPU or code == 101:
        problems.append(f"panic: {messages[-300:]}")
    if code is None or seconds > MAX_SECONDS:
        problems.append(f"slow: {seconds:.1f} s")
    if usage.ru_maxrss * 1024 > MAX_BYTES:
        problems.append(f"memory: {usage.ru_maxrss // 1024} MiB")
    return code, messages, problems


def judge(program, folder, names, with_fmt=True):
    """Imports files in a folder, renders the outline, and returns what is wrong."""
    target = folder / "talk"
    shutil.rmtree(target, ignore_errors=True)
    code, _, problems = run([program, "new", "talk", "--from", *names], folder)
    command = "new"
    if not problems and (target / "slides.yaml").exists():
        commands = [("render", ["render"]), ("fmt", ["fmt", "--check"])]
        for command, run_command in commands[: 2 if with_fmt else 1]:
            code, messages, problems = run([program, *run_command, "talk/slides.yaml"], folder)
            if code and not problems:
                problems = [f"exit {code}: {messages[:300]}"]
            if problems:
                break
    elif not problems and code == 0:
        problems = ["no outline"]
    return [f"{command}: {problem}" for problem in problems]


def try_files(program, folder, files, failures):
    """Tries files together, and each alone if something is wrong."""
    work = folder / f"work-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for path in (ROOT / "tests/import/decks").glob("*.*"):
        if path.suffix in (".png", ".svg", ".mp4"):
            shutil.copy(path, work)
    for name, data in files:
        (work / name).write_bytes(data)
    # Starting a program is most of the time that one deck takes.
    with_fmt = len(files) > 1 or int(re.sub(r"\D", "", files[0][0])) % 5 == 0
    problems = judge(program, work, [name for name, _ in files], with_fmt)
    if not problems:
        return
    alone = {name: judge(program, work, [name]) for name, _ in files} if len(files) > 1 else {}
    alone = {name: found for name, found in alone.items() if found}
    if not alone and len(files) > 1 and re.search(r": (slow|memory): ", problems[0]):
        return  # Many decks may take longer than one.
    alone = alone or {"+".join(name for name, _ in files): problems}
    for name, found in alone.items():
        failures.append((name, found))
        print(f"FAIL {name}: {found[0][:300]!r}", flush=True)
        for kept, data in files:
            if kept in name:
                (folder / "failures" / kept).write_bytes(data)


def main():
    program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute()
    markdown, powerpoint = int(sys.argv[3]), int(sys.argv[4])
    first = int(sys.argv[5]) if len(sys.argv) > 5 else 0
    (folder / "failures").mkdir(parents=True, exist_ok=True)
    failures = []
    texts, decks = markdown_seeds(), powerpoint_seeds(folder)
    print(f"{len(texts)} Markdown decks, {len(decks)} PowerPoint decks to mutate", flush=True)
    for start in range(first, first + markdown, BATCH):
        files = []
        for seed in range(start, min(start + BATCH, first + markdown)):
            numbers = random.Random(seed)
            suffix, text = numbers.choice(texts)
            text = mutate_text(numbers, text, texts)
            files.append((f"m{seed}{suffix}", text.encode("utf-8", "surrogatepass")))
        try_files(program, folder, files, failures)
        if (start - first) % (20 * BATCH) == 0:
            print(f"Markdown {start - first} of {markdown}, {len(failures)} failures", flush=True)
    for seed in range(first, first + powerpoint):
        numbers = random.Random(-1 - seed)
        data = mutate_powerpoint(numbers, decks)
        try_files(program, folder, [(f"p{seed}.pptx", data)], failures)
        if (seed - first) % 500 == 0:
            print(f"PowerPoint {seed - first} of {powerpoint}, {len(failures)} failures", flush=True)
    kinds = collections.Counter(found[0].split(":")[0] + ":" + found[0].split(":")[1] for _, found in failures)
    shutil.rmtree(folder / f"work-{os.getpid()}", ignore_errors=True)
    print(f"{markdown} Markdown and {powerpoint} PowerPoint decks, {len(failures)} failures {dict(kinds)}")
    sys.exit(bool(failures))


main()
