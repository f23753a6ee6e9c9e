use mlp::prelude::*;

network! {
    struct Net;
    input 3;
    dense 2;
    loss mse;
}

fn main() -> mlp::Result<()> {
    let set = Dataset::new(vec![[0.0; 3]], vec![[0.0; 2]])?;
    let mut model = Net::init(1);
    Trainer::new(&mut model).learning_rate(0.1).fit(&set)?;
    Ok(())
}
