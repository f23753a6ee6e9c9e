mlp::network! {
    input 64;
    standardize 64;
    residual 64 {
        batch_norm momentum=0.99;
        dens 32 relu;
        residual { dense 64, }
        loss mse;
    }
    layer encoder;
    dense 10 softmax;
    loss sparse_categorical;
    classes shirt, bag;
    schedule step;
    weights "x.pt";
}

fn main() {}
