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
///
/// <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="layers of 784, 128, 10" viewBox="0 0 330 230" style="max-width:330px;width:100%" fill="none" stroke="currentColor" font-size="12" text-anchor="middle"><path opacity=".2" d="M61 55L159 55M61 55L159 73M61 55L159 91M61 55L159 127M61 55L159 145M61 55L159 163M61 73L159 55M61 73L159 73M61 73L159 91M61 73L159 127M61 73L159 145M61 73L159 163M61 91L159 55M61 91L159 73M61 91L159 91M61 91L159 127M61 91L159 145M61 91L159 163M61 127L159 55M61 127L159 73M61 127L159 91M61 127L159 127M61 127L159 145M61 127L159 163M61 145L159 55M61 145L159 73M61 145L159 91M61 145L159 127M61 145L159 145M61 145L159 163M61 163L159 55M61 163L159 73M61 163L159 91M61 163L159 127M61 163L159 145M61 163L159 163"/><path opacity=".2" d="M171 55L269 55M171 55L269 73M171 55L269 91M171 55L269 127M171 55L269 145M171 55L269 163M171 73L269 55M171 73L269 73M171 73L269 91M171 73L269 127M171 73L269 145M171 73L269 163M171 91L269 55M171 91L269 73M171 91L269 91M171 91L269 127M171 91L269 145M171 91L269 163M171 127L269 55M171 127L269 73M171 127L269 91M171 127L269 127M171 127L269 145M171 127L269 163M171 145L269 55M171 145L269 73M171 145L269 91M171 145L269 127M171 145L269 145M171 145L269 163M171 163L269 55M171 163L269 73M171 163L269 91M171 163L269 127M171 163L269 145M171 163L269 163"/><circle cx="55" cy="55" r="6"/><circle cx="55" cy="73" r="6"/><circle cx="55" cy="91" r="6"/><circle cx="55" cy="127" r="6"/><circle cx="55" cy="145" r="6"/><circle cx="55" cy="163" r="6"/><text x="55" y="113" stroke="none" fill="currentColor">⋮</text><text x="55" y="190" stroke="none" fill="currentColor">784</text><text x="55" y="206" stroke="none" fill="currentColor">input</text><text x="55" y="222" stroke="none" fill="currentColor"></text><circle cx="165" cy="55" r="6"/><circle cx="165" cy="73" r="6"/><circle cx="165" cy="91" r="6"/><circle cx="165" cy="127" r="6"/><circle cx="165" cy="145" r="6"/><circle cx="165" cy="163" r="6"/><text x="165" y="113" stroke="none" fill="currentColor">⋮</text><text x="165" y="190" stroke="none" fill="currentColor">128</text><text x="165" y="206" stroke="none" fill="currentColor">relu</text><text x="165" y="222" stroke="none" fill="currentColor"></text><circle cx="275" cy="55" r="6"/><circle cx="275" cy="73" r="6"/><circle cx="275" cy="91" r="6"/><circle cx="275" cy="127" r="6"/><circle cx="275" cy="145" r="6"/><circle cx="275" cy="163" r="6"/><text x="275" y="113" stroke="none" fill="currentColor">⋮</text><text x="275" y="190" stroke="none" fill="currentColor">10</text><text x="275" y="206" stroke="none" fill="currentColor">softmax</text><text x="275" y="222" stroke="none" fill="currentColor"></text></svg>
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
pub struct Fashion {
    /// 784 → 128, relu
    pub dense1: ::mlp::Dense<784, 128>,
    /// 128 → 10, softmax
    pub dense2: ::mlp::Dense<128, 10>,
}
const _: () = {
    #[derive(::core::default::Default)]
    pub struct __Activations {
        dense1: ::mlp::Activated<[f32; 128]>,
        dense2: ::mlp::Activated<[f32; 10]>,
    }
    #[derive(::core::default::Default)]
    pub struct __Deltas {
        dense1: ::mlp::Batch<[f32; 128]>,
        dense2: ::mlp::Batch<[f32; 10]>,
    }
    impl ::mlp::Tensors for Fashion {
        type Scalar = f32;
        const SPECS: &'static [::mlp::Spec] = &[
            ::mlp::Spec::Field(
                "dense1",
                <::mlp::Dense<784, 128> as ::mlp::Tensors>::SPECS,
            ),
            ::mlp::Spec::Field(
                "dense2",
                <::mlp::Dense<128, 10> as ::mlp::Tensors>::SPECS,
            ),
        ];
        fn zeros() -> Self {
            Self {
                dense1: ::mlp::Tensors::zeros(),
                dense2: ::mlp::Tensors::zeros(),
            }
        }
        fn tensors(&self, path: &::mlp::Path<'_>, visit: &mut ::mlp::Visit<'_, f32>) {
            ::mlp::Tensors::tensors(&self.dense1, &path.field("dense1"), visit);
            ::mlp::Tensors::tensors(&self.dense2, &path.field("dense2"), visit);
        }
        fn side_by_side<const __K: usize>(
            mut all: [&mut Self; __K],
            visit: &mut impl ::mlp::Update<f32, __K>,
        ) {
            ::mlp::Tensors::side_by_side(
                all.each_mut().map(|network| &mut network.dense1),
                visit,
            );
            ::mlp::Tensors::side_by_side(all.map(|network| &mut network.dense2), visit);
        }
    }
    impl ::mlp::Layer for Fashion {
        type Input = [f32; 784];
        type Output = [f32; 10];
        type Last = ::mlp::activation::softmax;
        type Activations = __Activations;
        type Deltas = __Deltas;
        const LAYERS: &'static [::mlp::LayerSummary] = &[
            ::mlp::LayerSummary::dense(
                "dense1",
                "relu",
                784,
                128,
                true,
                ::mlp::activation::keeps(&::mlp::activation::relu),
            ),
            ::mlp::LayerSummary::dense("dense2", "softmax", 128, 10, true, true),
        ];
        const VALUES: usize = 128 + 10;
        fn last() -> Self::Last {
            ::mlp::activation::softmax
        }
        fn initialize(random: &mut ::mlp::init::Random) -> Self {
            Self {
                dense1: ::mlp::Dense::init(::mlp::init::he_uniform, random),
                dense2: ::mlp::Dense::init(::mlp::init::glorot_uniform, random),
            }
        }
        fn row(&self, x: &[f32; 784]) -> [f32; 10] {
            ::mlp::row(self, x)
        }
        #[inline(always)]
        fn row_in(&self, x: &[f32; 784], set: impl ::mlp::Set) -> [f32; 10] {
            let __dense1 = self.dense1.row_in(x, ::mlp::activation::relu, set);
            self.dense2.row_in(&__dense1, ::mlp::activation::softmax, set)
        }
        fn forward(&self, x: &[[f32; 784]], a: &mut __Activations) {
            self.dense1.forward(x, ::mlp::activation::relu, &mut a.dense1);
            self.dense2
                .forward_last(&a.dense1, ::mlp::activation::softmax, &mut a.dense2);
        }
        fn backward(
            &self,
            x: &[[f32; 784]],
            a: &__Activations,
            d: &mut __Deltas,
            gradient: &mut Self,
            input: ::mlp::InputDelta<'_, [f32; 784]>,
        ) {
            self.dense2
                .backward(&a.dense1, &d.dense2, &mut gradient.dense2, &mut d.dense1);
            ::mlp::activation::backward(
                ::mlp::activation::relu,
                &a.dense1,
                &mut d.dense1,
            );
            self.dense1.backward(x, &d.dense1, &mut gradient.dense1, input);
        }
        const DESCENDS: bool = true;
        fn descend<__R: ::mlp::optimizer::Rule<f32, __K>, const __K: usize>(
            &mut self,
            x: &[[f32; 784]],
            a: &__Activations,
            d: &mut __Deltas,
            rule: __R,
            mut moments: [&mut Self; __K],
            input: ::mlp::InputDelta<'_, [f32; 784]>,
        ) {
            self.dense2
                .descend(
                    &a.dense1,
                    &d.dense2,
                    rule,
                    moments.each_mut().map(|network| &mut network.dense2),
                    &mut d.dense1,
                );
            ::mlp::activation::backward(
                ::mlp::activation::relu,
                &a.dense1,
                &mut d.dense1,
            );
            self.dense1
                .descend(
                    x,
                    &d.dense1,
                    rule,
                    moments.each_mut().map(|network| &mut network.dense1),
                    input,
                );
        }
        fn output(a: &__Activations) -> &::mlp::Activated<[f32; 10]> {
            &a.dense2
        }
        fn delta(d: &mut __Deltas) -> &mut ::mlp::Batch<[f32; 10]> {
            &mut d.dense2
        }
        fn outputs(
            &self,
            a: &__Activations,
            path: &::mlp::Path<'_>,
            visit: &mut ::mlp::VisitOutputs<'_, f32>,
        ) {
            visit(&path.field("dense1"), a.dense1.as_flattened());
            visit(&path.field("dense2"), a.dense2.as_flattened());
        }
    }
    impl ::mlp::Trainable for Fashion {
        type Target = usize;
        type Class = usize;
        type Loss = ::mlp::loss::sparse_categorical;
        type Optimizer = ::mlp::optimizer::Sgd;
        const LOSS: Self::Loss = ::mlp::loss::sparse_categorical;
        const HYPERPARAMETERS: ::mlp::Hyperparameters<Self::Optimizer> = ::mlp::Hyperparameters::new(
            ::mlp::optimizer::Sgd::DEFAULT,
        );
    }
};
