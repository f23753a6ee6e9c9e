"""Writes scaler.json: what scikit-learn's StandardScaler makes of columns of every kind. Run: python scaler.py

mean, deviation and the standardized rows are those of float64 arrays; `deviation` is `scale_`, which is 1 for a column that
is constant. Columns whose squares overflow or vanish in float64, where scikit-learn fails, are scaled to 1 before, by powers
of two, and back.
"""
import json

import numpy as np
import sklearn
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(7)
f32 = lambda x: np.asarray(x, dtype=np.float32).astype(np.float64)
n = 40
columns = {
    "normal": (f32(rng.normal(size=n)), 0),
    "units": (f32(rng.normal(50, 10, n)), 0),
    "year": (f32(rng.integers(1990, 2020, n)), 0),
    "offset_1e9": (f32(1e9 + 64 * rng.integers(-4, 5, n)), 0),
    "offset_2_24": (f32(16777216 + 2 * rng.integers(0, 2, n)), 0),
    "offset_minus_1e7": (f32(-1e7 + rng.normal(0, 3, n)), 0),
    "skewed": (f32(np.exp(rng.normal(0, 3, n))), 0),
    "rare": (f32((np.arange(n) == 17) * 1.0), 0),
    "constant": (f32(np.full(n, 0.1)), 0),
    "constant_large": (f32(np.full(n, 1e9)), 0),
    "zero": (np.zeros(n), 0),
    "one_ulp": (f32(np.where(np.arange(n) % 2 == 0, 1.0, np.nextafter(np.float32(1), np.float32(2)))), 0),
    "huge": (f32(np.where(np.arange(n) % 3 == 0, -3.0e38, 3.3e38)), 127),
    "tiny": (f32(rng.integers(-9, 10, n) * 1e-37), -120),
}
wide = {
    "near_constant": (np.where(np.arange(n) % 2 == 0, 0.3, 0.1 + 0.2), 0),
    "near_constant_large": (1e9 + np.where(np.arange(n) % 2 == 0, 0, 1.2e-7), 0),
    "not_constant": (1.0 + 1e-12 * rng.integers(-9, 10, n), 0),
    "offset_1e15": (1e15 + rng.integers(-300, 300, n).astype(float), 0),
    "squares_overflow": (rng.normal(size=n) * 2.0**700, 700),
    "squares_vanish": (rng.normal(size=n) * 2.0**-700, -700),
    "largest": (np.where(np.arange(n) % 3 == 0, -1.7e308, 1.6e308), 1023),
}


def reference(column, exponent):
    scaled = np.ldexp(column, -exponent).reshape(-1, 1)
    scaler = StandardScaler().fit(scaled)
    constant = scaler.scale_[0] == 1 and scaler.var_[0] != 1
    return {
        "rows": column.tolist(),
        "mean": float(np.ldexp(scaler.mean_[0], exponent)),
        "deviation": 1.0 if constant else float(np.ldexp(scaler.scale_[0], exponent)),
        "standardized": scaler.transform(scaled)[:, 0].tolist(),
    }


json.dump(
    {
        "sklearn": sklearn.__version__,
        "f32": {name: reference(*column) for name, column in columns.items()},
        "f64": {name: reference(*column) for name, column in (columns | wide).items()},
    },
    open("scaler.json", "w"),
    indent=0,
)
