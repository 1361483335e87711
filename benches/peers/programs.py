"""The programs: how they are installed, started and asked."""

import json
import os
import shutil
import statistics
import subprocess
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parent.parent

# What is compared with; one place for all versions.
PYPI = {"scikit-learn": "1.9.1", "tantivy": "0.27.0"}
NPM = {"@nlpjs/core": "4.26.1", "@nlpjs/nlp": "4.27.0", "@nlpjs/lang-en-min": "4.26.1"}

# How often each question is asked for its time; the replies of the first time are judged.
ROUNDS = 5


class Missing(Exception):
    """A peer that cannot be had, and why."""


def command(*words, **options):
    """Runs a program to its end; what it printed."""
    try:
        done = subprocess.run([*map(str, words)], capture_output=True, text=True, **options)
    except OSError as error:
        raise Missing(f"{words[0]}: {error.strerror}") from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        why = next((line for line in said if line.lower().startswith(("error", "npm error"))), said[-1])
        raise Missing(f"{Path(words[0]).name} failed: {why.strip()}")
    return done.stdout


class Asked:
    """A program that was asked all the questions: replies, median time, peak memory, time until the first reply."""

    def __init__(self, words, lines):
        words = [*map(str, words)]
        start = time.perf_counter()
        try:
            with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
                self.ask(process, lines, start)
        except (OSError, ValueError) as error:
            raise Missing(f"{Path(words[0]).name} {Path(words[1]).name} stopped: {error}") from error

    def ask(self, process, lines, start):
        """A line in, a line out; its peak memory is read while it still runs."""
        times, self.replies, self.ready_s = [], [], None
        for turn in range(ROUNDS):
            for line in lines:
                process.stdin.write(json.dumps(line) + "\n")
                process.stdin.flush()
                printed = process.stdout.readline()
                if not printed:
                    raise ValueError("it ended before it had answered")
                reply = json.loads(printed)
                self.ready_s = self.ready_s or time.perf_counter() - start
                times.append(reply["elapsed_us"])
                if turn == 0:
                    self.replies.append(reply)
        self.time_us = statistics.median(times)
        self.memory_mb = peak_mb(process.pid)


def peak_mb(pid):
    """Peak resident memory of a running process, MB; `None` where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    kb = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kb[0]) * 1024 / 1e6 if kb else None


def python_peer(work, name):
    """A Python of their own for the peers from PyPI, with one of them."""
    home = work / "venv"
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
    command(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{name}=={PYPI[name]}")
    return python


def node_peers(work):
    """A folder with the peers from npm."""
    if shutil.which("npm") is None:
        raise Missing("there is no npm")
    (work / "package.json").write_text(json.dumps({"private": True, "dependencies": NPM}), encoding="utf-8")
    command("npm", "install", "--no-audit", "--no-fund", cwd=work)
    return work


def build_bot():
    """The bot, built for release."""
    command("cargo", "build", "--release", "--locked", "--bin", "briefing-bot", cwd=HOME)
    metadata = json.loads(command("cargo", "metadata", "--format-version", "1", "--no-deps", cwd=HOME))
    return Path(metadata["target_directory"]) / "release" / "briefing-bot"


def peers(work):
    """Name and command line of each peer; instead of the latter, why it cannot be had."""

    def had(name, install, line):
        try:
            return name, line(install())
        except Missing as missing:
            return name, str(missing)

    def python(name, package, script):
        words = [HERE / script, "KNOWLEDGE"]
        return had(f"{name} {PYPI[package]}", lambda: python_peer(work, package), lambda own: [own, *words])

    def node_line(folder):
        return ["node", HERE / "nlp.mjs", "KNOWLEDGE", folder]

    return [
        had(f"nlp.js {NPM['@nlpjs/nlp']}", lambda: node_peers(work), node_line),
        python("linear SVM on TF-IDF, scikit-learn", "scikit-learn", "svm.py"),
        python("BM25, tantivy", "tantivy", "bm25.py"),
    ]
