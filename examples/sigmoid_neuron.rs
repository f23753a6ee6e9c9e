//! One neuron with a sigmoid learns AND. All its numbers can be checked by hand: z = w₁·x₁ + w₂·x₂ + b,
//! y = 1/(1+e⁻ᶻ), and, with the binary cross-entropy L, the gradient ∂L/∂w = mean (y − t)·x, ∂L/∂b = mean (y − t).
//!
//! `cargo run --release --example sigmoid_neuron`

use mlp::prelude::*;

/// How far one step goes against the gradient.
const LEARNING_RATE: f64 = 1.0;

network! {
    /// Two inputs, one output: the smallest network there is.
    struct Neuron;

    input 2;
    neuron: dense 1 sigmoid;
    loss binary;

    optimizer sgd lr=LEARNING_RATE;
    batch 4;
    epochs 2000;
}

fn main() -> mlp::Result<()> {
    let inputs = vec![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let and = Dataset::new(inputs, vec![[0.0], [0.0], [0.0], [1.0]])?;

    let mut model = Neuron::init(1);
    println!("Before training: the weights are random, the bias is 0.");
    show(&model, &and);

    let (loss, gradient) = model.gradient(and.inputs(), and.targets())?;
    let [g1, g2, gb] = parameters(&gradient);
    println!("The loss is {loss:.4}. Its gradient: ∂L/∂w₁ = {g1:+.4}, ∂L/∂w₂ = {g2:+.4}, ∂L/∂b = {gb:+.4}.\n");

    let mut trainer = Trainer::new(&mut model);
    trainer.step(and.inputs(), and.targets())?;
    println!("After one step, w ← w − {LEARNING_RATE}·∂L/∂w and b ← b − {LEARNING_RATE}·∂L/∂b:");
    show(trainer.model(), &and);

    trainer.fit(&and)?;
    println!("After 2000 more:");
    show(trainer.model(), &and);
    println!("The neuron fires where w·x + b > 0: on one side of a line, which is all that one neuron can draw.");
    Ok(())
}

/// The neuron's numbers, and what it makes of the four inputs.
fn show(model: &Neuron, and: &Dataset<[f32; 2], [f32; 1]>) {
    let [w1, w2, b] = parameters(model);
    println!("w₁ = {w1:.4}, w₂ = {w2:.4}, b = {b:.4}\n\n  x₁  x₂        z       y  target");
    for (x, [target]) in and.inputs().iter().zip(and.targets()) {
        let ([z], [y]) = (model.predict_logits(x), model.predict(x));
        println!("{:>4}{:>4}  {z:>7.3}  {y:>6.4}  {target:>6}", x[0], x[1]);
    }
    println!();
}

/// w₁, w₂ and b. A gradient has its model's type: of a gradient these are ∂L/∂w₁, ∂L/∂w₂ and ∂L/∂b.
fn parameters(model: &Neuron) -> [f32; 3] {
    let (w, b) = (model.neuron.weight(), model.neuron.bias());
    [w[0][0], w[1][0], b[0]]
}
