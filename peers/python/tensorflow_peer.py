"""TensorFlow. PEER=tf-loop: many steps in one function compiled by XLA; predictions are compiled calls."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

from common import *

import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(THREADS)
ACTIVATION = {"relu": tf.nn.relu, "tanh": tf.tanh, "sigmoid": tf.sigmoid}
STEPS_A_CALL = {"T1b1": 1000, "T1b32": 200, "T1b128": 50, "T1b1024": 10, "T2": 3}
STEPS_A_CALL |= {"T3": 2000, "T4": 200, "T5": 200, "T6": 200}


def forward(layers, x, activation):
    for i, (w, b) in enumerate(layers):
        x = tf.matmul(x, w) + b
        if i + 1 < len(layers):
            x = ACTIVATION[activation](x)
    return x


def loss_of(o, y, loss):
    if loss == "ce":
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, o))
    if loss == "bce":
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, o))
    return tf.reduce_mean(tf.square(o - y))


def stepper(layers, activation, loss, optimizer):
    """The variables, and a step on them."""
    layers = [(tf.Variable(w), tf.Variable(b)) for w, b in layers]
    variables = [v for layer in layers for v in layer]
    first = [tf.Variable(tf.zeros_like(v)) for v in variables]
    second = [tf.Variable(tf.zeros_like(v)) for v in variables]
    time_ = tf.Variable(0.0)

    def step(x, y):
        with tf.GradientTape() as tape:
            value = loss_of(forward(layers, x, activation), y, loss)
        gradient = tape.gradient(value, variables)
        if optimizer == "sgd":
            for v, g in zip(variables, gradient):
                v.assign_sub(0.1 * g)
            return value
        time_.assign_add(1.0)
        c1, c2 = 1 - 0.9**time_, 1 - 0.999**time_
        for p, g, m, v in zip(variables, gradient, first, second):
            m.assign(0.9 * m + 0.1 * g)
            v.assign(0.999 * v + 0.001 * g * g)
            p.assign_sub(1e-3 * (m / c1) / (tf.sqrt(v / c2) + 1e-8))
        return value

    return variables, step


def train(workload):
    widths, activation, loss, optimizer, batch = TRAINING[workload]
    x, y = data(workload)
    batches = len(x) // batch
    x = tf.Variable(x[: batches * batch].reshape(batches, batch, -1), trainable=False)
    y = y[: batches * batch].reshape((batches, batch) if loss == "ce" else (batches, batch, -1))
    y = tf.Variable(y, trainable=False)
    steps = STEPS_A_CALL[workload]
    variables, step = stepper(weights(widths), activation, loss, optimizer)

    @tf.function(jit_compile=True, reduce_retracing=True)
    def many(begin):
        for k in tf.range(steps):
            i = begin + k if batches > 1 else 0
            step(tf.gather(x, i), tf.gather(y, i))

    begins = [tf.constant(i) for i in range(0, max(1, batches - steps + 1), steps)]
    at = 0

    def call():
        nonlocal at
        many(begins[at % len(begins)])
        at += 1

    return start(per_call(workload, steps), call, lambda: variables[0].numpy())


def predict(workload):
    widths, activation, count, last = PREDICTION[workload]
    layers = [(tf.constant(w), tf.constant(b)) for w, b in weights(widths)]
    x = tf.constant(rows(count, widths[0]))

    @tf.function(jit_compile=True)
    def compiled(x):
        o = forward(layers, x, activation)
        return tf.sigmoid(o) if last else o

    return start(count, lambda: compiled(x))


def losses(layers, x, y, activation, loss, optimizer):
    _, step = stepper(layers, activation, loss, optimizer)
    step = tf.function(step, jit_compile=True)
    for i in range(11):
        value = step(tf.constant(x[i]), tf.constant(y[i]))
    return float(value)


serve(train, predict, losses)
