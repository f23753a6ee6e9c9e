//! A network means the same in every scope: here, every name in its expansion is also the name of a constant, a type, a
//! function, a module, a macro, and a method.
//!
//! The names are in `scope/names.rs`. `mlp-macros` takes them from the expansions of `scope/networks.rs`, except for those
//! with the reserved form `__x`, and tests that none is missing.

#![allow(missing_docs, nonstandard_style, dead_code, unused_macros, unused_imports, unreachable_pub)]
#![allow(clippy::upper_case_acronyms)] // they are names of the expansion
#![allow(clippy::wrong_self_convention, clippy::new_ret_no_self)] // and of methods

use mlp::prelude::*;

/// What the networks name by paths.
pub mod own {
    mlp::network! {
        /// A part.
        pub struct Encoder;
        input 8;
        dense 5 tanh;
    }

    pub const UNITS: usize = 5;
    pub const SHARE: f64 = 0.25;

    #[derive(Clone, Copy, Debug)]
    pub struct Sine;

    impl mlp::activation::Elementwise for Sine {
        const NEEDS: mlp::activation::Needs = mlp::activation::Needs::Input;

        fn value<T: mlp::Float>(self, z: T) -> T {
            z.sin()
        }

        fn derivative<T: mlp::Float>(self, z: T) -> T {
            z.cos()
        }
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Pinball(pub f64);

    impl mlp::loss::Elementwise for Pinball {
        fn value<T: mlp::Float>(self, y: T, t: T) -> T {
            let d = t - y;
            (T::of(self.0) * d).max(T::of(self.0 - 1.0) * d)
        }

        fn derivative<T: mlp::Float>(self, y: T, t: T) -> T {
            if t > y { T::of(-self.0) } else { T::of(1.0 - self.0) }
        }
    }
}

/// A module with the networks, in which each name stands for something else.
macro_rules! around {
    ($($module:ident: $names:item)*) => { $(
        mod $module {
            $names
            include!("scope/names.rs");
            include!("scope/networks.rs");
        }
    )* };
}

around! {
    constants: macro_rules! names { ($($name:ident)*) => { $(const $name: () = ();)* }; }
    statics: macro_rules! names { ($($name:ident)*) => { $(static $name: () = ();)* }; }
    functions: macro_rules! names { ($($name:ident)*) => { $(fn $name() {})* }; }
    types: macro_rules! names { ($($name:ident)*) => { $(struct $name;)* }; }
    aliases: macro_rules! names { ($($name:ident)*) => { $(type $name = ();)* }; }
    modules: macro_rules! names { ($($name:ident)*) => { $(mod $name {})* }; }
    traits: macro_rules! names { ($($name:ident)*) => { $(trait $name {})* }; }
    methods: macro_rules! names {
        ($($name:ident)*) => {
            /// Methods that take `self` come before those of a type that take `&self`.
            trait Methods: Sized {
                $(fn $name(self) {})*
            }

            impl<T> Methods for T {}
        };
    }
}

/// An epoch and a prediction: numbers, and whatever the weights become.
fn works<M: Trainable>(input: M::Input, target: M::Target) {
    let set = Dataset::new(vec![input; 4], vec![target; 4]).unwrap();
    let mut model = M::init(1);
    Trainer::new(&mut model).epochs(1).batch_size(4).fit(&set).unwrap();
    assert!(mlp::Row::as_slice(&model.predict(&input)).iter().all(|y| num(*y).is_finite()));
}

fn num<T: mlp::Float>(number: T) -> f64 {
    number.widen()
}

macro_rules! all_work {
    ($($module:ident)*) => { $(
        works::<$module::Everything>([0.5; 8], $module::EverythingClass::Shoe);
        works::<$module::Plain>([0.5; 4], [1.0, -1.0]);
        works::<$module::Own>([0.5; 5], [0.5; 5]);
        works::<$module::EndsInPart>([0.5; 8], [0.1; 5]);
        works::<$module::YesOrNo>([1.0, 0.0], $module::YesOrNoClass::Yes);
        assert!(!$module::YesOrNo::pretrained().predict(&[0.0, 0.0])[0].is_nan());
    )* };
}

#[test]
fn networks_mean_the_same_in_every_scope() {
    all_work!(constants statics functions types aliases modules traits methods);
}
