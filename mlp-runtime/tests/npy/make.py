"""Writes the files of this folder: python3 make.py, with NumPy (2.4.6 made those that are here)."""

import numpy as np

# Exact in every type: -2.5 only where there are fractions, negative numbers only where there are signs.
for name in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8".split():
    numbers = [[0, 1, 2], [3, 100, 7]]
    if name[0] in "fi":
        numbers[0][1] = -1
    array = np.array(numbers, dtype=float)
    if name[0] == "f":
        array[1, 2] = -2.5
    for order, ending in (("<", "little"), (">", "big")):
        np.save(f"{name}-{ending}.npy", array.astype(order + name))

np.save("bool.npy", np.array([True, False]))
np.save("fortran.npy", np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)))
np.save("half.npy", np.array([[1 / 3, 65504, 6e-8, -0.0, 6.1e-5]], dtype="<f2"))
np.save("scalar.npy", np.float32(3))
np.save("labels.npy", np.array([3, 0], dtype="<i8"))
np.save("float-labels.npy", np.array([2, 0], dtype="<f8"))
np.save("fractions.npy", np.array([2, 0.5], dtype="<f8"))
np.save("negative.npy", np.array([3, -1], dtype="<i8"))
np.save("nan.npy", np.array([[1, 2, np.nan], [3, 4, 5]], dtype="<f4"))
np.save("text.npy", np.array(["cat", "dog"]))
np.save("objects.npy", np.array([[1], [2, 3]], dtype=object), allow_pickle=True)
np.save("complex.npy", np.array([1j]))
np.save("structured.npy", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f4")]))
with open("version2.npy", "wb") as file:
    np.lib.format.write_array(file, np.array([[1, 2, 3]], dtype="<f4"), version=(2, 0))

images = np.arange(2 * 2 * 3, dtype="u1").reshape(2, 2, 3)
np.savez("stored.npz", x_train=images, y_train=np.array([1, 0]))
np.savez_compressed("packed.npz", x_train=images, y_train=np.array([1, 0]))
