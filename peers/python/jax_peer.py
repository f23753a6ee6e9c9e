"""JAX. PEER=jax-step: one jitted step a call, its state donated. PEER=jax-loop: `lax.scan` over many steps a call."""

from common import *

import jax
import jax.numpy as jnp
from jax import lax

ACTIVATION = {"relu": jax.nn.relu, "tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid}
LOOP = "loop" in PEER
STEPS_A_CALL = {"T1b1": 2000, "T1b32": 400, "T1b128": 100, "T1b1024": 20, "T2": 5}
STEPS_A_CALL |= {"T3": 5000, "T4": 250, "T5": 400, "T6": 500}


def forward(layers, x, activation):
    for i, (w, b) in enumerate(layers):
        x = x @ w + b
        if i + 1 < len(layers):
            x = ACTIVATION[activation](x)
    return x


def loss_of(layers, x, y, activation, loss):
    o = forward(layers, x, activation)
    if loss == "ce":
        return -jnp.take_along_axis(jax.nn.log_softmax(o), y[:, None], 1).mean()
    if loss == "bce":
        return (jnp.maximum(o, 0) - o * y + jnp.log1p(jnp.exp(-jnp.abs(o)))).mean()
    return ((o - y) ** 2).mean()


def begin(layers, optimizer):
    layers = [(jnp.asarray(w), jnp.asarray(b)) for w, b in layers]
    if optimizer == "sgd":
        return (layers,)
    zeros = lambda: jax.tree.map(jnp.zeros_like, layers)
    return layers, zeros(), zeros(), jnp.zeros(())


def update(state, x, y, activation, loss, optimizer):
    value, gradient = jax.value_and_grad(loss_of)(state[0], x, y, activation, loss)
    if optimizer == "sgd":
        return (jax.tree.map(lambda p, g: p - 0.1 * g, state[0], gradient),), value
    p, m, v, t = state
    t = t + 1
    c1, c2 = 1 - 0.9**t, 1 - 0.999**t
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
    p = jax.tree.map(lambda p, m, v: p - 1e-3 * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), p, m, v)
    return (p, m, v, t), value


@functools.cache
def on_device(workload):
    x, y = data(workload)
    return jnp.asarray(x), jnp.asarray(y)


def train(workload):
    widths, activation, loss, optimizer, batch = TRAINING[workload]
    x, y = on_device("T2" if len(data(workload)[0]) == 60000 else workload)
    count = len(x)
    state, row = begin(weights(widths), optimizer), 0

    def step(state, row, x, y):
        if count > batch:
            x = lax.dynamic_slice_in_dim(x, row, batch)
            y = lax.dynamic_slice_in_dim(y, row, batch)
        return update(state, x, y, activation, loss, optimizer)[0]

    def many(state, row, x, y):
        return lax.scan(lambda s, k: (step(s, row + k * batch, x, y), None), state, jnp.arange(steps))[0]

    steps = STEPS_A_CALL[workload] if LOOP else 1
    compiled = jax.jit(many if LOOP else step, donate_argnums=0)

    def call():
        nonlocal state, row
        if row + steps * batch > count:
            row = 0
        state = compiled(state, row, x, y)
        row += steps * batch
        if LOOP:
            jax.block_until_ready(state)

    return start(per_call(workload, steps), call, lambda: jax.block_until_ready(state))


def predict(workload):
    if LOOP:
        return None
    widths, activation, count, last = PREDICTION[workload]
    layers = [(jnp.asarray(w), jnp.asarray(b)) for w, b in weights(widths)]
    x = jnp.asarray(rows(count, widths[0]))

    @jax.jit
    def compiled(layers, x):
        o = forward(layers, x, activation)
        return jax.nn.sigmoid(o) if last else o

    return start(count, lambda: compiled(layers, x).block_until_ready())


def losses(layers, x, y, activation, loss, optimizer):
    state = begin(layers, optimizer)
    step = jax.jit(lambda state, x, y: update(state, x, y, activation, loss, optimizer))
    for i in range(11):
        state, value = step(state, x[i], y[i])
    return float(value)


serve(train, predict, losses)
