pub mod library {
    mlp::network! {
        struct Encoder;
        input 4;
        dense 2 tanh;
    }

    mlp::network! {
        struct Decoder;
        input 2;
        dense 4;
    }

    mlp::network! {
        pub struct Autoencoder;
        input 4;
        layer Encoder;
        layer Decoder;
        loss mse;
    }
}

fn main() {}
