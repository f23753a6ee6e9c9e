//! tmp
use crate::network::*;
use proc_macro2::*;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::*;
fn size(input: ParseStream) -> Result<Size> {
    let mut ts = TokenStream::new();
    if input.peek(LitInt) {
        let l: LitInt = input.parse()?;
        let v = l.base10_parse::<usize>()?;
        if !input.peek(Token![*]) {
            let mut n = Literal::usize_unsuffixed(v);
            n.set_span(l.span());
            return Ok(Size { tokens: n.into_token_stream(), literal: Some(v) });
        }
        l.to_tokens(&mut ts);
    } else {
        let p: Path = input.parse()?;
        p.to_tokens(&mut ts);
    }
    while input.peek(Token![*]) || input.peek(Token![+]) {
        let t: TokenTree = input.parse()?;
        ts.extend([t]);
        let t: TokenTree = input.parse()?;
        ts.extend([t]);
    }
    Ok(Size { tokens: ts, literal: None })
}
fn number(input: ParseStream) -> Result<Number> {
    if input.peek(Ident) {
        let p: Path = input.parse()?;
        return Ok(Number { tokens: p.to_token_stream(), literal: None });
    }
    let l: Lit = input.parse()?;
    let s = l.to_token_stream().to_string();
    let v: f64 = s.parse().unwrap();
    let mut n = Literal::f64_unsuffixed(v);
    n.set_span(l.span());
    Ok(Number { tokens: n.into_token_stream(), literal: Some(v) })
}
fn word(input: ParseStream) -> Result<Word> {
    let p: Path = input.call(Path::parse_mod_style)?;
    let id = p.get_ident().cloned();
    let mut arguments = vec![];
    if input.peek(token::Paren) {
        let c;
        parenthesized!(c in input);
        arguments.push(number(&c)?);
    }
    let kind = match id {
        Some(i) if i.to_string().chars().next().unwrap().is_lowercase() => {
            if arguments.is_empty() {
                let d = match i.to_string().as_str() {
                    "leaky_relu" => Some(0.01),
                    "elu" | "huber" => Some(1.0),
                    _ => None,
                };
                if let Some(d) = d {
                    arguments.push(Number { tokens: Literal::f64_unsuffixed(d).into_token_stream(), literal: Some(d) });
                }
            }
            WordKind::Vocabulary(i)
        }
        _ => WordKind::Own(p.to_token_stream()),
    };
    Ok(Word { kind, arguments })
}
pub(crate) struct Q(pub(crate) Network);
impl Parse for Q {
    fn parse(input: ParseStream) -> Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: Visibility = input.parse()?;
        let name = if input.peek(Token![struct]) {
            let _: Token![struct] = input.parse()?;
            let n: Ident = input.parse()?;
            let _: Token![;] = input.parse()?;
            n
        } else {
            Ident::new("Network", Span::call_site())
        };
        let mut n = Network {
            attributes,
            visibility,
            name,
            scalar: Ident::new("f32", Span::call_site()),
            input: Size { tokens: TokenStream::new(), literal: None },
            layers: vec![],
            loss: None,
            optimizer: None,
            batch: None,
            epochs: None,
        };
        let mut count = 0;
        while !input.is_empty() {
            let mut label = None;
            let mut kw: Ident = input.parse()?;
            if input.peek(Token![:]) {
                let _: Token![:] = input.parse()?;
                label = Some(kw);
                kw = input.parse()?;
            }
            match kw.to_string().as_str() {
                "input" => n.input = size(input)?,
                "dense" => {
                    count += 1;
                    let size = size(input)?;
                    let activation = if input.peek(Ident) && !input.peek2(Token![=]) {
                        word(input)?
                    } else {
                        Word { kind: WordKind::Vocabulary(Ident::new("linear", kw.span())), arguments: vec![] }
                    };
                    let mut d = Dense {
                        field: label.unwrap_or(Ident::new(&format!("dense{count}"), kw.span())),
                        size,
                        activation,
                        init: None,
                        bias: true,
                        l1: None,
                        l2: None,
                    };
                    while !input.peek(Token![;]) {
                        let o: Ident = input.parse()?;
                        let _: Token![=] = input.parse()?;
                        match o.to_string().as_str() {
                            "init" => d.init = Some(input.parse()?),
                            "bias" => d.bias = input.parse::<LitBool>()?.value,
                            "l1" => d.l1 = Some(number(input)?),
                            _ => d.l2 = Some(number(input)?),
                        }
                    }
                    n.layers.push(Layer::Dense(d));
                }
                "dropout" => n.layers.push(Layer::Dropout(Dropout { rate: number(input)? })),
                "loss" => {
                    let w = word(input)?;
                    let mut ls = None;
                    if input.peek(Ident) {
                        let o: Ident = input.parse()?;
                        let _: Token![=] = input.parse()?;
                        ls = Some((o, number(input)?));
                    }
                    n.loss = Some(Loss { word: w, label_smoothing: ls });
                }
                "optimizer" => {
                    let w: Ident = input.parse()?;
                    let mut options = vec![];
                    while !input.peek(Token![;]) {
                        let o: Ident = input.parse()?;
                        let _: Token![=] = input.parse()?;
                        let v = if input.peek(LitBool) {
                            OptionValue::Bool(input.parse()?)
                        } else {
                            OptionValue::Number(number(input)?)
                        };
                        options.push((o, v));
                    }
                    n.optimizer = Some(Optimizer { word: w, options });
                }
                "batch" => n.batch = Some(size(input)?),
                "epochs" => n.epochs = Some(size(input)?),
                _ => n.scalar = input.parse()?,
            }
            let _: Token![;] = input.parse()?;
        }
        Ok(Q(n))
    }
}
