"""Values and derivatives of activations and losses, exact to 50 digits, by mpmath: `python reference.py` writes the tables here.

Each input is exactly a number of the type in the table's name, each result is rounded once, to 20 digits.
"""
import pathlib, random, struct
import mpmath
from mpmath import mp, mpf

mp.dps = 450  # 50 of them are left where numbers of 1e-400 are taken off 1
HERE = pathlib.Path(__file__).parent


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def exp(x):
    if x > 100000: return mpf("inf")
    return mpf(0) if x < -100000 else mp.exp(x)


def sigmoid(z): return 1 / (1 + exp(-z)) if z > -100000 else mpf(0)
def softplus(z): return max(z, mpf(0)) + mp.log1p(exp(-abs(z)))
def cdf(z): return mp.erfc(-z / mp.sqrt(2)) / 2 if abs(z) < 10000 else mpf(z > 0)
def density(z): return exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def gate(z):
    """tanh(softplus(z)), and 1 less its square."""
    e = exp(-abs(z))
    if z > 0: return (1 + 2 * e) / (1 + 2 * e + 2 * e * e), 4 * e * e * (1 + e) ** 2 / (1 + 2 * e + 2 * e * e) ** 2
    return e * (2 + e) / (2 + 2 * e + e * e), 4 * (1 + e) ** 2 / (2 + 2 * e + e * e) ** 2


def tanh_slope(z):
    e = exp(-2 * abs(z))
    return 4 * e / (1 + e) ** 2


SELU_A, SELU_L = mpf("1.6732632423543772848170429916717"), mpf("1.0507009873554804934193349852946")
SIXTH = mpf(single(1 / 6))


def elu(z, a): return z if z > 0 else a * mp.expm1(max(z, mpf(-100000)))
def elu_slope(z, a): return mpf(1) if z > 0 else a * exp(z)


def mish_slope(z):
    t, rest = gate(z)
    return t + z * sigmoid(z) * rest


ACTIVATIONS = {
    "linear": (lambda z: z, lambda z: mpf(1)),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (lambda z: mp.sign(z) * (-mp.expm1(-2 * abs(z))) / (1 + exp(-2 * abs(z))) if abs(z) < 100000 else mp.sign(z), tanh_slope),
    "relu": (lambda z: max(z, mpf(0)), lambda z: mpf(z > 0)),
    "leaky_relu": (lambda z: z if z > 0 else z / 8, lambda z: mpf(1) if z > 0 else mpf(1) / 8),
    "elu": (lambda z: elu(z, mpf(1.5)), lambda z: elu_slope(z, mpf(1.5))),
    "selu": (lambda z: SELU_L * elu(z, SELU_A), lambda z: SELU_L * elu_slope(z, SELU_A)),
    "softplus": (softplus, sigmoid),
    "softsign": (lambda z: z / (1 + abs(z)), lambda z: 1 / (1 + abs(z)) ** 2),
    "gelu": (lambda z: z * cdf(z), lambda z: cdf(z) + z * density(z)),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * sigmoid(-z))),
    "mish": (lambda z: z * gate(z)[0], mish_slope),
    "hard_sigmoid": (lambda z: min(max(z + 3, mpf(0)), mpf(6)) / 6, lambda z: SIXTH if abs(z) < 3 else mpf(0)),
    "exponential": (exp, exp),
}

POINTS = [0.01, 0.1, 0.3, 0.5, 0.7, 0.7518, 0.88, 1.0, 1.19, 1.278, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 9.02, 10.0, 12.0,
          13.0, 13.1, 13.2, 13.25, 13.5, 14.0, 14.2, 14.6, 15.0, 16.0, 16.7, 17.0, 18.0, 19.1, 20.0, 25.0, 30.0, 36.0, 37.0, 38.0, 38.4,
          39.0, 40.0, 50.0, 60.0, 70.0, 80.0, 86.0, 87.0, 87.3, 87.4, 88.0, 88.5, 88.8, 89.0, 90.0, 91.0, 92.0, 95.0, 100.0, 103.0, 104.0,
          105.0, 108.0, 110.0, 120.0, 200.0, 1e3, 5e4, 5.4e4, 6e4, 6.6e4, 1e5, 2.5e5, 1e6, 1e7, 1e10, 1e15, 1e19, 1e20, 1e30, 1e38,
          1e-3, 1e-5, 1e-10, 1e-20, 1e-30, 1.2e-38, 1e-40, 1e-45]
WIDE = [600.0, 700.0, 708.0, 708.4, 709.0, 709.7, 710.0, 715.0, 740.0, 745.0, 746.0, 750.0, 754.0, 7e16, 1.2e17, 1e100, 1e154, 1e200, 1e308,
        1.7976931348623157e308, 1e-100, 1e-200, 2.3e-308, 1e-310, 5e-324]


def text(x): return mp.nstr(x, 20, min_fixed=-2, max_fixed=3) if mp.isfinite(x) else "inf"


def activations(name, rounded, points):
    rng = random.Random(1)
    points = points + [rng.uniform(0, 1) ** 3 * 40 for _ in range(40)]
    lines = [",".join(["z"] + [f"{a},{a}'" for a in ACTIVATIONS])]
    for z in [0.0] + [s * rounded(p) for p in points for s in (1, -1)]:
        cells = [text(f(mpf(z))) for pair in ACTIVATIONS.values() for f in pair]
        lines.append(",".join([repr(z)] + cells))
    (HERE / f"activations_{name}.csv").write_text("\n".join(lines) + "\n")


def lse(z):
    top = max(z)
    return top + mp.log(sum(exp(x - top) for x in z))


def softmax(z): return [exp(x - lse(z)) for x in z]
def cross_entropy(z, t): return sum(b * (lse(z) - a) for a, b in zip(z, t))
def smoothed(t): return [(1 - mpf(0.125)) * b + mpf(0.125) / len(t) for b in t]
def divergence(z, t): return sum(b * (mp.log(b) + lse(z) - a) for a, b in zip(z, t) if b)
def pulled(z, t): return [y * sum(t) - b for y, b in zip(softmax(z), t)]
def one_hot(t, z): return [mpf(i == int(t[0])) for i in range(len(z))]
def mean(f): return lambda z, t: sum(f(a, b) for a, b in zip(z, t)) / len(z)
def each(f): return lambda z, t: [f(a, b) / len(z) for a, b in zip(z, t)]
def poisson(rate, z, t): return rate(z) - (t * mp.log(rate(z)) if t else 0)
def bounded(d, limit): return min(max(d, -limit), limit)


def huber(y, t):
    d, limit = abs(y - t), mpf(0.75)
    return d * d / 2 if d <= limit else limit * (d - limit / 2)


LOSSES = {
    "mse": (mean(lambda y, t: (y - t) ** 2), each(lambda y, t: 2 * (y - t))),
    "mae": (mean(lambda y, t: abs(y - t)), each(lambda y, t: mp.sign(y - t))),
    "huber": (mean(huber), each(lambda y, t: bounded(y - t, mpf(0.75)))),
    "log_cosh": (mean(lambda y, t: abs(y - t) + mp.log1p(exp(-2 * abs(y - t))) - mp.log(2)), each(lambda y, t: mp.tanh(y - t))),
    "hinge": (mean(lambda y, t: max(1 - t * y, mpf(0))), each(lambda y, t: -t if t * y < 1 else mpf(0))),
    "poisson_softplus": (mean(lambda z, t: poisson(softplus, z, t)), each(lambda z, t: sigmoid(z) * (1 - t / softplus(z)))),
    "poisson_exponential": (mean(lambda z, t: exp(z) - t * z), each(lambda z, t: exp(z) - t)),
    "binary": (mean(lambda z, t: t * softplus(-z) + (1 - t) * softplus(z)), each(lambda z, t: sigmoid(z) - t)),
    "sparse_categorical": (lambda z, t: cross_entropy(z, one_hot(t, z)), lambda z, t: pulled(z, one_hot(t, z))),
    "sparse_categorical_smoothed": (lambda z, t: cross_entropy(z, smoothed(one_hot(t, z))), lambda z, t: pulled(z, smoothed(one_hot(t, z)))),
    "categorical": (cross_entropy, pulled),
    "categorical_smoothed": (lambda z, t: cross_entropy(z, smoothed(t)), lambda z, t: pulled(z, smoothed(t))),
    "kl_divergence": (divergence, pulled),
}


GRID = [-100.0, -60.0, -16.0, -14.0, -3.0, -0.3, -1e-4, 0.0, 1e-3, 0.9, 1.1, 5.0, 10.0, 12.0, 15.0, 16.0, 40.0, 100.0]
DISTRIBUTIONS = [[1.0, 0.0, 0.0], [0.7, 0.2, 0.1], [0.0, 0.5, 0.5]]


def cases(loss, rounded, tiny):
    """Logits and targets: three outputs where they depend on each other (a class is one number), otherwise one."""
    rng = random.Random(2)
    for z in map(rounded, GRID + [tiny] + [rng.uniform(-100, 100) for _ in range(6)] + [rng.uniform(-3, 3) for _ in range(6)]):
        if loss.startswith(("sparse", "categorical", "kl")):
            rows = [[z, 0.0, -z], [z, rounded(z / 2), -3.5]]
            if z in (-60.0, -3.0, 5.0): rows += [[o + z, o, o - z] for o in (1e6, -2.0 ** 23, 1e8)]
            rows = [[rounded(x) for x in row] for row in rows]
            for n, row in enumerate(rows):
                for t in [[float(n % 3)]] if loss.startswith("sparse") else [DISTRIBUTIONS[(n + int(abs(z))) % 3]]: yield row, [rounded(x) for x in t]
        elif loss == "binary":
            for t in (0.0, 1.0, 0.3, 1 - 2.0 ** -24): yield [z], [rounded(t)]
        elif loss.startswith("poisson"):
            for t in (0.0, 1.0, 50.0): yield [z], [t]
        elif loss == "hinge":
            for t in (1.0, -1.0): yield [z], [t]
        else:
            for t in (0.0, z * (1 + 2.0 ** -12), z + 0.5): yield [z], [rounded(t)]


def losses(name, rounded, tiny):
    row = lambda numbers: " ".join(n if isinstance(n, str) else repr(n) for n in numbers)
    lines = ["loss,logits,targets,value,gradient"]
    for loss, (value, gradient) in LOSSES.items():
        for z, t in cases(loss, rounded, tiny):
            wide = [mpf(x) for x in z], [mpf(x) for x in t]
            lines.append(",".join([loss, row(z), row(t), text(value(*wide)), row(map(text, gradient(*wide)))]))
    (HERE / f"losses_{name}.csv").write_text("\n".join(lines) + "\n")


activations("f32", single, POINTS + [3.4028234663852886e38])
activations("f64", float, POINTS + WIDE)
losses("f32", single, 1e-20)
losses("f64", float, 1e-150)
