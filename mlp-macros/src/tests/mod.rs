//! Descriptions → networks and messages, without rustc.

mod any_tokens;
mod messages;
mod vocabulary;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::network::{Layer, LayerKind, Network, WordKind};
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
        .filter(|layer| matches!(layer.kind, LayerKind::Dense(_)))
        .map(|layer| layer.field.to_string())
        .collect();
    assert_eq!(fields, ["hidden", "dense2", "dense3"]);
    let Some(Layer { kind: LayerKind::Dense(hidden), .. }) = network.layers.first() else {
        panic!("the first layer is dense")
    };
    assert!(!hidden.bias && hidden.init == "he_normal");
    assert_eq!(hidden.l2.as_ref().map(|l2| l2.tokens.to_string()), Some("1.0".into()));
    assert_eq!(hidden.activation.arguments.first().and_then(|slope| slope.literal), Some(0.01));
    let Some(Layer { kind: LayerKind::Dense(swish), .. }) = network.layers.get(2) else {
        panic!("the third layer is dense")
    };
    assert!(matches!(&swish.activation.kind, WordKind::Own(path) if path.to_string() == "crate :: Swish"));
    assert_eq!(swish.activation.arguments.get(1).map(|number| number.tokens.to_string()), Some("- 2.0".into()));
}

/// The fields of layers, blocks in braces.
fn fields(layers: &[Layer]) -> String {
    let field = |layer: &Layer| match &layer.kind {
        LayerKind::Residual(block) => format!("{}: {{ {} }}", layer.field, fields(&block.layers)),
        _ => layer.field.to_string(),
    };
    layers.iter().map(field).collect::<Vec<_>>().join(" ")
}

#[test]
fn blocks_norms_and_parts_have_fields() {
    let network = network(
        "input 8; standardize; dense 8; batch_norm relu momentum=0.2 epsilon=1e-3;
         residual { dropout 0.1; a: dense 4; layer_norm; residual gelu { dense 4; b: batch_norm; } dense 8; dropout 0.5; }
         residual relu { batch_norm crate::Sine; }
         layer crate::MyNet2; other: layer ::net::MyNet2; layer Scale<8>; dense 3 softmax;
         loss sparse_categorical; classes Shirt, TShirt = \"T-shirt/top\", Bag,; schedule step every=2 factor=0.5 warmup=1;
         weights \"x.safetensors\";",
    );
    let network = network.unwrap_or_else(|messages| panic!("{messages:?}"));
    let expected = "standardize dense1 batch_norm1 residual1: { dropout1 a layer_norm1 residual2: { dense3 b } dense4 dropout2 } \
                    residual3: { batch_norm3 } my_net2 other scale dense5";
    assert_eq!(fields(&network.layers), expected);
    let Some(Layer { kind: LayerKind::Norm(norm), .. }) = network.layers.get(2) else {
        panic!("the third layer is a norm")
    };
    assert_eq!((norm.momentum.literal, norm.epsilon.literal), (Some(0.2), Some(1e-3)));
    let names = network.classes.map(|classes| classes.names).unwrap_or_default();
    let names: Vec<String> = names.iter().map(|(variant, name)| format!("{variant}={name}")).collect();
    assert_eq!(names, ["Shirt=Shirt", "TShirt=T-shirt/top", "Bag=Bag"]);
    let schedule = network.schedule.map(|schedule| (schedule.word.to_string(), schedule.options.len()));
    assert_eq!(schedule, Some(("step".to_owned(), 3)));
    assert_eq!(network.weights.map(|file| file.value()), Some("x.safetensors".to_owned()));
}

#[test]
fn every_new_statement_is_accepted() {
    for schedule in crate::words::SCHEDULES {
        let options: Vec<String> =
            schedule.options.iter().map(|option| format!("{}={}", option.name, option.example)).collect();
        accepts(&format!("input 2; dense 1; loss mse; schedule {} {};", schedule.name, options.join(" ")));
        accepts(&format!("input 2; dense 1; loss mse; {}", schedule.example));
    }
    for network in [
        "input 2; dense 1 step; loss perceptron; classes No, Yes;",
        "input 2; standardize; dropout 0.1; dense N step; loss perceptron;",
        "input 2; dense 1 sigmoid; loss binary; classes No, Yes;",
        "input 2; dense N softmax; loss categorical; classes No, Yes, Perhaps;",
        "input 2; layer Encoder; loss sparse_categorical; classes No, Yes, Perhaps;",
        "input 2; layer Encoder;",
        "input N; residual { dense N; } dense M; residual { dense M relu; dense 3; } dense 2;",
        "input 2; residual { layer Encoder; } dense 2;",
        "input 2; layer_norm; batch_norm leaky_relu(0.2); layer_norm; dense 3; loss mse; batch 2;",
        "input 2; dense 3 relu; loss crate::Quantile(0.9);",
    ] {
        accepts(network);
    }
}

#[test]
fn every_activation_and_loss_is_accepted() {
    for activation in crate::words::ACTIVATIONS {
        let loss = if activation.name == "step" { "perceptron" } else { "mse" };
        accepts(&format!("input 2; dense 3 {}; loss {loss};", activation.name));
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
        "{ let a = 2; a + 1 }",
        "{ let a: usize = N; if a == 2 { 8 } else { 4 } }",
        "(if size_of::<T>() <= 4 { 8 } else { 4 })",
        "{ match N { 1 => 8, _ => 4 } }",
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
    let Some(Layer { kind: LayerKind::Dense(dense), .. }) = network.layers.first() else {
        panic!("the layer is dense")
    };
    assert_eq!(dense.size.tokens.to_string(), "(N + 1) * 2");
}

/// The limit of what rustc can take is said by us; a list far beyond it is read in no time.
#[test]
fn too_many_classes_are_numbers() {
    let description = |count: usize| {
        let names: Vec<String> = (0..count).map(|class| format!("C{class}")).collect();
        format!("input 2; dense {count} softmax; loss sparse_categorical; classes {};", names.join(", "))
    };
    accepts(&description(4096));
    for count in [4097, 100_000] {
        let said = messages(&description(count));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said.iter().all(|text| text.contains(&format!("these are {count}")) && text.contains("`usize`")),
            "{said:?}"
        );
    }
}

/// A label that some edition reserves is a raw identifier in all of them; one that none reserves is never raw.
#[test]
fn labels_that_editions_reserve() {
    let description = "input 2; gen: dense 3; r#type: dense N init=zeros l2=RATE; r#wide: dense 2; dense 1;";
    let network = network(description).unwrap_or_else(|messages| panic!("{messages:?}"));
    assert_eq!(fields(&network.layers), "r#gen r#type wide dense4");
    let network = self::network("input 2; layer Gen; dense 1;").unwrap_or_else(|messages| panic!("{messages:?}"));
    assert_eq!(fields(&network.layers), "r#gen dense1");
    assert_eq!(messages("input 2; gen: dense 3; r#gen: dense 1;").len(), 1);
    assert_eq!(messages("input 2; r#dense2: dense 3; dense 1;").len(), 1);
}
