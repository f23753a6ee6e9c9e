"""Shared by the Python peers: the workloads, the data, the clock.

Started with workloads as an argument (`python3 jax_peer.py T1b32,T3`), a peer measures each CHUNKS times. Started without, it
reads one workload a line and answers each with one line, so that `run.py` can alternate it with others without paying for
start and compilation again.
"""

import functools
import os
import sys
import time

import numpy as np

PEER = os.environ.get("PEER", "?")
THREADS = int(os.environ.get("THREADS", "1"))
CHUNKS = int(os.environ.get("CHUNKS", "5"))
SECONDS = float(os.environ.get("SECS", "0.12"))

# Workload: widths, activation, loss, optimizer, batch.
TRAINING = {
    "T1b1": ([784, 128, 10], "relu", "ce", "sgd", 1),
    "T1b32": ([784, 128, 10], "relu", "ce", "sgd", 32),
    "T1b128": ([784, 128, 10], "relu", "ce", "sgd", 128),
    "T1b1024": ([784, 128, 10], "relu", "ce", "sgd", 1024),
    "T2": ([784, 1024, 1024, 10], "relu", "ce", "adam", 256),
    "T3": ([2, 8, 1], "tanh", "bce", "sgd", 4),
    "T4": ([13, 64, 64, 1], "relu", "mse", "adam", 64),
    "T5": ([784, 128, 10], "sigmoid", "ce", "sgd", 32),
    "T6": ([4, 32, 16, 4], "tanh", "mse", "adam", 200),
}
# Workload: widths, activation, rows, activation of the last layer.
PREDICTION = {
    "I1": ([784, 128, 10], "relu", 1, None),
    "I2": ([784, 128, 10], "relu", 1024, None),
    "I3": ([13, 64, 64, 1], "relu", 1, None),
    "I4": ([2, 8, 1], "tanh", 1, "sigmoid"),
}
MICROSECONDS = ("I1", "I3", "I4")
STEPS = ("T3",)


@functools.cache
def images():
    x = np.random.default_rng(0).random((60000, 784), dtype=np.float32) * np.float32(0.25)
    return x, x[:, :10].argmax(1).astype(np.int32)


def data(workload):
    """All rows and targets of a workload."""
    if workload in ("T1b1", "T1b32", "T1b128", "T1b1024", "T2", "T5"):
        return images()
    if workload == "T3":
        x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
        return x, np.array([[0], [1], [1], [0]], np.float32)
    random = np.random.default_rng(2)
    if workload == "T6":
        x = random.random((200, 4), dtype=np.float32) * 2 - 1
        return x, np.sin(x)
    x = random.random((16384, 13), dtype=np.float32) * 2 - 1
    return x, x[:, :1] * x[:, 1:2] + x[:, 2:3]


def weights(widths):
    """Initial weights `[inputs, outputs]` and biases."""
    random = np.random.default_rng(1)
    return [
        (random.uniform(-1, 1, (a, b)).astype(np.float32) / np.float32(np.sqrt(a)), np.zeros(b, np.float32))
        for a, b in zip(widths, widths[1:])
    ]


def rows(count, width):
    return np.random.default_rng(3).random((count, width), dtype=np.float32)


def per_call(workload, steps=1):
    """What a call of `steps` steps counts for."""
    return steps if workload in STEPS else steps * TRAINING[workload][4]


def start(per, call, sync=lambda: None, warm=0.15):
    """Warms `call` up, which works on `per` samples; gives the function that measures one chunk, in samples a second."""
    for _ in range(3):
        call()
        sync()
    begin, calls = time.perf_counter(), 0
    while time.perf_counter() - begin < warm:
        call()
        calls += 1
    sync()
    each = (time.perf_counter() - begin) / calls
    inner = max(1, int(0.01 / each))

    def chunk():
        begin, calls = time.perf_counter(), 0
        while time.perf_counter() - begin < SECONDS:
            for _ in range(inner):
                call()
            calls += inner
        sync()
        return per * calls / (time.perf_counter() - begin)

    return chunk


# The check: `name.safetensors` and `name.batches`, written by `run.py --check`.


def check_files(folder, name, widths, batch):
    """Weights `[inputs, outputs]`, biases, and the batches (x, y), as `run.py` wrote them."""
    import json
    import struct

    with open(f"{folder}/{name}.safetensors", "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        head = json.loads(file.read(size))
        body = file.read()

    def tensor(key):
        begin, end = head[key]["data_offsets"]
        return np.frombuffer(body[begin:end], np.float32).reshape(head[key]["shape"]).copy()

    layers = [(tensor(f"dense{i}.weight").T.copy(), tensor(f"dense{i}.bias")) for i in range(1, len(widths))]
    numbers = np.fromfile(f"{folder}/{name}.batches", np.float32).reshape(11, -1)
    x, y = np.split(numbers, [batch * widths[0]], axis=1)
    return layers, x.reshape(11, batch, widths[0]), y.reshape(11, batch, -1)


def check(folder, name, losses, predictions):
    if name in PREDICTION:
        widths, activation, batch, last = PREDICTION[name]
        layers, x, _ = check_files(folder, name, widths, batch)
        outputs = np.ravel(predictions(layers, x, activation, last)).tolist()
        print(f"PRED\t{PEER}\t{name}\t{' '.join(map(str, outputs))}", flush=True)
        return
    widths, activation, loss, optimizer, batch = TRAINING[name]
    layers, x, y = check_files(folder, name, widths, batch)
    if loss == "ce":
        y = y[:, :, 0].astype(np.int32)
    print(f"LOSS\t{PEER}\t{name}\t{losses(layers, x, y, activation, loss, optimizer):.7g}", flush=True)


def serve(train, predict, losses=None, predictions=None):
    """`train(workload)` and `predict(workload)` give a chunk, or nothing where the workload is not for this peer.
    The check asks `losses(…)` for the last batch's loss, and `predictions(…)` for the outputs of all batches."""
    if len(sys.argv) > 1 and sys.argv[1] == "--check":
        for name in sys.argv[3].split(","):
            check(sys.argv[2], name, losses, predictions)
        return
    if len(sys.argv) > 1:
        requests = [name for name in sys.argv[1].split(",") for _ in range(CHUNKS)]
    else:
        requests = (line.strip() for line in sys.stdin)
    prepared = {}
    for name in requests:
        try:
            if name not in prepared:
                prepared[name] = (train if name in TRAINING else predict)(name)
            if prepared[name] is None:
                print(f"NONE\t{PEER}\t{name}", flush=True)
                continue
            value = prepared[name]()
            value = 1e6 / value if name in MICROSECONDS else value
            print(f"RES\t{PEER}\t{name}\t{THREADS}\t{value:.6f}", flush=True)
        except Exception as error:  # the other workloads go on
            prepared[name] = None
            print(f"NONE\t{PEER}\t{name}\t{repr(error)[:300]!r}", flush=True)
