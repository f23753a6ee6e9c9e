//! Widths and rows → the shortest time that the machine allows.

use crate::machine::Machine;

/// What a call cannot do without: operations, and numbers of f32.
pub(crate) struct Work {
    flops: usize,
    read: usize,
    written: usize,
    /// What it works on, each number counted once.
    held: usize,
}

impl Work {
    /// A training step. FLOPs: those of X·W and Xᵀ·Δ, and of Δ·Wᵀ where a layer is not the first. Read: W and b by the
    /// pass forward and by that backward, a layer's input by both, its Δ. Written: W and b, a layer's output, its Δ.
    pub(crate) fn training(widths: &[usize], rows: usize) -> Self {
        let Sums { products, parameters, inputs, outputs } = Sums::of(widths);
        Self {
            flops: 2 * rows * (3 * products - widths[0] * widths[1]),
            read: 2 * parameters + rows * (2 * inputs + outputs),
            written: parameters + rows * 2 * outputs,
            held: parameters + rows * (widths[0] + 2 * outputs),
        }
    }

    /// A prediction. FLOPs: those of X·W. Read: W, b, a layer's input. Written: its output.
    pub(crate) fn prediction(widths: &[usize], rows: usize) -> Self {
        let Sums { products, parameters, inputs, outputs } = Sums::of(widths);
        Self {
            flops: 2 * rows * products,
            read: parameters + rows * inputs,
            written: rows * outputs,
            held: parameters + rows * (widths[0] + outputs),
        }
    }

    /// The longest of three times: all FLOPs at the peak, all reads at the rate of reading, and reads and writes at the
    /// rate of both, in a buffer of the size of all that is held.
    pub(crate) fn seconds(&self, machine: &Machine) -> f64 {
        let bytes = |numbers: usize| numbers * size_of::<f32>();
        let buffer = machine.buffer(bytes(self.held));
        let arithmetic = self.flops as f64 / machine.flops;
        let reading = bytes(self.read) as f64 / buffer.read;
        let moving = bytes(self.read + self.written) as f64 / buffer.update;
        arithmetic.max(reading).max(moving)
    }
}

/// Over all layers.
struct Sums {
    products: usize,
    parameters: usize,
    inputs: usize,
    outputs: usize,
}

impl Sums {
    fn of(widths: &[usize]) -> Self {
        let products = widths.windows(2).map(|layer| layer[0] * layer[1]).sum();
        let (inputs, outputs) = (widths[..widths.len() - 1].iter().sum(), widths[1..].iter().sum());
        Self { products, parameters: products + outputs, inputs, outputs }
    }
}
