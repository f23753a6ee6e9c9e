//! How much stack a network needs: a hundred layers, or rows of targets larger than the stack, fit in half a MiB. This is
//! true in debug builds, too, where nothing is inlined and no part of a stack frame is reused.

use std::thread;

use mlp::prelude::*;

/// A quarter of what the standard library gives a thread, and a test.
const STACK: usize = 512 << 10;

/// Calls a macro with its arguments and a hundred labels.
macro_rules! hundred {
    ($macro:ident $($arguments:tt)*) => {
        $macro! {
            $($arguments)*
            l00 l01 l02 l03 l04 l05 l06 l07 l08 l09 l10 l11 l12 l13 l14 l15 l16 l17 l18 l19 l20 l21 l22 l23 l24
            l25 l26 l27 l28 l29 l30 l31 l32 l33 l34 l35 l36 l37 l38 l39 l40 l41 l42 l43 l44 l45 l46 l47 l48 l49
            l50 l51 l52 l53 l54 l55 l56 l57 l58 l59 l60 l61 l62 l63 l64 l65 l66 l67 l68 l69 l70 l71 l72 l73 l74
            l75 l76 l77 l78 l79 l80 l81 l82 l83 l84 l85 l86 l87 l88 l89 l90 l91 l92 l93 l94 l95 l96 l97 l98 l99
        }
    };
}

macro_rules! dense {
    ($name:ident $size:literal $activation:ident $dtype:ident $optimizer:ident $($label:ident)*) => {
        network! {
            struct $name;
            input 8;
            $($label: dense $size $activation;)*
            last: dense 1;
            loss mse;
            dtype $dtype;
            optimizer $optimizer;
        }
    };
}

macro_rules! norms {
    ($name:ident $($label:ident)*) => {
        network! {
            struct $name;
            input 8;
            standardize;
            $(batch_norm silu; $label: dense 16 tanh l2=1e-4; dropout 0.1; layer_norm sigmoid;)*
            last: dense 1;
            loss mse;
        }
    };
}

macro_rules! blocks {
    ($name:ident $($label:ident)*) => {
        network! {
            struct $name;
            input 8;
            $(residual relu { $label: dense 8 gelu; layer_norm; dense 8; })*
            last: dense 1;
            loss mse;
        }
    };
}

hundred! { dense Relu 8 relu f32 sgd }
hundred! { dense Gelu 8 gelu f64 adam }
hundred! { dense Tiny 4 tanh f32 rmsprop }
hundred! { dense TinyRelu 2 relu f32 adagrad }
hundred! { dense Wide 128 mish f32 adamw }
hundred! { norms Norms }
hundred! { blocks Blocks }

mod part {
    mlp::network! { pub(super) struct Inner; input 8; dense 8 tanh; dense 8 tanh; }
}

macro_rules! parts {
    ($name:ident $($label:ident)*) => {
        network! {
            struct $name;
            input 8;
            $($label: layer part::Inner;)*
            last: dense 1;
            loss mse;
        }
    };
}

hundred! { parts Parts }

/// Runs `work` with half a MiB of stack; without enough of it the process ends.
fn in_half_a_mib(work: impl FnOnce() + Send) {
    thread::scope(|scope| {
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).unwrap().join().unwrap();
    });
}

/// Everything that goes through all layers. Whether such a depth learns anything is not asked.
fn use_all<T: mlp::Float, M: Trainable<Input = [T; 8], Target = [T; 1], Scalar = T, Output = [T; 1]>>() {
    let x = [[T::of(0.5); 8]; 3];
    in_half_a_mib(|| assert!(M::init(1).predict(&x[0])[0].is_finite()));
    in_half_a_mib(|| drop(M::init(1).predict_batch(&x)));
    in_half_a_mib(|| drop(M::init(1).activations(&x[0])));
    in_half_a_mib(|| drop(M::init(1).gradient(&x, &[[T::of(1.0)]; 3]).unwrap()));
    let set = Dataset::new(x.repeat(4), vec![[T::of(1.0)]; 12]).unwrap();
    in_half_a_mib(|| drop(Trainer::new(&mut M::init(1)).epochs(1).batch_size(4).fit(&set)));
    in_half_a_mib(|| drop(Trainer::new(&mut M::init(1)).epochs(1).clip_norm(1.0).fit(&set)));
    in_half_a_mib(|| drop(M::init(1).evaluate(&set).unwrap()));
    #[cfg(feature = "files")]
    in_half_a_mib(|| {
        let folder = tempfile::tempdir().unwrap();
        M::init(1).save(folder.path().join("deep.safetensors")).unwrap();
        M::load(folder.path().join("deep.safetensors")).unwrap();
    });
}

#[test]
fn hundred_layers_fit_half_a_mib() {
    use_all::<f32, Relu>();
    use_all::<f64, Gelu>();
    use_all::<f32, Tiny>();
    use_all::<f32, TinyRelu>();
    use_all::<f32, Wide>();
    use_all::<f32, Norms>();
    use_all::<f32, Blocks>();
    use_all::<f32, Parts>();
}

/// Numbers of a row of targets: 1 MiB.
const OUTPUTS: usize = 1 << 18;

macro_rules! many_outputs {
    ($($name:ident $activation:ident $loss:ident;)*) => { $(
        mod $name {
            mlp::network! {
                pub(super) struct Net;
                input 4;
                dense 2 relu;
                dense super::OUTPUTS $activation;
                loss $loss;
                batch 2;
                epochs 1;
            }
        }
    )* };
}

many_outputs! {
    mse linear mse;
    log_cosh linear log_cosh;
    hinge tanh hinge;
    poisson softplus poisson;
    binary sigmoid binary;
    categorical softmax categorical;
    kl_divergence softmax kl_divergence;
}

/// Trains on rows of targets that fit no stack of ours, on threads of ours too.
fn train<M: Trainable<Input = [f32; 4], Target = [f32; OUTPUTS]>>(target: f32) {
    let mut targets = Vec::new();
    targets.resize(4 * OUTPUTS, target);
    let targets = targets.as_chunks::<OUTPUTS>().0.to_vec();
    let set = Dataset::new(vec![[0.5; 4]; 4], targets).unwrap();
    for threads in [1, 2] {
        in_half_a_mib(|| drop(Trainer::new(&mut M::init(1)).threads(threads).fit(&set)));
        in_half_a_mib(|| drop(Trainer::new(&mut M::init(1)).threads(threads).clip_norm(1.0).fit(&set)));
    }
    in_half_a_mib(|| drop(M::init(1).evaluate(&set).unwrap()));
}

#[test]
fn rows_of_targets_may_be_larger_than_the_stack() {
    train::<mse::Net>(0.5);
    train::<log_cosh::Net>(0.5);
    train::<hinge::Net>(1.0);
    train::<poisson::Net>(2.0);
    train::<binary::Net>(1.0);
    train::<categorical::Net>(1.0 / OUTPUTS as f32);
    train::<kl_divergence::Net>(1.0 / OUTPUTS as f32);
}
