"""`run.py --check`: writes weights and batches to files, runs every system on them, and compares the results."""

import array
import json
import math
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

# Workload: widths, batch, whether targets are classes; predictions have no targets.
CHECKED = {
    "T1b1": ([784, 128, 10], 1, True),
    "T1b32": ([784, 128, 10], 32, True),
    "T1b128": ([784, 128, 10], 128, True),
    "T1b1024": ([784, 128, 10], 1024, True),
    "T2": ([784, 1024, 1024, 10], 256, True),
    "T3": ([2, 8, 1], 4, False),
    "T4": ([13, 64, 64, 1], 64, False),
    "T5": ([784, 128, 10], 32, True),
    "T6": ([4, 32, 16, 4], 200, False),
    "I1": ([784, 128, 10], 1, False),
    "I2": ([784, 128, 10], 1024, False),
    "I3": ([13, 64, 64, 1], 1, False),
    "I4": ([2, 8, 1], 1, False),
}
TRAINED = [w for w in CHECKED if w[0] == "T"]
PREDICTED = [w for w in CHECKED if w[0] == "I"]
# Peer: what it is asked.
CHECKS = {
    "mlp": TRAINED + PREDICTED,
    "torch-eager": TRAINED,
    "torch-compile": TRAINED,
    "jax-step": TRAINED,
    "tf-loop": TRAINED,
    "onnxruntime": PREDICTED,
    "sklearn": [w for w in TRAINED if w != "T1b1"],
    "burn": TRAINED,
    "candle": TRAINED,
    "dfdx": TRAINED,
    "openblas": TRAINED,
}


def write(folder, name):
    """Weights and eleven batches of a workload: `.safetensors` with PyTorch's names and layout, `.weights` the same as plain
    numbers (`[inputs, outputs]`, then the bias, layer after layer), `.batches` plain numbers (x, then y, of each batch).
    """
    widths, batch, classes = CHECKED[name]
    state = 88172645463325252

    def uniform():
        nonlocal state
        state ^= state << 13 & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 7
        state ^= state << 17 & 0xFFFFFFFFFFFFFFFF
        return (state >> 40) / (1 << 24)

    head, body, plain = {}, b"", array.array("f")

    def add(key, shape, values):
        nonlocal body
        data = array.array("f", values).tobytes()
        head[key] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
        body += data

    for i, (a, b) in enumerate(zip(widths, widths[1:]), 1):
        w = [(uniform() * 2 - 1) / math.sqrt(a) for _ in range(a * b)]
        bias = [0.1 * (uniform() * 2 - 1) for _ in range(b)]
        plain.extend(w)
        plain.extend(bias)
        add(f"dense{i}.weight", [b, a], [w[row * b + column] for column in range(b) for row in range(a)])
        add(f"dense{i}.bias", [b], bias)
    text = json.dumps(head).encode()
    text += b" " * (-len(text) % 8)
    (folder / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + body)
    (folder / f"{name}.weights").write_bytes(plain.tobytes())

    batches = array.array("f")
    for _ in range(11):
        x = [[uniform() * 2 - 1 for _ in range(widths[0])] for _ in range(batch)]
        if name == "T3":
            x = [[0, 0], [0, 1], [1, 0], [1, 1]]
            y = [[0], [1], [1], [0]]
        elif name in PREDICTED:
            y = []
        elif classes:
            y = [[max(range(10), key=row.__getitem__)] for row in x]
        elif name == "T6":
            y = [[math.sin(value) for value in row] for row in x]
        else:
            y = [[row[0] * row[1] + row[2]] for row in x]
        for rows in (x, y):
            for row in rows:
                batches.extend(row)
    (folder / f"{name}.batches").write_bytes(batches.tobytes())


def close(ours, theirs):
    """Whether there are as many numbers, each within 1e-4 of ours, or within 1e-5 of those below 0.1."""
    near = (abs(a - b) <= 1e-4 * max(abs(a), 0.1) for a, b in zip(ours, theirs))
    return len(ours) == len(theirs) > 0 and all(near)


def table(title, peers, workloads, cell):
    """Markdown: a row for each peer that is asked one of the workloads."""
    lines = [title, "", "| | " + " | ".join(workloads) + " |", "|" + " --- |" * (len(workloads) + 1)]
    for peer in peers:
        if set(workloads) & set(CHECKS[peer]):
            lines.append(f"| {peer} | " + " | ".join(cell(peer, w) for w in workloads) + " |")
    return [*lines, ""]


def check(peers, workloads, output):
    """Prints what was found, and fails where something is further than 1e-4 of ours, the first of the peers."""
    asked = {peer.name: [w for w in workloads if w in CHECKS[peer.name]] for peer in peers}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in asked["mlp"]:
            write(Path(folder), name)
        for peer in peers:
            if not asked[peer.name]:
                continue
            command = [*peer.command, "--check", folder, ",".join(asked[peer.name])]
            done = subprocess.run(command, env=peer.environment, capture_output=True, text=True)
            for line in done.stdout.splitlines():
                if line.startswith(("LOSS", "PRED")):
                    _, _, name, values = line.split("\t")
                    found[peer.name, name] = [float(value) for value in values.split()]
            if done.returncode:
                print(f"{peer.name}: {done.stderr.strip()[-400:]}", file=sys.stderr)

    def loss(peer, workload):
        return f"{found[peer, workload][0]:.6f}" if (peer, workload) in found else ""

    def difference(peer, workload):
        pairs = list(zip(found.get(("mlp", workload), []), found.get((peer, workload), [])))
        return f"{max(abs(a - b) for a, b in pairs):.1e}" if pairs else ""

    trained, predicted = ([w for w in asked["mlp"] if w in kind] for kind in (TRAINED, PREDICTED))
    lines = []
    if trained:
        title = "Loss of the eleventh batch after ten steps, from the same weights and batches."
        lines += table(title, asked, trained, loss)
    if predicted:
        title = "Predictions of eleven batches with the same weights: the largest difference from ours."
        lines += table(title, list(asked)[1:], predicted, difference)
    same = all(close(found.get(("mlp", w), []), found.get((peer, w), [])) for peer in asked for w in asked[peer])
    text = "\n".join([*lines, "All the same within 1e-4." if same else "**They differ.**"]) + "\n"
    print(text)
    if output:
        Path(output).write_text(text)
    return 0 if same else 1
