use mlp::prelude::*;

network! {
    struct Net;
    input 3;
    dense 2;
    loss mse;
}

fn main() -> mlp::Result<()> {
    let set = Dataset::new(vec![[0.0; 3]], vec![[1.0, 0.0]])?;
    println!("{}", Net::init(1).score(&set)?);
    Ok(())
}
