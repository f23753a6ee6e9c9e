"""scikit-learn's MLPClassifier and MLPRegressor: `partial_fit` is one pass over the rows it gets, in batches. It has no step
of one sample that could be compared, and no f32 prediction without its checks."""

import warnings

from common import *

from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
ROWS = {"T1b32": 6400, "T1b128": 12800, "T1b1024": 10240, "T2": 1024, "T4": 6400, "T5": 6400, "T6": 200}


def train(workload):
    widths, activation, loss, optimizer, batch = TRAINING[workload]
    if workload == "T1b1":
        return None
    x, y = data(workload)
    if workload == "T3":
        x, y = np.tile(x, (500, 1)), np.tile(y, (500, 1))
    count = ROWS.get(workload, len(x))
    x, y = x[:count], y[:count] if workload == "T6" else y[:count].ravel()
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
        model = MLPRegressor(**settings)
        model.partial_fit(x, y)
    else:
        model = MLPClassifier(**settings)
        model.partial_fit(x, y, classes=np.unique(y) if loss == "bce" else np.arange(10))
    return start(count / 4 if workload == "T3" else count, lambda: model.partial_fit(x, y))


serve(train, lambda workload: None)
