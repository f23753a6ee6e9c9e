//! `Network` → the struct and its impls. Cannot fail: what is wrong by now are values of constants, which rustc checks.

mod backward;
mod classes;
mod docs;
mod hoist;
mod layer;
mod passes;
mod picture;
mod plan;
mod structure;
#[cfg(test)]
mod tests;
mod trainable;
mod upkeep;
mod weights;

use proc_macro2::TokenStream;
use quote::quote;

use crate::network::Network;
use plan::Plan;

/// The items that a description becomes; `krate` is the path of the facade, in front of every name.
pub(crate) fn expand(network: &Network, krate: &TokenStream) -> TokenStream {
    let plan = Plan::new(network, krate);
    let (structure, widths, classes) = (plan.structure(), plan.widths(), plan.classes());
    let (buffers, tensors, layer, trainable) = (plan.buffers(), plan.tensors(), plan.layer(), plan.trainable());
    let weights = plan.weights();
    let (hoisted, cfg) = (&plan.hoisted.items, plan.cfg());
    quote! {
        #structure
        #widths
        #classes
        #weights
        #(#cfg)*
        const _: () = {
            #hoisted
            #buffers
            #tensors
            #layer
            #trainable
        };
    }
}
