"""PyTorch. PEER=torch-eager: as its tutorials write it. PEER=torch-compile: the whole step as one compiled graph."""

from common import *

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(THREADS)
torch.manual_seed(0)
COMPILE = "compile" in PEER
MODULE = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
ACTIVATION = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}
LOSS = {"ce": F.cross_entropy, "bce": F.binary_cross_entropy_with_logits, "mse": F.mse_loss}
if COMPILE:
    import torch._dynamo.config
    import torch._inductor.config

    torch._inductor.config.cpp.threads = THREADS
    torch._dynamo.config.recompile_limit = 64  # one function, many workloads


def network(widths, activation):
    modules = []
    for i, (a, b) in enumerate(zip(widths, widths[1:])):
        modules.append(nn.Linear(a, b))
        if i + 2 < len(widths):
            modules.append(MODULE[activation]())
    return nn.Sequential(*modules)


def optimizer_of(model, optimizer):
    if optimizer == "sgd":
        return torch.optim.SGD(model.parameters(), lr=0.1)
    return torch.optim.Adam(model.parameters(), lr=1e-3)


def whole_step(layers, activation, loss, optimizer):
    """A step on plain tensors: gradient and update are one graph."""

    def forward(p, x):
        for i in range(0, layers * 2, 2):
            x = F.linear(x, p[i], p[i + 1])
            if i + 2 < layers * 2:
                x = ACTIVATION[activation](x)
        return x

    gradient = torch.func.grad(lambda p, x, y: LOSS[loss](forward(p, x), y))

    def step(p, m, v, t, x, y):
        g = gradient(p, x, y)
        if optimizer == "sgd":
            for pi, gi in zip(p, g):
                pi.sub_(0.1 * gi)
            return
        t.add_(1)
        c1, c2 = 1 - 0.9**t, 1 - 0.999**t
        for pi, gi, mi, vi in zip(p, g, m, v):
            mi.mul_(0.9).add_(gi, alpha=0.1)
            vi.mul_(0.999).addcmul_(gi, gi, value=0.001)
            pi.sub_(1e-3 * (mi / c1) / ((vi / c2).sqrt() + 1e-8))

    return torch.compile(step, fullgraph=True, dynamic=False)


def step_of(model, activation, loss, optimizer):
    """The step that changes the parameters of `model`."""
    if COMPILE:
        p = [part.detach() for part in model.parameters()]
        m, v, t = [torch.zeros_like(i) for i in p], [torch.zeros_like(i) for i in p], torch.zeros(())
        compiled = whole_step(len(p) // 2, activation, loss, optimizer)
        return lambda x, y: compiled(p, m, v, t, x, y)
    updater = optimizer_of(model, optimizer)

    def step(x, y):
        updater.zero_grad(set_to_none=True)
        LOSS[loss](model(x), y).backward()
        updater.step()

    return step


def train(workload):
    widths, activation, loss, optimizer, batch = TRAINING[workload]
    x, y = (torch.from_numpy(part) for part in data(workload))
    y = y.long() if loss == "ce" else y
    step, row = step_of(network(widths, activation), activation, loss, optimizer), 0

    def call():
        nonlocal row
        if row + batch > len(x):
            row = 0
        step(x[row : row + batch], y[row : row + batch])
        row += batch

    return start(per_call(workload), call)


def predict(workload):
    widths, activation, count, last = PREDICTION[workload]
    model = network(widths, activation)
    if last:
        model.append(nn.Sigmoid())
    model.eval()
    x = torch.rand(count, widths[0])
    if COMPILE:
        model = torch.compile(model, fullgraph=True, dynamic=False)
    with torch.inference_mode():
        chunk = start(count, lambda: model(x))

    def measured():
        with torch.inference_mode():
            return chunk()

    return measured


def losses(layers, x, y, activation, loss, optimizer):
    model = network([len(layers[0][0])] + [len(b) for _, b in layers], activation)
    with torch.no_grad():
        for module, (w, b) in zip([part for part in model if isinstance(part, nn.Linear)], layers):
            module.weight.copy_(torch.from_numpy(w.T.copy()))
            module.bias.copy_(torch.from_numpy(b))
    step = step_of(model, activation, loss, optimizer)
    targets = [torch.from_numpy(part.copy()) for part in y]
    targets = [part.long() if loss == "ce" else part for part in targets]
    for i in range(10):
        step(torch.from_numpy(x[i].copy()), targets[i])
    return LOSS[loss](model(torch.from_numpy(x[10].copy())), targets[10]).item()


serve(train, predict, losses)
