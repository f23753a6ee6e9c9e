//! `Network` → the struct and its impls. Cannot fail: only values of constants can still be wrong, and rustc checks
//! them.

mod buffers;
mod classes;
mod docs;
mod hoist;
mod layer;
mod methods;
mod network;
mod passes;
mod paths;
mod picture;
mod plan;
mod structure;
mod tensors;
#[cfg(test)]
mod tests;
mod trainable;
mod weights;

use proc_macro2::TokenStream;
use quote::quote;

use crate::network::Network;
use paths::Paths;
use plan::Plan;

/// The items that a description becomes; `krate` is the path of the facade, in front of every name.
pub(crate) fn expand(network: &Network, krate: &TokenStream) -> TokenStream {
    let paths = Paths::new(krate, &network.scalar);
    let plan = Plan::new(network, &paths);
    let (structure, widths, classes) = (plan.structure(), plan.widths(), plan.classes());
    let (buffers, tensors, layer, trainable) = (plan.buffers(), plan.tensors(), plan.layer(), plan.trainable());
    let (weights, methods) = (plan.weights(), plan.methods());
    let (hoisted, cfg, import) = (&plan.hoisted.items, plan.cfg(), paths.import());
    quote! {
        #structure
        #widths
        #classes
        #weights
        #(#cfg)*
        const _: () = {
            #import
            #hoisted
            #methods
            #buffers
            #tensors
            #layer
            #trainable
        };
    }
}
