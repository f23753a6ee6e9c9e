use mlp::prelude::*;

mod networks {
    mlp::network! {
        pub struct Line<const H: usize>;
        input 1;
        dense 8 tanh;
        dense 1;
        loss mse;
    }
}

use networks::Line;

fn main() -> mlp::Result<()> {
    let train = Dataset::new(vec![[0.0], [1.0]], vec![[1.0], [3.0]])?;
    let mut model = Line::init(1);
    Trainer::new(&mut model).fit(&train)?;
    model.save("line.safetensors")?;
    println!("{:?}", model.predict(&[0.5]));
    Ok(())
}
