//! A layer may have any label: the items generated for it do not hide those of the network.

use mlp::prelude::*;

/// Sizes that are not literals become constants of the network's.
const H: usize = 7;
const TWO: usize = 2;
const RATE: f64 = 0.5;

/// Labels that are the names of constants and functions of networks, in lower case.
macro_rules! labelled {
    ($($label:ident)*) => { $(
        mod $label {
            mlp::network! {
                pub(super) struct Labelled;
                input 3;
                $label: dense super::H leaky_relu(super::RATE) l2=super::RATE;
                dense super::TWO softmax;
                loss sparse_categorical;
            }

            mlp::network! {
                pub(super) struct Plain;
                input 3;
                dense 7 leaky_relu(0.5) l2=0.5;
                dense 2 softmax;
                loss sparse_categorical;
            }
        }

        same::<$label::Labelled, $label::Plain>(stringify!($label));
        assert_eq!($label::Labelled::PARAMETERS, 44, "{}", stringify!($label));
        assert_eq!($label::Labelled::MULTIPLY_ADDS, 35, "{}", stringify!($label));
        assert_eq!($label::Labelled::WORKSPACE_BYTES, $label::Plain::WORKSPACE_BYTES, "{}", stringify!($label));
        let model = $label::Labelled::init(1);
        assert_eq!(model.predict(&[0.5; 3]), $label::Plain::init(1).predict(&[0.5; 3]));
        assert_eq!(model.$label.weight().len(), 3);
    )* };
}

/// Both are the same network, but for the name of a field.
fn same<A, B>(label: &str)
where
    A: Trainable<Input = [f32; 3], Output = [f32; 2], Target = usize, Scalar = f32>,
    B: Trainable<Input = [f32; 3], Output = [f32; 2], Target = usize, Scalar = f32>,
{
    let numbers = |parameters: [usize; 3], values: usize| (parameters, values);
    let a = numbers([A::PARAMETERS, A::MULTIPLY_ADDS, A::WORKSPACE_BYTES], A::VALUES);
    let b = numbers([B::PARAMETERS, B::MULTIPLY_ADDS, B::WORKSPACE_BYTES], B::VALUES);
    assert_eq!(a, b, "{label}");
    let set = Dataset::new(vec![[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]], vec![0, 1]).unwrap();
    let (mut a, mut b) = (A::init(3), B::init(3));
    let losses = (
        Trainer::new(&mut a).epochs(3).fit(&set).unwrap().last().unwrap().loss,
        Trainer::new(&mut b).epochs(3).fit(&set).unwrap().last().unwrap().loss,
    );
    assert_eq!(losses.0, losses.1, "{label}");
}

#[test]
fn labels_hide_no_constant_of_the_network() {
    labelled! {
        parameters multiply_adds workspace_bytes layers values least_rows inputs outputs descends specs loss
        hyperparameters weights width input_width all names init predict load save x a d network
    }
}

#[test]
#[allow(non_snake_case)]
fn labels_may_collide_in_capitals() {
    network! {
        struct Net;
        input 3;
        maße: dense H relu l1=RATE;
        masse: dense TWO relu l1=RATE;
        adam: batch_norm epsilon=RATE;
        dense 1;
        loss mse;
        optimizer adam epsilon=RATE;
    }
    assert_eq!(Net::init(1).maße.weight()[0].len(), 7);
    assert_eq!(Net::init(1).masse.weight()[0].len(), 2);
}
