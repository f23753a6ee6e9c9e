//! The inherent methods of the struct, with the network's types: those methods of the traits that fit it. So no trait
//! has to be imported, and documentation and editors show nothing else.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::paths::Paths;
use super::plan::Plan;
use crate::words::TargetKind;

impl Plan<'_> {
    pub(super) fn methods(&self) -> TokenStream {
        let (name, bounds) = (self.name, self.bounds());
        let (facts, predict, files, train) = (self.facts(), self.predict(), self.files(), self.training());
        quote! {
            // No program calls all of them, and rustc would report unused ones of a private struct.
            #[allow(dead_code, clippy::allow_attributes)]
            impl #name #bounds {
                #predict
                #train
                #files
                #facts
            }
        }
    }

    /// What the network is made of.
    fn facts(&self) -> TokenStream {
        let (Paths { krate, private, scalar, .. }, visibility) = (self.paths, &self.network.visibility);
        let [usize, str] = [quote!(::core::primitive::usize), quote!(::core::primitive::str)];
        quote! {
            /// The number of values that training learns.
            #visibility const PARAMETERS: #usize = <Self as #krate::Model>::PARAMETERS;

            /// The number of multiply-adds that the prediction of one row takes.
            #visibility const MULTIPLY_ADDS: #usize = <Self as #krate::Model>::MULTIPLY_ADDS;

            /// The memory that training needs for each row of a batch, in bytes, besides the row itself.
            #visibility const WORKSPACE_BYTES: #usize = <Self as #krate::Model>::WORKSPACE_BYTES;

            /// A table of the layers, with their outputs, parameters, and multiply-adds.
            #[must_use]
            #[doc(alias("describe", "torchsummary"))]
            #visibility fn summary(&self) -> ::std::string::String {
                #krate::Model::summary(self)
            }

            /// The names of the tensors, as in a file: `dense1.weight`, `dense1.bias`, …
            #[must_use]
            #[doc(alias("named_parameters", "parameters", "get_params", "weights"))]
            #visibility fn tensor_names(&self) -> ::std::vec::Vec<::std::string::String> {
                #krate::Model::tensor_names(self)
            }

            /// The tensor with this name, in PyTorch's layout: a weight has the shape `[outputs, inputs]`.
            #[must_use]
            #[doc(alias("get_weights", "get_parameter", "weight"))]
            #visibility fn tensor(&self, __name: &#str) -> ::core::option::Option<#private::ndarray::ArrayD<#scalar>> {
                #krate::Model::tensor(self, __name)
            }
        }
    }

    /// A fresh network, and prediction.
    fn predict(&self) -> TokenStream {
        let (Paths { krate, private, scalar, .. }, visibility) = (self.paths, &self.network.visibility);
        let (input, output) = (self.paths.row(&self.input.tokens), self.located_output());
        let row = format!(" The output for one row of {} numbers.", self.input.shown);
        quote! {
            /// A network with fresh weights: the same seed gives the same weights on every machine.
            #[must_use]
            #[doc(alias("new", "build"))]
            #visibility fn init(__seed: ::core::primitive::u64) -> Self {
                <Self as #krate::Model>::init(__seed)
            }

            #[doc = #row]
            #[must_use]
            #[doc(alias("forward", "call", "infer", "__call__"))]
            #visibility fn predict(&self, __row: &#input) -> #output {
                #krate::Model::predict(self, __row)
            }

            /// The output for one row of numbers from outside, such as a request to a server.
            ///
            /// # Errors
            /// If the number of values differs from the number of inputs, and for the first input or output that is
            /// not finite.
            #[doc(alias("predict_slice", "predict_checked"))]
            #visibility fn try_predict(&self, __row: &[#scalar]) -> #krate::Result<#output> {
                #krate::Model::try_predict(self, __row)
            }

            /// The outputs for several rows.
            #[must_use]
            #[doc(alias("predict_rows", "predict_many"))]
            #visibility fn predict_batch(&self, __rows: &[#input]) -> ::std::vec::Vec<#output> {
                #krate::Model::predict_batch(self, __rows)
            }

            /// The outputs, `[rows, outputs]`, for an array `[rows, inputs]`.
            ///
            /// # Errors
            /// If the number of columns differs from the number of inputs.
            #[doc(alias("predict_ndarray"))]
            #visibility fn predict_array(
                &self,
                __rows: #private::ndarray::ArrayView2<'_, #scalar>,
            ) -> #krate::Result<#private::ndarray::Array2<#scalar>> {
                #krate::Model::predict_array(self, __rows)
            }

            /// The output for one row before the last activation.
            #[must_use]
            #[doc(alias("logits", "decision_function"))]
            #visibility fn predict_logits(&self, __row: &#input) -> #output {
                #krate::Model::predict_logits(self, __row)
            }

            /// The output of each layer for one row, in order: the name of the layer and its values.
            #[must_use]
            #[doc(alias("hooks", "intermediate_outputs", "feature_maps"))]
            #visibility fn activations(
                &self,
                __row: &#input,
            ) -> ::std::vec::Vec<(::std::string::String, ::std::vec::Vec<#scalar>)> {
                #krate::Model::activations(self, __row)
            }

            /// A predictor with its own buffers. It allocates nothing after the first call with a given number of rows.
            #[must_use]
            #visibility fn predictor(&self) -> #krate::Predictor<'_, Self> {
                #krate::Model::predictor(self)
            }
        }
    }

    /// Files, if the facade reads and writes any.
    fn files(&self) -> TokenStream {
        let (Paths { krate, private, .. }, visibility) = (self.paths, &self.network.visibility);
        quote! {
            #private::if_files! {
                /// Writes the weights to a safetensors file, which is replaced as a whole.
                ///
                /// # Errors
                /// If it cannot be written, and for the first weight that is not finite.
                #[doc(alias("save_weights", "save_model", "to_file", "dump"))]
                #visibility fn save(&self, __path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<()> {
                    #krate::Model::save(self, __path)
                }

                /// Reads a network from a safetensors file.
                ///
                /// # Errors
                /// If it cannot be read, or does not contain exactly the tensors of this network.
                #[doc(alias("load_weights", "load_model", "from_file", "from_pretrained", "load_state_dict"))]
                #visibility fn load(__path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<Self> {
                    <Self as #krate::Model>::load(__path)
                }

                /// The contents of the file that [`save`](Self::save) writes.
                ///
                /// # Errors
                /// For the first weight that is not finite.
                #[doc(alias("state_dict", "serialize"))]
                #visibility fn to_bytes(&self) -> #krate::Result<::std::vec::Vec<::core::primitive::u8>> {
                    #krate::Model::to_bytes(self)
                }

                /// Reads a network from the contents of a safetensors file.
                ///
                /// # Errors
                /// As [`load`](Self::load).
                #[doc(alias("from_bytes", "deserialize"))]
                #visibility fn load_bytes(__bytes: &[::core::primitive::u8]) -> #krate::Result<Self> {
                    <Self as #krate::Model>::load_bytes(__bytes)
                }

                /// Reads a network from a reader over the contents of a safetensors file.
                ///
                /// # Errors
                /// As [`load`](Self::load).
                #visibility fn load_reader(__reader: impl ::std::io::Read) -> #krate::Result<Self> {
                    <Self as #krate::Model>::load_reader(__reader)
                }
            }
        }
    }

    /// What a network with a loss can do.
    fn training(&self) -> TokenStream {
        let Some(loss) = &self.network.loss else { return quote!() };
        let (Paths { krate, scalar, .. }, visibility) = (self.paths, &self.network.visibility);
        let input = self.paths.row(&self.input.tokens);
        let (target, class) = self.target_and_class(loss);
        let span = self.steps.last().map_or_else(Span::call_site, |last| last.layer.span());
        let target = quote_spanned!(span=> #target);
        let classifies = self.classifies().then(|| {
            quote! {
                /// The most probable class of a row.
                #[must_use]
                #[doc(alias("argmax", "predict_classes", "classify", "predict_label"))]
                #visibility fn predict_class(&self, __row: &#input) -> #class {
                    #krate::Classifier::predict_class(self, __row)
                }

                /// The most probable class of a row of numbers from outside.
                ///
                /// # Errors
                /// If the number of values differs from the number of inputs, and for the first input or output that
                /// is not finite.
                #visibility fn try_predict_class(&self, __row: &[#scalar]) -> #krate::Result<#class> {
                    #krate::Classifier::try_predict_class(self, __row)
                }
            }
        });
        quote! {
            #classifies

            /// Loss and metrics of the predictions for a dataset.
            ///
            /// # Errors
            /// For the first target that does not fit the loss.
            #[doc(alias("score", "test"))]
            #visibility fn evaluate(&self, __set: &#krate::Dataset<#input, #target>) -> #krate::Result<#krate::Evaluation> {
                #krate::Trainable::evaluate(self, __set)
            }

            /// The loss of a batch, and its gradient with respect to every trained tensor.
            ///
            /// # Errors
            /// If there are no rows, if the number of targets differs, and for the first target that does not fit the
            /// loss.
            #[doc(alias("backward", "grad", "loss_and_gradient"))]
            #visibility fn gradient(&self, __rows: &[#input], __targets: &[#target]) -> #krate::Result<(#scalar, Self)> {
                #krate::Trainable::gradient(self, __rows, __targets)
            }

            /// A trainer that owns this network, for programs that keep learning while they use it.
            #[must_use]
            #[doc(alias("fit", "train", "compile"))]
            #visibility fn into_trainer(self) -> #krate::Trainer<'static, Self> {
                #krate::Trainable::into_trainer(self)
            }
        }
    }

    /// Whether outputs name a class, as far as the macro can tell: yes or no is only for one output.
    fn classifies(&self) -> bool {
        let Some(loss) = &self.network.loss else { return false };
        match loss.target() {
            TargetKind::Class | TargetKind::Distribution => true,
            TargetKind::YesNo => {
                let one = self.steps.last().and_then(|last| last.outputs.number()) == Some(1);
                one || self.network.classes.is_some()
            }
            TargetKind::Row => false,
        }
    }

    /// The type of a row of outputs, with the span of the last layer if that is private.
    fn located_output(&self) -> TokenStream {
        let Some(last) = self.steps.last() else { return quote!() };
        let output = last.layer.output(last);
        quote_spanned!(last.layer.span()=> #output)
    }
}
