//! Descriptions → networks and messages, without rustc.

mod any_tokens;
mod messages;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::network::{Layer, Network, WordKind};
use crate::{check, parse};

/// The network of a description, or what is said about it.
fn network(description: &str) -> Result<Network, Vec<String>> {
    let tokens: TokenStream = description.parse().expect("tokens of Rust");
    parse::parse(tokens).and_then(check::check).map_err(|errors| errors.messages())
}

fn messages(description: &str) -> Vec<String> {
    network(description).err().unwrap_or_default()
}

/// The description stands without an error.
fn accepts(description: &str) {
    assert_eq!(messages(description), Vec::<String>::new(), "{description}");
}

#[test]
fn the_whole_language_is_accepted() {
    let network = network(
        "/// Docs. \n #[cfg(test)] pub(crate) struct Fashion;
         dtype f64; input 28 * 28; hidden: dense HIDDEN leaky_relu init=he_normal bias=false l1=1e-5 l2=1;
         dropout 0; dense { N + 1 } crate::Swish(1.5, -2); dropout RATE; dense (2 * 5) softmax;
         optimizer sgd lr=0.1 momentum=0.9 nesterov=true weight_decay=crate::DECAY; batch 32; epochs ROUNDS;
         loss sparse_categorical label_smoothing=0.1;",
    );
    let network = network.unwrap_or_else(|messages| panic!("{messages:?}"));
    assert_eq!(network.attributes.len(), 2);
    assert_eq!((network.name.to_string(), network.scalar.to_string()), ("Fashion".into(), "f64".into()));
    assert_eq!(network.input.tokens.to_string(), "28 * 28");
    let fields: Vec<String> = network
        .layers
        .iter()
        .filter_map(|layer| match layer {
            Layer::Dense(dense) => Some(dense.field.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(fields, ["hidden", "dense2", "dense3"]);
    let Some(Layer::Dense(hidden)) = network.layers.first() else { panic!("the first layer is dense") };
    assert!(!hidden.bias && hidden.init.as_ref().is_some_and(|init| init == "he_normal"));
    assert_eq!(hidden.l2.as_ref().map(|l2| l2.tokens.to_string()), Some("1.0".into()));
    assert_eq!(hidden.activation.arguments.first().and_then(|slope| slope.literal), Some(0.01));
    let Some(Layer::Dense(swish)) = network.layers.get(2) else { panic!("the third layer is dense") };
    assert!(matches!(&swish.activation.kind, WordKind::Own(path) if path.to_string() == "crate :: Swish"));
    assert_eq!(swish.activation.arguments.get(1).map(|number| number.tokens.to_string()), Some("- 2.0".into()));
}

#[test]
fn every_activation_and_loss_is_accepted() {
    for activation in crate::words::ACTIVATIONS {
        accepts(&format!("input 2; dense 3 {}; loss mse;", activation.name));
    }
    for (loss, activation) in [
        ("mse", "relu"),
        ("rmse", "softmax"),
        ("mae", "crate::Sine"),
        ("huber", "linear"),
        ("huber(0.5)", ""),
        ("log_cosh", "tanh"),
        ("poisson", "softplus"),
        ("poisson", "exponential"),
        ("binary", "sigmoid"),
        ("categorical", "softmax"),
        ("kl_divergence", "softmax"),
        ("sparse_categorical", "softmax"),
        ("hinge", ""),
        ("hinge", "tanh"),
        ("crate::Quantile(0.9)", "relu"),
        ("Quantile", "relu"),
        ("hinge", "Own"),
    ] {
        accepts(&format!("input 2; dense 3 {activation}; loss {loss};"));
    }
}

#[test]
fn every_option_is_accepted() {
    for optimizer in crate::words::OPTIMIZERS {
        let options: Vec<String> =
            optimizer.options.iter().map(|option| format!("{}={}", option.name, option.example)).collect();
        accepts(&format!("input 2; dense 1; loss mse; optimizer {} {};", optimizer.name, options.join(" ")));
    }
    for init in crate::words::INITS {
        accepts(&format!("input 2; dense 1 init={init} bias=true l1=0 l2=RATE;"));
    }
    accepts("input 2; dense 1 softplus; loss huber(0.5);");
    accepts("input 2; dense 2 softmax; loss categorical label_smoothing=0;");
}

#[test]
fn sizes_are_expressions() {
    for size in [
        "28 * 28",
        "(N + 1) * 2",
        "{ N + 1 }",
        "crate::SIDE as usize * 2",
        "::net::WIDTH",
        "SIZES[1]",
        "size(3)",
        "SIZES.len()",
        "1 << 7",
        "<Net as Layer>::INPUTS",
        "size_of::<f32>()",
        "size!(3)",
        "0x10",
        "1_000",
        "16_777_216",
        "!0 >> 50",
        "RELU",
    ] {
        accepts(&format!("input {size}; dense {size} relu; dense {size} crate::Sine(0.5); loss mse;"));
    }
}

#[test]
fn the_order_of_hyperparameters_is_free() {
    accepts("epochs 3; batch 4; dtype f32; optimizer adam; input 2; dense1: dense 2; dropout 0.1; dense 1; loss mse;");
}

/// Sizes that come through a user's `macro_rules!` stand in invisible groups, which keep what belongs together.
#[test]
fn an_invisible_group_is_one_operand() {
    let group = Group::new(Delimiter::None, "N + 1".parse().expect("tokens"));
    let mut tokens: TokenStream = "input 2; dense".parse().expect("tokens");
    tokens.extend([TokenTree::from(group)]);
    tokens.extend("* 2 relu;".parse::<TokenStream>().expect("tokens"));
    let network = parse::parse(tokens).and_then(check::check).map_err(|errors| errors.messages());
    let network = network.unwrap_or_else(|messages| panic!("{messages:?}"));
    let Some(Layer::Dense(dense)) = network.layers.first() else { panic!("the layer is dense") };
    assert_eq!(dense.size.tokens.to_string(), "(N + 1) * 2");
}
