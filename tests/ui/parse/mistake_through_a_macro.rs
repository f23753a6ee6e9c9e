macro_rules! classifier {
    ($name:ident, $inputs:expr, $outputs:literal, $activation:ident) => {
        mlp::network! {
            struct $name;
            input $inputs;
            dense $outputs $activation;
        }
    };
}

classifier!(Digits, 28 * 28, 0, sofmax);

fn main() {}
