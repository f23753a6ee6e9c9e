//! `struct` → its fields, each with what becomes of it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, GenericArgument, Member, Path, PathArguments, Type, parse_quote};

use crate::errors::Errors;
use crate::words::nearest;

const INTEGERS: [&str; 13] =
    ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "bool"];

/// What a struct has.
pub(super) struct Struct {
    /// The path of the facade.
    pub(super) krate: TokenStream,
    /// The type of the numbers, as the struct says or the macro sees it in a field.
    pub(super) scalar: Option<Type>,
    pub(super) fields: Vec<Field>,
}

/// A field of it.
pub(super) struct Field {
    pub(super) member: Member,
    pub(super) kind: Type,
    pub(super) role: Role,
}

/// What becomes of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Trained,
    Untrained,
    Skipped,
}

/// `struct` → its fields with their roles.
pub(super) fn read(input: &DeriveInput) -> Result<Struct, Errors> {
    let mut errors = Errors::default();
    let mut found = Struct { krate: quote!(::mlp), scalar: None, fields: Vec::new() };
    options(&input.attrs, "tensors", &["crate", "scalar"], &mut errors, |option, meta| {
        let value = meta.value()?;
        match option {
            "crate" => found.krate = value.call(Path::parse_mod_style)?.into_token_stream(),
            _ => found.scalar = Some(value.parse()?),
        }
        Ok(())
    });
    let fields = match &input.data {
        Data::Struct(data) => &data.fields,
        Data::Enum(data) => {
            errors.at(data.enum_token, "tensors are the fields of a struct, not of an enum");
            return errors.finish(found);
        }
        Data::Union(data) => {
            errors.at(data.union_token, "tensors are the fields of a struct, not of a union");
            return errors.finish(found);
        }
    };
    for (member, field) in fields.members().zip(fields) {
        let mut role = Role::Trained;
        options(&field.attrs, "tensor", &["untrained", "skip"], &mut errors, |option, _| {
            role = if option == "skip" { Role::Skipped } else { Role::Untrained };
            Ok(())
        });
        found.fields.push(Field { member, kind: field.ty.clone(), role });
    }
    numbers(&found, &mut errors);
    if found.scalar.is_none() {
        let parameters: Vec<_> = input.generics.type_params().map(|parameter| &parameter.ident).collect();
        let mut seen =
            found.fields.iter().filter(|field| field.role != Role::Skipped).filter_map(|field| number(&field.kind));
        found.scalar = seen.find(|seen| is_float(seen) || parameters.contains(seen)).map(|seen| parse_quote!(#seen));
    }
    if found.scalar.is_none() && found.fields.iter().all(|field| field.role == Role::Skipped) {
        let says = "no field says whether this layer computes with f32 or f64: write `#[tensors(scalar = f32)]`";
        errors.at(&input.ident, says);
    }
    errors.finish(found)
}

/// Whether the numbers of all fields are of one type, f32 or f64.
fn numbers(found: &Struct, errors: &mut Errors) {
    let said = found.scalar.as_ref().and_then(number).map(|scalar| ("`scalar`".to_owned(), scalar));
    let mut first = said;
    for field in found.fields.iter().filter(|field| field.role != Role::Skipped) {
        let (name, Some(scalar)) = (name_of(&field.member), number(&field.kind)) else { continue };
        if INTEGERS.iter().any(|integer| scalar == integer) {
            errors.at(
                scalar,
                format!("the numbers of a tensor are `f32` or `f64`, not `{scalar}`: write `#[tensor(skip)]` above `{name}` if it is neither trained nor saved"),
            );
            continue;
        }
        let float = is_float(scalar);
        match &first {
            Some((other, before)) if float && scalar != *before => errors.at(
                scalar,
                format!("`{name}` is of `{scalar}`, and {other} of `{before}`: a layer computes with one type"),
            ),
            None if float => first = Some((format!("`{name}`"), scalar)),
            _ => {}
        }
    }
}

fn is_float(number: &Ident) -> bool {
    number == "f32" || number == "f64"
}

/// Goes through `#[attribute(option, option = …)]`.
fn options(
    attributes: &[Attribute],
    attribute: &str,
    known: &[&str],
    errors: &mut Errors,
    mut take: impl FnMut(&str, &syn::meta::ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for found in attributes.iter().filter(|found| found.path().is_ident(attribute)) {
        let read = found.parse_nested_meta(|meta| {
            let written = meta.path.to_token_stream().to_string();
            if known.contains(&written.as_str()) {
                return take(&written, &meta);
            }
            let meant = nearest(&written, known.iter().copied());
            let advice = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("expected `{}`", known.join("` or `")),
            };
            Err(meta.error(format!("unknown option `{written}`, {advice}")))
        });
        if let Err(error) = read {
            errors.add(error);
        }
    }
}

/// A field's name in files.
pub(super) fn name_of(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string().trim_start_matches("r#").to_owned(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

/// The type of the numbers in a field, where the macro can see it: `f32` in `Box<[[f32; 8]; 4]>`.
fn number(kind: &Type) -> Option<&Ident> {
    match kind {
        Type::Array(array) => number(&array.elem),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            match &last.arguments {
                PathArguments::None => path.path.get_ident(),
                PathArguments::AngleBracketed(arguments) if last.ident == "Box" => match arguments.args.first()? {
                    GenericArgument::Type(inner) => number(inner),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}
