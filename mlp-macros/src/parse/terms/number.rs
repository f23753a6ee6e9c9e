//! A number: a literal within its range, or a constant.

use proc_macro2::{Delimiter, Ident, Literal, Punct, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

use crate::network::Number;
use crate::parse::foreign;
use crate::syntax::punctuation::{is_path_separator, shown};
use crate::syntax::{ErrorReported, Parsed, Tokens};
use crate::words::Range;

/// What a number is for.
pub(in crate::parse) struct NumberRule<'r> {
    /// Its name in messages.
    pub(in crate::parse) name: &'r str,
    /// The values it may have.
    pub(in crate::parse) range: Range,
    /// What to write, `lr=1e-3`.
    pub(in crate::parse) example: &'r str,
}

/// Reads a number. One out of range is reported, and parsing continues.
pub(in crate::parse) fn number(tokens: &mut Tokens, rule: &NumberRule) -> Parsed<Number> {
    let minus = tokens.punct('-');
    let number = match (tokens.peek_literal(), tokens.peek_word()) {
        (Some(literal), _) => literal_number(tokens, rule, minus.as_ref(), &literal)?,
        (None, Some(word)) => constant(tokens, rule, minus.as_ref(), &word)?,
        (None, None) => return Err(no_number(tokens, rule)),
    };
    no_arithmetic(tokens, rule, number.literal)?;
    Ok(number)
}

/// [`number`] where no second one can follow: `0,1` is a decimal comma.
pub(in crate::parse) fn one_number(tokens: &mut Tokens, rule: &NumberRule) -> Parsed<Number> {
    let Some((whole, comma, fraction)) = decimal_comma(tokens) else {
        return number(tokens, rule);
    };
    tokens.literal();
    tokens.punct(',');
    tokens.literal();
    tokens.error(&comma, format!("a number has a point, not a comma: write `{whole}.{fraction}`"));
    Ok(default_number("0.5", comma.span()))
}

/// Digits, a comma, digits.
fn decimal_comma(tokens: &Tokens) -> Option<(Literal, Punct, Literal)> {
    let digits = |literal: &Literal| literal.to_string().bytes().all(|byte| byte.is_ascii_digit());
    let (whole, behind) = tokens.cursor().literal()?;
    let (comma, behind) = behind.punct()?;
    let (fraction, _) = behind.literal()?;
    (comma.as_char() == ',' && digits(&whole) && digits(&fraction)).then_some((whole, comma, fraction))
}

/// `0.01`, or `1`, which becomes `1.0`, spanned at `span`.
pub(in crate::parse) fn default_number(value: &str, span: Span) -> Number {
    let literal = value.parse::<f64>().unwrap_or_default();
    Number { tokens: float(value, span), literal: Some(literal), range: Range::Any }
}

fn literal_number(tokens: &mut Tokens, rule: &NumberRule, minus: Option<&Punct>, literal: &Literal) -> Parsed<Number> {
    tokens.literal();
    let (digits, suffix) = match Lit::new(literal.clone()) {
        Lit::Int(int) => (int.base10_digits().to_owned(), int.suffix().to_owned()),
        Lit::Float(float) => (float.base10_digits().to_owned(), float.suffix().to_owned()),
        Lit::Str(text) => {
            let text = text.value();
            let instead = if text.parse::<f64>().is_ok() { text } else { rule.example.to_owned() };
            tokens.error(literal, format!("`{}` takes a number, not a string: write `{instead}`", rule.name));
            return Ok(default_number("0.5", literal.span()));
        }
        _ => {
            tokens.error(literal, format!("`{}` takes a number, not `{literal}`: write `{}`", rule.name, rule.example));
            return Ok(default_number("0.5", literal.span()));
        }
    };
    let sign = if minus.is_some() { "-" } else { "" };
    let span = literal.span();
    if !suffix.is_empty() {
        tokens.error(literal, format!("a number has no suffix: write `{sign}{digits}`"));
        return Ok(default_number("0.5", span));
    }
    let value = format!("{sign}{digits}").parse::<f64>().unwrap_or(f64::INFINITY);
    let place: TokenStream = minus.iter().map(ToTokens::to_token_stream).chain([literal.to_token_stream()]).collect();
    if !arithmetic_follows(tokens) {
        check_range(tokens, rule, &place, value);
    }
    let mut number = TokenStream::new();
    minus.to_tokens(&mut number);
    number.extend(float(&digits, span));
    Ok(Number { tokens: number, literal: Some(value), range: rule.range })
}

fn check_range(tokens: &mut Tokens, rule: &NumberRule, place: &TokenStream, value: f64) {
    let (name, example) = (rule.name, rule.example);
    let written = place.to_string().replace(' ', "");
    if !value.is_finite() || value.abs() > f64::from(f32::MAX) {
        tokens.error(place, format!("`{written}` is too large for a number: write `{example}`"));
    } else if name == "dropout" && value > 1.0 && value < 100.0 && !written.contains('-') {
        let share = value / 100.0;
        tokens.error(
            place,
            format!(
                "`dropout` takes a fraction of 1, not a percentage, but this is `{written}`: write `dropout {share}`"
            ),
        );
    } else if name == "dropout" && (value - 1.0).abs() < f64::EPSILON {
        tokens.error(
            place,
            format!("`dropout {written}` would drop every value: write a fraction below 1, as in `{example}`"),
        );
    } else if !rule.range.contains(value) {
        let range = rule.range.words();
        tokens.error(place, format!("`{name}` must be {range}, but this is `{written}`: write `{example}`"));
    }
}

/// An unsuffixed float literal of these digits.
fn float(digits: &str, span: Span) -> TokenStream {
    let mut text = digits.trim_end_matches('.').to_owned();
    if !text.contains(['.', 'e', 'E']) {
        text.push_str(".0");
    }
    let mut literal = text.parse::<Literal>().unwrap_or_else(|_| Literal::f64_unsuffixed(0.0));
    literal.set_span(span);
    literal.into_token_stream()
}

/// `RATE` or `crate::RATE`
fn constant(tokens: &mut Tokens, rule: &NumberRule, minus: Option<&Punct>, word: &Ident) -> Parsed<Number> {
    let text = word.to_string();
    if matches!(text.as_str(), "true" | "false" | "none" | "None" | "auto")
        || (crate::words::activation(&text).is_some())
    {
        tokens.word();
        tokens.error(word, format!("`{}` takes a number, not `{text}`: write `{}`", rule.name, rule.example));
        return Ok(default_number("0.5", word.span()));
    }
    if foreign::is_control_flow(&text) {
        let error = tokens.fail(
            word,
            "a number is a literal or a constant: compute it outside, as in `const RATE: f64 = 1.0 / 3.0;`",
        );
        while !tokens.at_end_of_statement() {
            tokens.tree();
        }
        return Err(error);
    }
    if let Some(minus) = minus.filter(|_| !matches!(rule.range, Range::Any)) {
        tokens.error(minus, format!("`{}` must be {}: write the constant without `-`", rule.name, rule.range.words()));
    }
    let mut path = minus.to_token_stream();
    tokens.word().to_tokens(&mut path);
    while is_path_separator(tokens.cursor()) {
        path.extend(tokens.path_separator().into_iter().flatten());
        let Some(next) = tokens.word() else {
            let last = tokens.last();
            return Err(tokens.fail(last, "a path ends with a name, as in `crate::RATE`"));
        };
        next.to_tokens(&mut path);
    }
    Ok(Number { tokens: path, literal: None, range: rule.range })
}

fn arithmetic_follows(tokens: &Tokens) -> bool {
    matches!(tokens.peek_tree(), Some(TokenTree::Punct(sign)) if "%*/+-^".contains(sign.as_char()))
}

/// `0.1 / 2.0`, `20%`
fn no_arithmetic(tokens: &mut Tokens, rule: &NumberRule, before: Option<f64>) -> Parsed<()> {
    let Some(TokenTree::Punct(sign)) = tokens.peek_tree() else {
        return Ok(());
    };
    match sign.as_char() {
        '%' => {
            let share = before.map(|percent| percent / 100.0).filter(|share| rule.range.contains(*share));
            let instead = share.map_or_else(|| rule.example.to_owned(), |share| share.to_string());
            Err(tokens.fail(sign, format!("a fraction has no `%`: write `{instead}`")))
        }
        '*' | '/' | '+' | '-' | '^' => Err(tokens.fail(
            sign,
            "a number is a literal or a constant: compute it outside, as in `const RATE: f64 = 1.0 / 3.0;`",
        )),
        _ => Ok(()),
    }
}

fn no_number(tokens: &mut Tokens, rule: &NumberRule) -> ErrorReported {
    let (name, example) = (rule.name, rule.example);
    match tokens.tree() {
        Some(TokenTree::Punct(dot)) if dot.as_char() == '.' && tokens.peek_literal().is_some() => {
            let digits = tokens.peek_literal().map(|digits| digits.to_string()).unwrap_or_default();
            tokens.fail(dot, format!("a number begins with a digit: write `0.{digits}`"))
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            let inside = group.stream();
            tokens.fail(group, format!("a number takes no parentheses: write `{inside}`"))
        }
        Some(other) => {
            let found = shown(&other);
            tokens.fail(other, format!("`{name}` takes a number, not `{found}`: write `{example}`"))
        }
        None => {
            let last = tokens.last();
            tokens.fail(last, format!("`{name}` needs a number: write `{example}`"))
        }
    }
}
