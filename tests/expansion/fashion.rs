/// Ten kinds of clothing, 28×28 gray pixels each.
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
    #[allow(dead_code, clippy::allow_attributes)]
    impl Fashion {
        /// A network with fresh weights: the same seed gives the same weights on every machine.
        #[must_use]
        #[doc(alias("new", "build"))]
        pub fn init(__seed: ::core::primitive::u64) -> Self {
            <Self as ::mlp::Model>::init(__seed)
        }
        /// The output for one row of 784 numbers.
        #[must_use]
        #[doc(alias("forward", "call", "infer", "__call__"))]
        pub fn predict(
            &self,
            __row: &[::core::primitive::f32; 784],
        ) -> [::core::primitive::f32; 10] {
            ::mlp::Model::predict(self, __row)
        }
        /// The output for one row of numbers from outside, such as a request to a server.
        ///
        /// # Errors
        /// If the number of values differs from the number of inputs, and for the first input or output that is
        /// not finite.
        #[doc(alias("predict_slice", "predict_checked"))]
        pub fn try_predict(
            &self,
            __row: &[::core::primitive::f32],
        ) -> ::mlp::Result<[::core::primitive::f32; 10]> {
            ::mlp::Model::try_predict(self, __row)
        }
        /// The outputs for several rows.
        #[must_use]
        #[doc(alias("predict_rows", "predict_many"))]
        pub fn predict_batch(
            &self,
            __rows: &[[::core::primitive::f32; 784]],
        ) -> ::std::vec::Vec<[::core::primitive::f32; 10]> {
            ::mlp::Model::predict_batch(self, __rows)
        }
        /// The outputs, `[rows, outputs]`, for an array `[rows, inputs]`.
        ///
        /// # Errors
        /// If the number of columns differs from the number of inputs.
        #[doc(alias("predict_ndarray"))]
        pub fn predict_array(
            &self,
            __rows: __private::ndarray::ArrayView2<'_, ::core::primitive::f32>,
        ) -> ::mlp::Result<__private::ndarray::Array2<::core::primitive::f32>> {
            ::mlp::Model::predict_array(self, __rows)
        }
        /// The output for one row before the last activation.
        #[must_use]
        #[doc(alias("logits", "decision_function"))]
        pub fn predict_logits(
            &self,
            __row: &[::core::primitive::f32; 784],
        ) -> [::core::primitive::f32; 10] {
            ::mlp::Model::predict_logits(self, __row)
        }
        /// The output of each layer for one row, in order: the name of the layer and its values.
        #[must_use]
        #[doc(alias("hooks", "intermediate_outputs", "feature_maps"))]
        pub fn activations(
            &self,
            __row: &[::core::primitive::f32; 784],
        ) -> ::std::vec::Vec<
            (::std::string::String, ::std::vec::Vec<::core::primitive::f32>),
        > {
            ::mlp::Model::activations(self, __row)
        }
        /// A predictor with its own buffers. It allocates nothing after the first call with a given number of rows.
        #[must_use]
        pub fn predictor(&self) -> ::mlp::Predictor<'_, Self> {
            ::mlp::Model::predictor(self)
        }
        /// The most probable class of a row.
        #[must_use]
        #[doc(alias("argmax", "predict_classes", "classify", "predict_label"))]
        pub fn predict_class(
            &self,
            __row: &[::core::primitive::f32; 784],
        ) -> ::core::primitive::usize {
            ::mlp::Classifier::predict_class(self, __row)
        }
        /// The most probable class of a row of numbers from outside.
        ///
        /// # Errors
        /// If the number of values differs from the number of inputs, and for the first input or output that
        /// is not finite.
        pub fn try_predict_class(
            &self,
            __row: &[::core::primitive::f32],
        ) -> ::mlp::Result<::core::primitive::usize> {
            ::mlp::Classifier::try_predict_class(self, __row)
        }
        /// Loss and metrics of the predictions for a dataset.
        ///
        /// # Errors
        /// For the first target that does not fit the loss.
        #[doc(alias("score", "test"))]
        pub fn evaluate(
            &self,
            __set: &::mlp::Dataset<
                [::core::primitive::f32; 784],
                ::core::primitive::usize,
            >,
        ) -> ::mlp::Result<::mlp::Evaluation> {
            ::mlp::Trainable::evaluate(self, __set)
        }
        /// The loss of a batch, and its gradient with respect to every trained tensor.
        ///
        /// # Errors
        /// If there are no rows, if the number of targets differs, and for the first target that does not fit the
        /// loss.
        #[doc(alias("backward", "grad", "loss_and_gradient"))]
        pub fn gradient(
            &self,
            __rows: &[[::core::primitive::f32; 784]],
            __targets: &[::core::primitive::usize],
        ) -> ::mlp::Result<(::core::primitive::f32, Self)> {
            ::mlp::Trainable::gradient(self, __rows, __targets)
        }
        /// A trainer that owns this network, for programs that keep learning while they use it.
        #[must_use]
        #[doc(alias("fit", "train", "compile"))]
        pub fn into_trainer(self) -> ::mlp::Trainer<'static, Self> {
            ::mlp::Trainable::into_trainer(self)
        }
        __private::if_files! {
            #[doc =
            r" Writes the weights to a safetensors file, which is replaced as a whole."]
            #[doc = r""] #[doc = r" # Errors"] #[doc =
            r" If it cannot be written, and for the first weight that is not finite."]
            #[doc(alias("save_weights", "save_model", "to_file", "dump"))] pub fn save(&
            self, __path : impl ::core::convert::AsRef < ::std::path::Path >) ->
            ::mlp::Result < () > { ::mlp::Model::save(self, __path) } #[doc =
            r" Reads a network from a safetensors file."] #[doc = r""] #[doc =
            r" # Errors"] #[doc =
            r" If it cannot be read, or does not contain exactly the tensors of this network."]
            #[doc(alias("load_weights", "load_model", "from_file", "from_pretrained",
            "load_state_dict"))] pub fn load(__path : impl ::core::convert::AsRef <
            ::std::path::Path >) -> ::mlp::Result < Self > { < Self as ::mlp::Model >
            ::load(__path) } #[doc =
            r" The contents of the file that [`save`](Self::save) writes."] #[doc = r""]
            #[doc = r" # Errors"] #[doc = r" For the first weight that is not finite."]
            #[doc(alias("state_dict", "serialize"))] pub fn to_bytes(& self) ->
            ::mlp::Result < ::std::vec::Vec < ::core::primitive::u8 >> {
            ::mlp::Model::to_bytes(self) } #[doc =
            r" Reads a network from the contents of a safetensors file."] #[doc = r""]
            #[doc = r" # Errors"] #[doc = r" As [`load`](Self::load)."]
            #[doc(alias("from_bytes", "deserialize"))] pub fn load_bytes(__bytes : &
            [::core::primitive::u8]) -> ::mlp::Result < Self > { < Self as ::mlp::Model >
            ::load_bytes(__bytes) } #[doc =
            r" Reads a network from a reader over the contents of a safetensors file."]
            #[doc = r""] #[doc = r" # Errors"] #[doc = r" As [`load`](Self::load)."] pub
            fn load_reader(__reader : impl ::std::io::Read) -> ::mlp::Result < Self > { <
            Self as ::mlp::Model > ::load_reader(__reader) }
        }
        /// The number of values that training learns.
        pub const PARAMETERS: ::core::primitive::usize = <Self as ::mlp::Model>::PARAMETERS;
        /// The number of multiply-adds that the prediction of one row takes.
        pub const MULTIPLY_ADDS: ::core::primitive::usize = <Self as ::mlp::Model>::MULTIPLY_ADDS;
        /// The memory that training needs for each row of a batch, in bytes, besides the row itself.
        pub const WORKSPACE_BYTES: ::core::primitive::usize = <Self as ::mlp::Model>::WORKSPACE_BYTES;
        /// A table of the layers, with their outputs, parameters, and multiply-adds.
        #[must_use]
        #[doc(alias("describe", "torchsummary"))]
        pub fn summary(&self) -> ::std::string::String {
            ::mlp::Model::summary(self)
        }
        /// The names of the tensors, as in a file: `dense1.weight`, `dense1.bias`, …
        #[must_use]
        #[doc(alias("named_parameters", "parameters", "get_params", "weights"))]
        pub fn tensor_names(&self) -> ::std::vec::Vec<::std::string::String> {
            ::mlp::Model::tensor_names(self)
        }
        /// The tensor with this name, in PyTorch's layout: a weight has the shape `[outputs, inputs]`.
        #[must_use]
        #[doc(alias("get_weights", "get_parameter", "weight"))]
        pub fn tensor(
            &self,
            __name: &::core::primitive::str,
        ) -> ::core::option::Option<__private::ndarray::ArrayD<::core::primitive::f32>> {
            ::mlp::Model::tensor(self, __name)
        }
    }
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
    #[doc(hidden)]
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
    #[doc(hidden)]
    impl ::mlp::Model for Fashion {}
    #[doc(hidden)]
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
    #[doc(hidden)]
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
