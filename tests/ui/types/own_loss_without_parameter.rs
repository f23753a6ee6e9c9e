use mlp::Float;

#[derive(Clone, Copy)]
pub struct Quantile(f64);

impl mlp::loss::Elementwise for Quantile {
    fn value<T: Float>(self, y: T, t: T) -> T {
        T::of(self.0) * (t - y)
    }
    fn derivative<T: Float>(self, _: T, _: T) -> T {
        T::of(-self.0)
    }
}

mlp::network! {
    input 3;
    dense 1;
    loss crate::Quantile;
}

fn main() {}
