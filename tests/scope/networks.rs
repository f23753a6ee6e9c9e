// Networks with every statement of the language. The tests of `mlp-macros` take the names of their expansions.

::mlp::network! {
    /// Every layer.
    pub(super) struct Everything;
    input 8;
    standardize;
    layer crate::own::Encoder;
    hidden: dense crate::own::UNITS relu init=he_normal l1=1e-5 l2=crate::own::SHARE;
    dropout 0.2;
    batch_norm tanh momentum=crate::own::SHARE;
    residual leaky_relu(crate::own::SHARE) {
        dense 5 crate::own::Sine bias=false;
        dropout crate::own::SHARE;
        layer_norm sigmoid epsilon=1e-4;
        dense 5;
    }
    residual { x: dense 5 elu; a: dense 5; }
    dense 3 softmax;
    loss sparse_categorical label_smoothing=crate::own::SHARE;
    classes Shirt, Shoe = "running shoe", Bag;
    optimizer adam lr=crate::own::SHARE weight_decay=1e-4;
    schedule step every=10 factor=crate::own::SHARE warmup=2;
    batch crate::own::UNITS;
    epochs 3;
}

::mlp::network! {
    /// Nothing but dense layers, which are updated on the way back.
    pub(super) struct Plain;
    input 4;
    dense 6 silu;
    dense 2;
    loss huber(1.5);
    optimizer sgd lr=1e-3 momentum=0.9 nesterov=true;
    schedule cosine minimum=0.1;
    dtype f64;
}

::mlp::network! {
    /// Ends in an activation and a loss of the user's own.
    pub(super) struct Own;
    input crate::own::UNITS;
    dense crate::own::UNITS crate::own::Sine;
    loss crate::own::Pinball(0.9);
    optimizer rmsprop lr=1e-3;
    schedule exponential factor=0.9;
    batch 1;
}

::mlp::network! {
    /// Ends in a part.
    pub(super) struct EndsInPart;
    input 8;
    layer crate::own::Encoder;
    loss mse;
    optimizer adagrad lr=1e-2;
    schedule constant;
}

::mlp::network! {
    /// Tells two classes apart with one output, and has its weights in the binary.
    pub(super) struct YesOrNo;
    input 2;
    dense 8 tanh;
    dense 1 sigmoid;
    loss binary;
    classes No, Yes;
    optimizer adamw lr=1e-3;
    weights "../weights/xor.safetensors";
}
