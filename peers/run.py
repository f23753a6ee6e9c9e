#!/usr/bin/env python3
"""Alternates every installed peer with ours, round by round, and prints one table of ratios; or checks that all compute the same.

python3 peers/run.py                      one thread, pinned to one core, five rounds
python3 peers/run.py --threads 1,2 --rounds 9 --workloads T1b32,T2 --peers jax-loop,openblas
python3 peers/run.py --check              losses and predictions from the same weights and batches
"""

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path

from check import CHECKS, check

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target")) / "peers"
WORKLOADS = "T1b1 T1b32 T1b128 T1b1024 T2 T3 T4 T5 T6 I1 I2 I3 I4".split()
UNITS = {"T3": "steps/s", "I1": "µs", "I3": "µs", "I4": "µs"}  # others: samples/s
FLOPS = {"T2": 9.56e6, "T4": 28.3e3, "T6": 4e3, "I2": 0.203e6}  # a sample, without the first layer's input gradient
FLOPS |= {w: 0.409e6 for w in ("T1b1", "T1b32", "T1b128", "T1b1024", "T5")}
# Peer: program, the modules it needs.
PYTHON = {
    "torch-eager": ("torch_peer.py", ["torch"]),
    "torch-compile": ("torch_peer.py", ["torch"]),
    "jax-step": ("jax_peer.py", ["jax"]),
    "jax-loop": ("jax_peer.py", ["jax"]),
    "tf-loop": ("tensorflow_peer.py", ["tensorflow"]),
    "onnxruntime": ("onnxruntime_peer.py", ["onnxruntime", "onnx"]),
    "sklearn": ("sklearn_peer.py", ["sklearn"]),
}
RUST = ["burn", "candle", "dfdx"]
C = {"openblas": "-lopenblas", "fann": "-lfann"}
PEERS = [*PYTHON, *RUST, *C]
REFERENCE = "openblas"  # shown, but no framework


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def cargo(folder, *arguments):
    """Builds; gives the executables by name."""
    command = ["cargo", *arguments, "--message-format=json"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-400:])
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {m["target"]["name"]: m["executable"] for m in messages if m.get("executable")}


def cargo_peer(name):
    return cargo(HERE / name, "build", "--release", "--target-dir", str(BUILD / "rust"))[f"peer-{name}"]


def compile_c(name, *flags, optimize="-O3"):
    BUILD.mkdir(parents=True, exist_ok=True)
    out = BUILD / name
    command = ["cc", optimize, "-march=native", str(HERE / "c" / f"{name}.c"), "-o", str(out), *flags, "-lm"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-400:])
    return str(out)


def openblas_flags():
    """The newest OpenBLAS at hand: Python's package `scipy-openblas32`, or else the system's."""
    spec = importlib.util.find_spec("scipy_openblas32")
    if not spec:
        return [C["openblas"]]
    folder = Path(spec.origin).parent
    names = ["cblas_sgemm", "openblas_set_num_threads"]
    defines = [f"-D{name}=scipy_{name}" for name in names]
    lib = folder / "lib"
    return [f"-I{folder}/include", *defines, f"-L{lib}", "-lscipy_openblas", f"-Wl,-rpath,{lib}"]


def build(name):
    """The command that runs a peer, and whether it stays and is asked line by line."""
    if name in PYTHON:
        program, modules = PYTHON[name]
        missing = [module for module in modules if not importlib.util.find_spec(module)]
        if missing:
            raise RuntimeError(f"no Python module {', '.join(missing)}")
        return [sys.executable, str(HERE / "python" / program)], True
    if name in RUST:
        return [cargo_peer(name)], False
    flags = openblas_flags() if name == "openblas" else [C[name]]
    return [compile_c(name, "-ffast-math", *flags)], False


class Peer:
    def __init__(self, name, command, stays, threads, seconds):
        pin = shutil.which("taskset")
        cores = sorted(os.sched_getaffinity(0))[-threads:]
        pinned = [pin, "-c", ",".join(map(str, cores))] if pin else []
        self.name, self.command, self.stays, self.process = name, pinned + command, stays, None
        self.threads = threads
        count = str(threads)
        self.environment = {**os.environ, "PEER": name, "THREADS": count, "CHUNKS": "1", "SECS": str(seconds)}
        for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
            self.environment[variable] = count
        if threads == 1:
            self.environment["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

    def measure(self, workload):
        """One value, or nothing."""
        if not self.stays:
            done = subprocess.run(
                [*self.command, workload],
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            return value_of(done.stdout)
        if self.process is None:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        try:
            self.process.stdin.write(workload + "\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                if line.startswith(("RES", "NONE")):
                    if line.count("\t") == 3:
                        say(line.strip())
                    return value_of(line)
        except BrokenPipeError:
            pass
        return None

    def end(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait()


def value_of(text):
    values = [line.split("\t")[4] for line in text.splitlines() if line.startswith("RES\t")]
    return float(values[0]) if values else None


def peaks(program, threads):
    """The lines of peak.c for this many threads: threads, name, median, min, max."""
    done = subprocess.run([program, str(threads)], stdout=subprocess.PIPE, text=True)
    lines = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("PEAK")]
    return [(threads, l[1], *(float(part.split()[-1]) for part in l[3:6])) for l in lines]


def number(value, workload):
    if workload in UNITS and UNITS[workload] == "µs":
        return f"{value:.2f}" if value >= 1 else f"{value:.3f}"
    for size, mark in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{mark}"
    return f"{value:.3g}"


def report(results, names, workloads, counts, rounds, machine):
    """Markdown: for each count of threads the values and the ratios ours/peer of each round, then the best of all counts."""
    out = []
    for threads in counts:
        out += [f"## {threads} thread{'s' * (threads > 1)}", ""]
        values = {(name, w): results.get((name, threads, w), []) for name in ["mlp", *names] for w in workloads}
        out += tables(values, names, workloads, rounds, [line for line in machine if line[0] == threads])
    if len(counts) > 1:
        out += ["## Each at its best count of threads", ""]
        values = {
            (name, w): [
                best(w, [v for v in round_ if v])
                for round_ in zip(*(results.get((name, threads, w), []) for threads in counts))
            ]
            for name in ["mlp", *names]
            for w in workloads
        }
        out += tables(values, names, workloads, rounds, [])
    return "\n".join(out).rstrip() + "\n"


def best(workload, values):
    if not values:
        return None
    return min(values) if UNITS.get(workload) == "µs" else max(values)


def tables(results, names, workloads, rounds, machine):
    """The values, and their ratios to ours."""
    out = [f"{rounds} rounds. Medians: samples/s; steps/s for T3; µs for I1, I3, I4.", ""]
    out += ["| | " + " | ".join(workloads) + " |", "|" + " --- |" * (len(workloads) + 1)]
    for name in ["mlp", *names]:
        cells = []
        for w in workloads:
            values = [v for v in results[name, w] if v]
            cells.append(number(statistics.median(values), w) if values else "")
        out.append(f"| {name} | " + " | ".join(cells) + " |")
    out += ["", "Ratio to ours, median (min–max over rounds); above 1 ours is faster.", ""]
    out += ["| ours / peer | " + " | ".join(workloads) + " |", "|" + " --- |" * (len(workloads) + 1)]
    least = {}
    for name in names:
        cells = []
        for w in workloads:
            pairs = [(a, b) for a, b in zip(results["mlp", w], results[name, w]) if a and b]
            if not pairs:
                cells.append("")
                continue
            ratios = [b / a if UNITS.get(w) == "µs" else a / b for a, b in pairs]
            middle = statistics.median(ratios)
            cells.append(f"{middle:.2f} ({min(ratios):.2f}–{max(ratios):.2f})")
            if name != REFERENCE and (w not in least or middle < least[w][0]):
                least[w] = middle, min(ratios), max(ratios), name
        out.append(f"| {name} | " + " | ".join(cells) + " |")
    cells = [
        f"**{least[w][0]:.2f}** ({least[w][1]:.2f}–{least[w][2]:.2f}) {least[w][3]}" if w in least else ""
        for w in workloads
    ]
    out.append("| **best framework** | " + " | ".join(cells) + " |")
    # The best of the instruction sets: on some processors AVX-512 is twice as fast as AVX2, on others as fast.
    sets = {line[1] for line in machine if line[1].startswith("FMA")}
    peak = max((statistics.median(line[2] for line in machine if line[1] == one) for one in sets), default=None)
    if peak:
        values = {w: [v for v in results["mlp", w] if v] for w in workloads}
        cells = [
            (
                f"{statistics.median(values[w]) * FLOPS[w] / peak / 1e7:.0f} %"
                if w in FLOPS and values[w]
                else ""
            )
            for w in workloads
        ]
        out.append("| ours, of the FMA peak | " + " | ".join(cells) + " |")
    if machine:
        out += ["", "The machine in the same run: median (min–max).", "", "| | |", "| --- | --- |"]
        for line in dict.fromkeys(line[1] for line in machine):
            same = [m for m in machine if m[1] == line]
            middle = statistics.median(m[2] for m in same)
            out.append(f"| {line} | {middle:.1f} ({min(m[3] for m in same):.1f}–{max(m[4] for m in same):.1f}) |")
    return [*out, ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", default="1", help="counts to measure side by side: 1,2")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.12, help="of one measurement")
    parser.add_argument("--workloads", default=",".join(WORKLOADS))
    parser.add_argument("--peers", default=",".join(PEERS), help="of: %(default)s")
    parser.add_argument("--check", action="store_true", help="compare results instead of speed")
    parser.add_argument("--output", help="a Markdown file for the table")
    arguments = parser.parse_args()
    workloads = arguments.workloads.split(",")
    counts = [1] if arguments.check else [int(count) for count in arguments.threads.split(",")]

    peers = []

    def prepare(name):
        say(f"preparing {name}")
        try:
            command, stays = build(name)
            peers.extend(Peer(name, command, stays, threads, arguments.seconds) for threads in counts)
        except (RuntimeError, OSError, KeyError) as error:
            say(f"without {name}: {error}")

    def warm(staying):
        for peer in staying:
            for workload in workloads:
                peer.measure(workload)

    wanted = arguments.peers.split(",")
    for known, given in ((PEERS, wanted), (WORKLOADS, workloads)):
        if unknown := [name for name in given if name not in known]:
            parser.error(f"no {', '.join(unknown)}: there are {', '.join(known)}")
    if arguments.check:
        wanted = [name for name in wanted if name in CHECKS]
    for name in [name for name in wanted if name in PYTHON]:
        prepare(name)
    # Those in Python compile their steps while those in Rust and C are built; only then anything is measured.
    warming = threading.Thread(target=warm, args=([] if arguments.check else list(peers),))
    warming.start()
    for name in [name for name in wanted if name not in PYTHON]:
        prepare(name)
    if arguments.check:
        return check([Peer("mlp", [cargo_peer("mlp")], False, 1, 0), *peers], workloads, arguments.output)

    say("preparing mlp")
    ours = cargo(HERE.parent, "bench", "--bench", "throughput", "--no-run")["throughput"]
    everyone = [*(Peer("mlp", [ours], False, threads, arguments.seconds) for threads in counts), *peers]
    try:
        peak = compile_c("peak", "-pthread", optimize="-O2")
    except (RuntimeError, OSError) as error:
        say(f"without the machine's peaks: {error}")
        peak = None

    results, machine = {}, []
    warming.join()
    for round_ in range(arguments.rounds):
        if peak and round_ in (0, arguments.rounds // 2):
            machine += [line for threads in counts for line in peaks(peak, threads)]
        for w in workloads:
            say(f"round {round_ + 1} of {arguments.rounds}: {w}")
            shift = round_ % len(everyone)  # nobody is always the first
            for peer in everyone[shift:] + everyone[:shift]:
                results.setdefault((peer.name, peer.threads, w), []).append(peer.measure(w))
        names = list(dict.fromkeys(peer.name for peer in peers))
        text = report(results, names, workloads, counts, round_ + 1, machine)
        if arguments.output:
            Path(arguments.output).write_text(text)
    for peer in everyone:
        peer.end()
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
