/// Ten kinds of clothing, 28×28 grey pixels each.
///
/// `784 → 128 relu → 10 softmax, loss sparse_categorical`
///
/// | layer | | outputs | parameters | multiply-adds |
/// | --- | --- | ---: | ---: | ---: |
/// | | `input` | 784 | | |
/// | dense1 | `dense relu` | 128 | 100480 | 100352 |
/// | dense2 | `dense softmax` | 10 | 1290 | 1280 |
/// | total | | | 101770 | 101632 |
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
pub struct Fashion {
    /// 784 → 128, relu
    pub dense1: ::mlp::Dense<784, 128>,
    /// 128 → 10, softmax
    pub dense2: ::mlp::Dense<128, 10>,
}
const _: () = {
    use ::mlp::__private;
    #[derive(::core::default::Default)]
    pub struct __Activations {
        dense1: __private::Activated<[::core::primitive::f32; 128]>,
        dense2: __private::Activated<[::core::primitive::f32; 10]>,
    }
    #[derive(::core::default::Default)]
    pub struct __Deltas {
        dense1: __private::Batch<[::core::primitive::f32; 128]>,
        dense2: __private::Batch<[::core::primitive::f32; 10]>,
    }
    impl ::mlp::Tensors for Fashion {
        type Scalar = ::core::primitive::f32;
        const SPECS: &'static [__private::Spec] = &[
            __private::Spec::of::<::mlp::Dense<784, 128>>("dense1"),
            __private::Spec::of::<::mlp::Dense<128, 10>>("dense2"),
        ];
        fn zeros() -> Self {
            Self {
                dense1: ::mlp::Tensors::zeros(),
                dense2: ::mlp::Tensors::zeros(),
            }
        }
        fn tensors(
            &self,
            __path: &__private::Path<'_>,
            __visit: &mut __private::Visit<'_, Self::Scalar>,
        ) {
            ::mlp::Tensors::tensors(&self.dense1, &__path.field("dense1"), __visit);
            ::mlp::Tensors::tensors(&self.dense2, &__path.field("dense2"), __visit);
        }
        fn side_by_side<const __K: ::core::primitive::usize>(
            mut __all: [&mut Self; __K],
            __visit: &mut impl __private::Update<Self::Scalar, __K>,
        ) {
            ::mlp::Tensors::side_by_side(
                (&mut __all).each_mut().map(|__network| &mut __network.dense1),
                __visit,
            );
            ::mlp::Tensors::side_by_side(
                (&mut __all).each_mut().map(|__network| &mut __network.dense2),
                __visit,
            );
        }
    }
    impl ::mlp::Layer for Fashion {
        type Input = [::core::primitive::f32; 784];
        type Output = [::core::primitive::f32; 10];
        type Last = ::mlp::activation::softmax;
        type Activations = __Activations;
        type Deltas = __Deltas;
        const LAYERS: &'static [__private::LayerSummary] = &[
            __private::LayerSummary::dense("dense1", "relu", 784, 128)
                .before(&::mlp::activation::relu),
            __private::LayerSummary::dense("dense2", "softmax", 128, 10).keeping_logits(),
        ];
        const VALUES: ::core::primitive::usize = 128 + 10;
        fn last() -> Self::Last {
            ::mlp::activation::softmax
        }
        fn initialize(__random: &mut ::mlp::init::Random) -> Self {
            Self {
                dense1: ::mlp::Dense::init(::mlp::init::he_uniform, __random),
                dense2: ::mlp::Dense::init(::mlp::init::glorot_uniform, __random),
            }
        }
        fn row(&self, __x: &Self::Input) -> Self::Output {
            __private::row(self, __x)
        }
        #[inline(always)]
        fn row_in(&self, __x: &Self::Input, __set: impl __private::Set) -> Self::Output {
            let __dense1_row = (&self.dense1)
                .row_in(__x, ::mlp::activation::relu, __set);
            (&self.dense2).row_in(&__dense1_row, ::mlp::activation::softmax, __set)
        }
        fn forward(&self, __x: &[Self::Input], __a: &mut Self::Activations) {
            (&self.dense1).forward(__x, ::mlp::activation::relu, &mut __a.dense1);
            (&self.dense2)
                .forward_last(&__a.dense1, ::mlp::activation::softmax, &mut __a.dense2);
        }
        fn backward(
            &self,
            __x: &[Self::Input],
            __a: &Self::Activations,
            __d: &mut Self::Deltas,
            __gradient: &mut Self,
            __input: __private::InputDelta<'_, Self::Input>,
        ) {
            (&self.dense2)
                .backward(
                    &__a.dense1,
                    &__d.dense2,
                    &mut __gradient.dense2,
                    &mut __d.dense1,
                );
            __private::activation::backward(
                ::mlp::activation::relu,
                &__a.dense1,
                &mut __d.dense1,
            );
            (&self.dense1).backward(__x, &__d.dense1, &mut __gradient.dense1, __input);
        }
        const DESCENDS: ::core::primitive::bool = true;
        fn descend<
            __R: __private::Rule<Self::Scalar, __K>,
            const __K: ::core::primitive::usize,
        >(
            &mut self,
            __x: &[Self::Input],
            __a: &Self::Activations,
            __d: &mut Self::Deltas,
            __rule: __R,
            mut __moments: [&mut Self; __K],
            __input: __private::InputDelta<'_, Self::Input>,
        ) {
            (&mut self.dense2)
                .descend(
                    &__a.dense1,
                    &__d.dense2,
                    __rule,
                    (&mut __moments).each_mut().map(|__network| &mut __network.dense2),
                    &mut __d.dense1,
                );
            __private::activation::backward(
                ::mlp::activation::relu,
                &__a.dense1,
                &mut __d.dense1,
            );
            (&mut self.dense1)
                .descend(
                    __x,
                    &__d.dense1,
                    __rule,
                    (&mut __moments).each_mut().map(|__network| &mut __network.dense1),
                    __input,
                );
        }
        fn output(__a: &Self::Activations) -> &__private::Activated<Self::Output> {
            &__a.dense2
        }
        fn delta(__d: &mut Self::Deltas) -> &mut __private::Batch<Self::Output> {
            &mut __d.dense2
        }
        fn outputs(
            &self,
            __a: &Self::Activations,
            __path: &__private::Path<'_>,
            __visit: &mut __private::VisitOutputs<'_, Self::Scalar>,
        ) {
            __visit(&__path.field("dense1"), ::mlp::Row::flat(&__a.dense1));
            __visit(&__path.field("dense2"), ::mlp::Row::flat(&__a.dense2));
        }
    }
    impl ::mlp::Trainable for Fashion {
        type Target = ::core::primitive::usize;
        type Class = ::core::primitive::usize;
        type Loss = ::mlp::loss::sparse_categorical;
        type Optimizer = ::mlp::optimizer::Sgd;
        const LOSS: Self::Loss = ::mlp::loss::sparse_categorical;
        const HYPERPARAMETERS: ::mlp::Hyperparameters<Self::Optimizer> = ::mlp::Hyperparameters::new(
            ::mlp::optimizer::Sgd::DEFAULT,
        );
    }
};
