//! What users call on the struct: inherent methods with this network's types, of the traits' methods those that fit it,
//! so that no trait has to be imported, and documentation and editors show nothing else.

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
            // Nobody calls all of them; those of a private struct would be reported.
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
            /// How many numbers the network learns.
            #visibility const PARAMETERS: #usize = <Self as #krate::Model>::PARAMETERS;

            /// How many products the network adds up to predict one row.
            #visibility const MULTIPLY_ADDS: #usize = <Self as #krate::Model>::MULTIPLY_ADDS;

            /// How many bytes training keeps for each row of a batch, beside the row itself.
            #visibility const WORKSPACE_BYTES: #usize = <Self as #krate::Model>::WORKSPACE_BYTES;

            /// The layers as a table, with their outputs, parameters and multiply-adds.
            #[must_use]
            #visibility fn summary(&self) -> ::std::string::String {
                #krate::Model::summary(self)
            }

            /// The names of the tensors, as in a file: `dense1.weight`, `dense1.bias`, …
            #[must_use]
            #visibility fn tensor_names(&self) -> ::std::vec::Vec<::std::string::String> {
                #krate::Model::tensor_names(self)
            }

            /// The tensor with this name, in PyTorch's layout: a weight is `[outputs, inputs]`.
            #[must_use]
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
            #visibility fn init(__seed: ::core::primitive::u64) -> Self {
                <Self as #krate::Model>::init(__seed)
            }

            #[doc = #row]
            #[must_use]
            #visibility fn predict(&self, __row: &#input) -> #output {
                #krate::Model::predict(self, __row)
            }

            /// The output for one row of numbers from outside, such as a request to a server.
            ///
            /// # Errors
            /// If there are not as many numbers as the network has inputs, and for the first number, in or out, that is
            /// not finite.
            #visibility fn try_predict(&self, __row: &[#scalar]) -> #krate::Result<#output> {
                #krate::Model::try_predict(self, __row)
            }

            /// The outputs for rows.
            #[must_use]
            #visibility fn predict_batch(&self, __rows: &[#input]) -> ::std::vec::Vec<#output> {
                #krate::Model::predict_batch(self, __rows)
            }

            /// The outputs, `[rows, outputs]`, for an array `[rows, inputs]`.
            ///
            /// # Errors
            /// If the array has not as many columns as the network has inputs.
            #visibility fn predict_array(
                &self,
                __rows: #private::ndarray::ArrayView2<'_, #scalar>,
            ) -> #krate::Result<#private::ndarray::Array2<#scalar>> {
                #krate::Model::predict_array(self, __rows)
            }

            /// The output for one row before the last activation.
            #[must_use]
            #visibility fn predict_logits(&self, __row: &#input) -> #output {
                #krate::Model::predict_logits(self, __row)
            }

            /// What each layer gives for one row, in order: the layer's name with its values.
            #[must_use]
            #visibility fn activations(
                &self,
                __row: &#input,
            ) -> ::std::vec::Vec<(::std::string::String, ::std::vec::Vec<#scalar>)> {
                #krate::Model::activations(self, __row)
            }

            /// A predictor that owns its buffers: after the first call of a size it allocates nothing.
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
                /// Writes the weights to a safetensors file, which is replaced in one go.
                ///
                /// # Errors
                /// If it cannot be written, and for the first weight that is not finite.
                #visibility fn save(&self, __path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<()> {
                    #krate::Model::save(self, __path)
                }

                /// Reads a network from a safetensors file.
                ///
                /// # Errors
                /// If it cannot be read, and if its tensors are not exactly this network's.
                #visibility fn load(__path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<Self> {
                    <Self as #krate::Model>::load(__path)
                }

                /// The bytes of the file that [`save`](Self::save) writes.
                ///
                /// # Errors
                /// For the first weight that is not finite.
                #visibility fn to_bytes(&self) -> #krate::Result<::std::vec::Vec<::core::primitive::u8>> {
                    #krate::Model::to_bytes(self)
                }

                /// Reads a network from the bytes of a safetensors file.
                ///
                /// # Errors
                /// As of [`load`](Self::load).
                #visibility fn load_bytes(__bytes: &[::core::primitive::u8]) -> #krate::Result<Self> {
                    <Self as #krate::Model>::load_bytes(__bytes)
                }

                /// Reads a network from whatever gives the bytes of a safetensors file.
                ///
                /// # Errors
                /// As of [`load`](Self::load).
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
                #visibility fn predict_class(&self, __row: &#input) -> #class {
                    #krate::Classifier::predict_class(self, __row)
                }

                /// The most probable class of a row of numbers from outside.
                ///
                /// # Errors
                /// If there are not as many numbers as the network has inputs, and for the first number, in or out, that
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
            #visibility fn evaluate(&self, __set: &#krate::Dataset<#input, #target>) -> #krate::Result<#krate::Evaluation> {
                #krate::Trainable::evaluate(self, __set)
            }

            /// The loss of a batch, and its gradient with respect to every trained tensor.
            ///
            /// # Errors
            /// If there are not as many targets as rows, or none, and for the first target that does not fit the loss.
            #visibility fn gradient(&self, __rows: &[#input], __targets: &[#target]) -> #krate::Result<(#scalar, Self)> {
                #krate::Trainable::gradient(self, __rows, __targets)
            }

            /// A trainer that has this network for itself: for what goes on learning while it is used.
            #[must_use]
            #visibility fn into_trainer(self) -> #krate::Trainer<'static, Self> {
                #krate::Trainable::into_trainer(self)
            }
        }
    }

    /// Whether outputs name a class, as far as the macro can tell: yes or no is for one output alone.
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

    /// The type of a row of outputs, at the last layer where that is private.
    fn located_output(&self) -> TokenStream {
        let Some(last) = self.steps.last() else { return quote!() };
        let output = last.layer.output(last);
        quote_spanned!(last.layer.span()=> #output)
    }
}
