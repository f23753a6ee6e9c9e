"""Makes the reference numbers of the tests again and compares them with the files in the repository.

    python tests/reference/compare.py    # packages: requirements.txt

Each script runs on a copy in a folder of its own. Its files are compared with those beside it in the repository: numbers to
1e-9 of the largest of a tensor, everything else exactly.
"""
import pathlib, re, shutil, subprocess, sys, tempfile

import numpy as np
from safetensors.numpy import load_file

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = {
    "mlp-runtime/tests/npy/make.py": [],
    "mlp-runtime/tests/reference/reference.py": [],
    "tests/golden/class_weights.py": [],
    "tests/golden/options.py": [],
    "tests/reference/reference.py": ["given", "."],
    "tests/scaler/scaler.py": [],
}
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|inf|nan|Infinity|NaN)")


def close(a, b):
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape: return False
    finite = np.isfinite(a)
    if not np.array_equal(a[~finite], b[~finite], equal_nan=True): return False
    scale = max(np.abs(b[finite]).max(initial=0.0), 1e-3)
    return bool(np.all(np.abs(a[finite] - b[finite]) <= 1e-9 * scale))


def same(made, kept):
    """Whether two files hold the same; the first difference if not."""
    if made.read_bytes() == kept.read_bytes(): return None
    if made.suffix == ".safetensors":
        a, b = load_file(made), load_file(kept)
        if a.keys() != b.keys(): return f"other tensors: {sorted(a.keys() ^ b.keys())}"
        return next((name for name in a if not close(a[name], b[name])), None)
    if made.suffix in (".csv", ".json"):
        for line, (a, b) in enumerate(zip(made.read_text().splitlines(), kept.read_text().splitlines(), strict=True), 1):
            if NUMBER.sub("#", a) != NUMBER.sub("#", b) or not all(
                close(float(x), float(y)) for x, y in zip(NUMBER.findall(a), NUMBER.findall(b), strict=True)
            ): return f"line {line}"
        return None
    return "other bytes"


def main():
    compared, different = 0, []
    for script, arguments in SCRIPTS.items():
        kept = (ROOT / script).parent
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            copy = shutil.copy(ROOT / script, folder)
            subprocess.run([sys.executable, copy, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            for made in sorted(folder.iterdir()):
                if made.suffix in (".py", ".md") or not (kept / made.name).exists(): continue
                compared += 1
                if difference := same(made, kept / made.name): different.append(f"{kept / made.name}: {difference}")
    print("\n".join(different) or f"{compared} files of reference numbers are made again, the same")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
