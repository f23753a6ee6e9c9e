//! What a newcomer from Keras, PyTorch, Burn or plain Rust writes: understood only to say what to write here.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::buffer::Cursor;

use super::tokens::{Broken, Parsed, Tokens, is_path_separator, shown};
use super::translate::{line, option_list};
use super::{Head, forms, is_label_sign, nearest_keyword, translate};
use crate::words::{self, Instead, Kind, OptionWord};

/// `Linear(784, 128);`, `let`, `dens 128;`
pub(super) fn unknown_statement(tokens: &mut Tokens, first: &Ident) -> Broken {
    let mut text = first.to_string();
    let known = |text: &str| keyword_of(text).is_some() || words::foreign_statement(text).is_some();
    while let Some(next) = dotted(tokens).or_else(|| tokens.path_separator().and_then(|_| tokens.word())) {
        if !known(&text) {
            text = next.to_string();
        }
    }
    let place = first.clone();
    let digits = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let message = if let Some(keyword) = keyword_of(&text) {
        called(tokens, &text, keyword)
    } else if let Some(Instead::Say(advice)) = words::foreign_statement(&text) {
        words::advise(advice, &text, "")
    } else if let Some(keyword) =
        forms::keywords().find(|keyword| !digits.is_empty() && text == format!("{keyword}{digits}"))
    {
        format!("a space is missing in `{text}`: write `{keyword} {digits}`")
    } else if tokens.at_end_of_statement() && text.starts_with(char::is_uppercase) {
        format!("unknown statement `{text}`: the header that names a network is `struct {text};`")
    } else if let Some(keyword) = nearest_keyword(&text) {
        format!("unknown statement `{text}`, did you mean `{keyword}`?")
    } else {
        format!("unknown statement `{text}`: write {}", words::list(forms::available(), "or"))
    };
    tokens.fail(place, message)
}

/// The keyword that another library or another case calls `text`.
fn keyword_of(text: &str) -> Option<&'static str> {
    let same = forms::keywords().find(|keyword| words::normal(keyword) == words::normal(text));
    same.or_else(|| match words::foreign_statement(text) {
        Some(Instead::Word(keyword)) => Some(keyword),
        _ => None,
    })
}

fn called(tokens: &Tokens, text: &str, keyword: &'static str) -> String {
    if let Some(instead) = forms::later(keyword) {
        return format!("`{text}` is `{keyword}` here, which is not part of this version yet: {instead}");
    }
    let line = line(keyword, rest_of_statement(tokens.cursor()));
    format!("`{text}` is called `{keyword}` here: write `{line}`")
}

/// The tokens up to the `;` or the next statement.
fn rest_of_statement(mut cursor: Cursor) -> TokenStream {
    let mut rest = TokenStream::new();
    while let Some((tree, after)) = cursor.token_tree() {
        if matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ';') || forms::starts(cursor) {
            break;
        }
        rest.extend([tree]);
        cursor = after;
    }
    rest
}

/// Whether a statement begins here whose keyword is misspelt or foreign: `Dropout(0.2)`, `dens 10`.
pub(super) fn looks_like_statement(cursor: Cursor) -> bool {
    let Some((word, after)) = cursor.ident() else {
        return false;
    };
    let text = word.to_string();
    let goes_on = after.ident().is_some() || after.literal().is_some() || after.group(Delimiter::Parenthesis).is_some();
    goes_on && (keyword_of(&text).is_some() || nearest_keyword(&text).is_some())
}

/// `loss = mse`, `input: 784`
pub(super) fn no_sign_behind_keyword(tokens: &mut Tokens, head: &Head) {
    let sign = match tokens.equals() {
        Some(equals) => Some(equals),
        None if is_label_sign(tokens.cursor()) => tokens.punct(':'),
        None => None,
    };
    if let Some(sign) = sign {
        let keyword = &head.keyword;
        let line = match tokens.peek_tree().filter(|_| !tokens.at_end_of_statement()) {
            Some(TokenTree::Group(_)) | None => head.form.example.to_owned(),
            Some(value) => format!("{keyword} {}", shown(&value).trim_matches('"')),
        };
        let shown = sign.as_char();
        tokens.error(sign, format!("no `{shown}` behind `{keyword}`: write `{line}`"));
    }
}

/// `dense(128, relu)`, `dropout(0.2)`; but a size may be `(N + 1) * 2`.
pub(super) fn no_call(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let Some(group) = tokens.peek_group().filter(|group| group.delimiter() == Delimiter::Parenthesis) else {
        return Ok(());
    };
    let sized = matches!(head.form.keyword, "input" | "dense" | "batch" | "epochs");
    if sized && !is_call(&group) {
        return Ok(());
    }
    let line = line(head.form.keyword, rest_of_statement(tokens.cursor()));
    tokens.tree();
    Err(tokens.fail(group, format!("a statement has no parentheses: write `{line}`")))
}

/// Whether the parentheses hold arguments, not an expression.
fn is_call(group: &Group) -> bool {
    let argument = |tree: TokenTree| match tree {
        TokenTree::Punct(punct) => matches!(punct.as_char(), ',' | '='),
        TokenTree::Ident(word) => words::activation(&word.to_string()).is_some(),
        TokenTree::Literal(literal) => literal.to_string().starts_with('"'),
        TokenTree::Group(_) => false,
    };
    group.stream().is_empty() || lone_token(group).is_some() || group.stream().into_iter().any(argument)
}

/// `dense relu 128`, `dense units=128`, `dense [128]`, `dense;`
pub(super) fn no_size(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let (keyword, example) = (&head.keyword, head.form.example);
    if tokens.at_end_of_statement() || tokens.at_statement() {
        let what = if matches!(head.form.keyword, "batch" | "epochs") { "number" } else { "size" };
        return Err(tokens.fail(keyword, format!("`{keyword}` needs a {what}: write `{example}`")));
    }
    no_brackets(tokens, head)?;
    if tokens.peek_named() {
        return size_with_name(tokens, head);
    }
    let Some((word, after)) = lone_word(tokens) else {
        return Ok(());
    };
    let text = word.to_string();
    let size = after.literal().map(|(literal, _)| literal.to_string());
    if !is_word(&text) && (size.is_none() || text == "as") {
        return Ok(());
    }
    let message = match size {
        Some(size) if head.form.keyword == "dense" => {
            let text = translate::activation(&text);
            format!("the size stands before the activation: write `dense {size} {text}`")
        }
        Some(size) => format!("`{keyword}` takes a size only: write `{keyword} {size};`"),
        None if head.form.keyword == "dense" && activation_like(&text) => {
            let text = translate::activation(&text);
            format!("`dense` needs a size before its activation: write `dense 128 {text}`")
        }
        None => format!("`{keyword}` needs a size, but this is `{text}`: write `{example}`"),
    };
    Err(tokens.fail(word, message))
}

/// `dense [128]`, `dense {128}`, `dense<128>`
fn no_brackets(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let group = tokens.peek_group().filter(|group| match group.delimiter() {
        Delimiter::Bracket => true,
        Delimiter::Brace => lone_token(group).is_some(),
        _ => false,
    });
    let angle = tokens.peek_punct('<').filter(|_| {
        let behind = tokens.cursor().punct().and_then(|(_, after)| after.literal());
        behind.is_some()
    });
    let line = line(head.form.keyword, rest_of_statement(tokens.cursor()));
    let message = format!("a size stands without brackets: write `{line}`");
    if group.is_some() {
        tokens.tree();
        return Err(tokens.fail(group, message));
    }
    match angle {
        Some(angle) => Err(tokens.fail(angle, message)),
        None => Ok(()),
    }
}

/// `dense units=128`
fn size_with_name(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    let Some(name) = tokens.peek_word() else {
        return Ok(());
    };
    let keyword = &head.keyword;
    if head.form.keyword == "dense"
        && (words::DENSE_OPTIONS.iter().any(|known| name == known.name) || name == "activation" || name == "act")
    {
        return Err(tokens.fail(&name, format!("the size stands first: write `dense 128 relu`, then `{name}`")));
    }
    tokens.word();
    tokens.equals();
    let value = tokens.peek_tree().map(|value| shown(&value)).unwrap_or_default();
    tokens.error(&name, format!("the size of `{keyword}` needs no name: write `{keyword} {value}`"));
    Ok(())
}

/// Whether a single word is of the vocabulary, or nearly; `STEP` is a constant.
fn is_word(text: &str) -> bool {
    text.contains(char::is_lowercase)
        && (activation_like(text)
            || words::loss_named(text).is_some()
            || words::optimizer(text).is_some()
            || words::INITS.contains(&text))
}

pub(super) fn activation_like(text: &str) -> bool {
    words::activation(text).is_some()
        || words::foreign_activation(text).is_some()
        || words::nearest(text, words::ACTIVATIONS.iter().map(|known| known.name)).is_some()
}

/// `dense 784 128`, `dense 784, 128`, `dense 784 -> 128`
pub(super) fn no_input_width(tokens: &mut Tokens) -> Parsed<()> {
    let first = tokens.last();
    let Some((between, second)) = second_number(tokens.cursor()) else {
        return Ok(());
    };
    let first = first.as_ref().map(shown).unwrap_or_default();
    for _ in 0..between {
        tokens.tree();
    }
    let place = tokens.peek_tree();
    let message =
        format!("a layer has one size, its outputs, and `{first}` stands here already: write `dense {second}`");
    Err(tokens.fail(place, message))
}

/// `input 28, 28`, `input 28 28`
pub(super) fn no_shape(tokens: &mut Tokens) -> Parsed<()> {
    let first = tokens.last();
    let Some((between, second)) = second_number(tokens.cursor()) else {
        return Ok(());
    };
    let first = first.as_ref().map(shown).unwrap_or_default();
    for _ in 0..between {
        tokens.tree();
    }
    let place = tokens.peek_tree();
    Err(tokens.fail(place, format!("a row is flat and has one size: write `input {first} * {second};`")))
}

/// How many tokens stand between the cursor and a whole number, and the number: `128`, `, 128`, `-> 128`.
fn second_number(cursor: Cursor) -> Option<(usize, String)> {
    let mut at = cursor;
    let mut between = 0;
    while let Some((_, after)) = at.punct().filter(|(punct, _)| matches!(punct.as_char(), ',' | '-' | '=' | '>')) {
        at = after;
        between += 1;
    }
    let (literal, _) = at.literal()?;
    let text = literal.to_string();
    text.parse::<usize>().ok().map(|_| (between, text))
}

/// `input 784 relu`
pub(super) fn no_activation(tokens: &mut Tokens, head: &Head) -> Parsed<()> {
    match tokens.peek_word().filter(|word| activation_like(&word.to_string())) {
        Some(word) if !tokens.at_statement() => {
            let keyword = &head.keyword;
            Err(tokens.fail(
                &word,
                format!("`{keyword}` has no activation: write `{word}` at a layer, as in `dense 128 {word};`"),
            ))
        }
        _ => Ok(()),
    }
}

/// `dense 128 relu 0.2`
pub(super) fn no_rate(tokens: &mut Tokens) -> Parsed<()> {
    let Some(literal) = tokens.peek_literal() else {
        return Ok(());
    };
    let share = literal.to_string().parse::<f64>().is_ok_and(|value| value > 0.0 && value < 1.0);
    let message = if share {
        format!("did not expect `{literal}` here: for dropout write `dropout {literal};` after the layer")
    } else {
        format!("did not expect `{literal}` here: the size stands right behind `dense`, once, as in `dense 128 relu;`")
    };
    Err(tokens.fail(literal, message))
}

/// `dropout p=0.2`
pub(super) fn no_name(tokens: &mut Tokens, head: &Head) {
    if !tokens.peek_named() && !tokens.cursor().ident().is_some_and(|(_, after)| is_label_sign(after)) {
        return;
    }
    let name = tokens.word();
    if tokens.equals().is_none() {
        tokens.punct(':');
    }
    let value = tokens.peek_tree().map(|value| shown(&value)).unwrap_or_default();
    let keyword = &head.keyword;
    tokens.error(name, format!("the value of `{keyword}` needs no name: write `{keyword} {value}`"));
}

/// `optimizer adam 0.001`, `optimizer adam(lr=0.001)`
pub(super) fn no_positional_rate(tokens: &mut Tokens, word: &Ident) -> Parsed<()> {
    if let Some(literal) = tokens.peek_literal() {
        return Err(
            tokens.fail(&literal, format!("the learning rate has a name: write `optimizer {word} lr={literal};`"))
        );
    }
    match tokens.peek_group() {
        Some(group) if group.delimiter() != Delimiter::Brace => {
            let options = option_list(word, group.stream());
            Err(tokens.fail(group, format!("options stand without parentheses: write `optimizer {word}{options};`")))
        }
        _ => Ok(()),
    }
}

/// The options in the parentheses of `Adam(lr=0.001)`, as they are written here.
pub(super) fn call_options(tokens: &Tokens, optimizer: &str) -> String {
    let word = Ident::new(optimizer, proc_macro2::Span::call_site());
    tokens.peek_group().map(|group| option_list(&word, group.stream())).unwrap_or_default()
}

/// Reads `.ReLU` behind `nn`, and gives the last name.
pub(super) fn dotted(tokens: &mut Tokens) -> Option<Ident> {
    let mut last = None;
    while let Some((_, after)) = tokens.cursor().punct().filter(|(punct, _)| punct.as_char() == '.') {
        after.ident()?;
        tokens.punct('.');
        last = tokens.word().or(last);
    }
    last
}

/// Skips the value of an unknown option, and gives it as text.
pub(super) fn skip_value(tokens: &mut Tokens) -> String {
    let mut value = String::new();
    while !tokens.at_end_of_statement()
        && !tokens.at_statement()
        && !tokens.peek_named()
        && tokens.peek_punct(',').is_none()
    {
        let word_ends = tokens.peek_word().is_some() && !value.is_empty() && !value.ends_with([':', '.', '-']);
        if word_ends {
            break;
        }
        let separator = is_path_separator(tokens.cursor());
        if let Some(tree) = tokens.tree() {
            value.push_str(&tree.to_string());
        }
        if separator && let Some(tree) = tokens.tree() {
            value.push_str(&tree.to_string());
        }
    }
    value
}

/// What to say about the foreign option `text`; `None` if there is nothing like it here.
pub(super) fn option_instead(
    owner: &Ident,
    text: &str,
    value: &str,
    advice: Instead,
    known: &[OptionWord],
) -> Option<String> {
    let name = match advice {
        Instead::Say(_) if text == "activation" || text == "act" => {
            return Some(format!("an activation has no name: write `{}` right behind the size", activation_of(value)));
        }
        Instead::Say(advice) => return Some(words::advise(advice, text, value)),
        Instead::Word(name) => name,
    };
    let name = if name == "l2" && value.to_lowercase().contains("l1") { "l1" } else { name };
    let option = known.iter().find(|option| option.name == name)?;
    let value = match option.kind {
        Kind::Number(_) => {
            value.split(['(', ')', ',', '=', ' ']).find(|part| part.parse::<f64>().is_ok()).map(str::to_owned)
        }
        Kind::Bool => Some(value.to_lowercase()).filter(|value| value == "true" || value == "false"),
        Kind::Init => match words::foreign_init(value.trim_matches('"')) {
            Some(Instead::Word(init)) => Some(init.to_owned()),
            _ => None,
        },
    };
    let value = value.unwrap_or_else(|| option.example.to_owned());
    Some(format!("the option `{text}` of `{owner}` is called `{name}` here: write `{name}={value}`"))
}

fn activation_of(value: &str) -> String {
    let word = value.trim_matches('"').split('(').next().unwrap_or_default();
    if word.is_empty() { "relu".to_owned() } else { translate::activation(word) }
}

/// Something that is no word where one is needed.
pub(super) fn unexpected(tokens: &mut Tokens, needs: &str, example: &str) -> Broken {
    let place = tokens.tree();
    let found = place.as_ref().map(shown).unwrap_or_default();
    tokens.fail(place, format!("{needs}, but this is `{found}`: write `{example}`"))
}

/// A literal or a word that stands alone in a group.
pub(super) fn lone_token(group: &Group) -> Option<TokenTree> {
    let mut inside = group.stream().into_iter();
    match (inside.next(), inside.next()) {
        (Some(tree @ (TokenTree::Literal(_) | TokenTree::Ident(_))), None) => Some(tree),
        _ => None,
    }
}

/// A single word ahead that cannot be a size, and what it is.
fn lone_word<'a>(tokens: &Tokens<'a>) -> Option<(Ident, Cursor<'a>)> {
    tokens.cursor().ident().filter(|(_, after)| !is_path_separator(*after))
}
