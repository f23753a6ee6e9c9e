use mlp::prelude::*;

network! {
    struct Encoder;
    input 3;
    dense 2 relu;
}

fn main() -> mlp::Result<()> {
    let set = Dataset::new(vec![[0.0; 3]], vec![[1.0, 0.0]])?;
    let mut model = Encoder::init(1);
    let mut trainer = Trainer::new(&mut model).epochs(3).progress(true);
    let history = trainer.fit(&set)?;
    println!("{}", history.epochs().len());
    Ok(())
}
