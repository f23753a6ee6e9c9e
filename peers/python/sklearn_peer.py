"""scikit-learn's MLPClassifier and MLPRegressor: `partial_fit` is one pass over the rows it gets, in batches. It has no step
of one sample that could be compared, and no f32 prediction without its checks."""

import warnings

from common import *

from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
ROWS = {"T1b32": 6400, "T1b128": 12800, "T1b1024": 10240, "T2": 1024, "T4": 6400, "T5": 6400, "T6": 200}


def network(widths, activation, loss, optimizer, batch, x, y):
    """A network after its first pass over rows: the one that makes its arrays."""
    settings = dict(
        hidden_layer_sizes=tuple(widths[1:-1]),
        activation={"sigmoid": "logistic"}.get(activation, activation),
        solver=optimizer,
        alpha=0,
        batch_size=batch,
        learning_rate_init=0.1 if optimizer == "sgd" else 1e-3,
        momentum=0,
        nesterovs_momentum=False,
        shuffle=False,
        random_state=0,
    )
    if loss == "mse":
        return MLPRegressor(**settings).partial_fit(x, y)
    return MLPClassifier(**settings).partial_fit(x, y, classes=np.unique(y) if loss == "bce" else np.arange(10))


def train(workload):
    widths, activation, loss, optimizer, batch = TRAINING[workload]
    if workload == "T1b1":
        return None
    x, y = data(workload)
    if workload == "T3":
        x, y = np.tile(x, (500, 1)), np.tile(y, (500, 1))
    count = ROWS.get(workload, len(x))
    x, y = x[:count], y[:count] if workload == "T6" else y[:count].ravel()
    model = network(widths, activation, loss, optimizer, batch, x, y)
    return start(count / 4 if workload == "T3" else count, lambda: model.partial_fit(x, y))


def losses(layers, x, y, activation, loss, optimizer):
    widths, y = [len(w) for w, _ in layers] + [len(layers[-1][1])], y.squeeze()
    model = network(widths, activation, loss, optimizer, len(x[0]), x[0], y[0])
    model.coefs_, model.intercepts_ = map(list, zip(*layers))
    del model._optimizer  # the next pass makes a new one

    # The others' Adam divides by `sqrt(v / (1 - 0.999**t)) + 1e-8`, this one by `sqrt(v) + epsilon`, both times a factor; and
    # a regressor's gradient is that of half the squares, summed over the outputs.
    def epsilon(t):
        scale = widths[-1] / 2 if loss == "mse" else 1
        return 1e-8 * scale * np.sqrt(1 - 0.999**t)

    model.epsilon = epsilon(1)
    for t in range(1, 11):
        model.partial_fit(x[t - 1], y[t - 1])
        model._optimizer.epsilon = epsilon(t + 1)
    if loss == "mse":
        return ((model.predict(x[10]) - y[10]) ** 2).mean()
    return -np.log(model.predict_proba(x[10])[np.arange(len(y[10])), y[10].astype(int)]).mean()


serve(train, lambda workload: None, losses)
