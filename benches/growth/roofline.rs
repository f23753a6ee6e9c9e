//! Widths and rows → the least time that the machine's two limits leave.

use crate::machine::Machine;

/// What a call cannot do without, in f32.
pub(crate) struct Work {
    flops: usize,
    /// Numbers read and written.
    moved: usize,
    /// Numbers that it works on, each counted once.
    held: usize,
}

impl Work {
    /// A training step. FLOPs: X·W, Xᵀ·Δ, and Δ·Wᵀ of every layer but the first. Moved: W and b are read by the pass
    /// forward and by that backward, and written once; a layer's input is read by both, its output written, its Δ written
    /// and read.
    pub(crate) fn training(widths: &[usize], rows: usize) -> Self {
        let Sums { products, parameters, inputs, outputs } = Sums::of(widths);
        Self {
            flops: 2 * rows * (3 * products - widths[0] * widths[1]),
            moved: 3 * parameters + rows * (2 * inputs + 3 * outputs),
            held: parameters + rows * (widths[0] + 2 * outputs),
        }
    }

    /// A prediction. FLOPs: X·W. Moved: W, b and a layer's input are read, its output written.
    pub(crate) fn prediction(widths: &[usize], rows: usize) -> Self {
        let Sums { products, parameters, inputs, outputs } = Sums::of(widths);
        Self {
            flops: 2 * rows * products,
            moved: parameters + rows * (inputs + outputs),
            held: parameters + rows * (widths[0] + outputs),
        }
    }

    /// The roofline's seconds: all FLOPs at the peak, or all moved at the rate of reading a buffer as large as all held,
    /// whichever takes longer.
    pub(crate) fn seconds(&self, machine: &Machine) -> f64 {
        let [moved, held] = [self.moved, self.held].map(|numbers| (numbers * size_of::<f32>()) as f64);
        (self.flops as f64 / machine.flops).max(moved / machine.bandwidth(held))
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
