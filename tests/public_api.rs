//! The standard traits of the public types: they can be printed, compared, and shared among threads.

use std::collections::HashSet;
use std::fmt::Debug;

use mlp::optimizer::{Adamax, Lion, NAdam, RAdam};
use mlp::prelude::*;
use mlp::{Predictor, activation, init, loss};

network! {
    struct Fashion;
    input 4;
    dense 8 relu;
    dense 3 softmax;
    loss sparse_categorical;
    classes Shirt, Boot, Bag = "hand bag";
}

/// Whether values of a type may be used by several threads, known when compiling.
const fn shared<T: Send + Sync>() {}

const _: () = {
    shared::<Fashion>();
    shared::<FashionClass>();
    shared::<Dataset<[f32; 4], FashionClass>>();
    shared::<Scaler<[f32; 4]>>();
    shared::<Predictor<'_, Fashion>>();
    shared::<History>();
    shared::<Epoch>();
    shared::<Evaluation>();
    shared::<Schedule>();
    shared::<Error>();
};

/// A trainer has a callback of the user's, so it goes to another thread, but is not used by two.
const fn sent<T: Send>() {}
const _: () = sent::<Trainer<'static, Fashion>>();

#[test]
fn trainers_and_predictors_are_shown() {
    let mut model = Fashion::init(1);
    let shown = format!("{:?}", model.predictor().threads(2));
    assert!(shown.starts_with("Predictor {") && shown.contains("Fashion") && shown.contains("threads: 2"), "{shown}");
    let trainer = Trainer::new(&mut model).optimizer(Adam::new(0.5)).epochs(7).callback(|_, _| ());
    let shown = format!("{trainer:?}");
    assert!(shown.starts_with("Trainer {") && shown.contains("learning_rate: 0.5") && shown.contains("epochs: 7"));
}

#[test]
fn defaults_are_the_declared_ones() {
    fn same<O: Default + PartialEq + Debug>(declared: &O) {
        assert_eq!(&O::default(), declared);
    }
    same(&Sgd::DEFAULT);
    same(&Adam::DEFAULT);
    same(&AdamW::DEFAULT);
    same(&Adamax::DEFAULT);
    same(&NAdam::DEFAULT);
    same(&RAdam::DEFAULT);
    same(&Lion::DEFAULT);
    same(&RmsProp::DEFAULT);
    same(&Adagrad::DEFAULT);
}

#[test]
fn words_without_a_number_are_keys() {
    assert_eq!(HashSet::from([activation::relu, activation::relu]).len(), 1);
    assert_eq!(HashSet::from([loss::mse, loss::mse]).len(), 1);
    assert_eq!(HashSet::from([init::he_normal, init::he_normal]).len(), 1);
}

#[test]
fn a_number_without_a_class_gives_none() {
    assert_eq!(FashionClass::from_index(2), Some(FashionClass::Bag));
    assert_eq!(FashionClass::from_index(3), None);
    assert_eq!((bool::from_index(1), bool::from_index(2)), (Some(true), None));
    assert_eq!(usize::from_index(9), Some(9));
    for class in FashionClass::ALL {
        assert_eq!(FashionClass::from_index(class.index()), Some(class));
    }
}

#[test]
fn the_facade_names_what_it_shows_one_by_one() {
    let facade = include_str!("../src/lib.rs");
    assert!(!facade.contains("mlp_runtime::*"), "what only the expansion names would be public again");
}
