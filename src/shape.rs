//! What a user's TOML file may hold, told once: field by field, with the words that explain each.
//!
//! Takes no file; gives a JSON Schema, from which editors complete, explain and underline. The readers of the files ask
//! field by field; a test holds what they ask for against the shapes. A leaf: it knows nothing of what the fields mean.

use serde_json::{Map, Value, json};

/// The dialect that editors for TOML understand best.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A single value of any plain type.
    Scalar,
    /// One of these words.
    OneOf(Vec<String>),
    /// A list of these words.
    SomeOf(Vec<String>),
    /// A table.
    Table(Shape),
    /// A list of tables.
    Tables(Shape),
    /// A list of tables whose names are the user's own, each a single value.
    Rows,
    /// A table whose names are the user's own; each holds the same.
    Map(Box<Kind>),
}

/// A field of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub words: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// Further words of JSON Schema: a pattern, the least and the most.
    pub limits: Vec<(&'static str, Value)>,
}

/// A table: its fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// Its fields.
    pub fields: Vec<Field>,
    /// Fields of which exactly one must be there; none: no such rule.
    pub exactly_one: Vec<&'static str>,
    /// Fields that others ask for.
    pub needs: Vec<Need>,
}

/// A field that must be there when another holds one of these words.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// The other field.
    pub when: &'static str,
    /// Its words.
    pub holds: Vec<&'static str>,
    /// The field that must be there.
    pub needed: &'static str,
}

/// A field that may be left out.
pub fn field(name: &'static str, kind: Kind, words: impl Into<String>) -> Field {
    Field { name, words: words.into(), kind, required: false, limits: Vec::new() }
}

/// A text that must be there and say something.
pub fn words(name: &'static str, words: impl Into<String>) -> Field {
    field(name, Kind::Text, words).required().limit("pattern", r"\S")
}

/// One of the words that a type knows.
pub fn one_of<T>(name: &'static str, choices: &[(&str, T)], words: impl Into<String>) -> Field {
    field(name, Kind::OneOf(choices.iter().map(|(word, _)| (*word).to_owned()).collect()), words)
}

impl Field {
    /// Must be there.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Adds a word of JSON Schema.
    #[must_use]
    pub fn limit(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.limits.push((name, value.into()));
        self
    }

    fn schema(&self) -> Value {
        let mut schema = self.kind.schema();
        if let Value::Object(map) = &mut schema {
            map.insert("description".to_owned(), json!(self.words));
            map.extend(self.limits.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        }
        schema
    }
}

impl Kind {
    fn schema(&self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Self::Integer => json!({ "type": "integer" }),
            Self::Boolean => json!({ "type": "boolean" }),
            Self::Date => json!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
            Self::Scalar => json!({ "type": ["string", "integer", "number", "boolean"] }),
            Self::OneOf(choices) => json!({ "type": "string", "enum": choices }),
            Self::SomeOf(choices) => {
                json!({ "type": "array", "items": { "type": "string", "enum": choices } })
            }
            Self::Table(shape) => shape.schema(),
            Self::Tables(shape) => json!({ "type": "array", "items": shape.schema() }),
            Self::Rows => {
                let row = json!({ "type": "object", "additionalProperties": Self::Scalar.schema() });
                json!({ "type": "array", "items": row })
            }
            Self::Map(kind) => json!({ "type": "object", "additionalProperties": kind.schema() }),
        }
    }

    /// The table that it is, or that is in it.
    fn shape(&self) -> Option<&Shape> {
        match self {
            Self::Table(shape) | Self::Tables(shape) => Some(shape),
            _ => None,
        }
    }
}

impl Need {
    fn schema(&self) -> Value {
        let holds = json!({ self.when: { "enum": self.holds } });
        json!({
            "if": { "properties": holds, "required": [self.when] },
            "then": { "required": [self.needed] },
        })
    }
}

impl Shape {
    /// A table of these fields.
    pub fn of(fields: impl IntoIterator<Item = Field>) -> Self {
        Self { fields: fields.into_iter().collect(), ..Self::default() }
    }

    /// The JSON Schema of a file of this shape.
    pub fn document(&self, title: &str, words: &str) -> Value {
        let mut schema = self.schema();
        if let Value::Object(map) = &mut schema {
            map.insert("$schema".to_owned(), json!(DIALECT));
            map.insert("title".to_owned(), json!(title));
            map.insert("description".to_owned(), json!(words));
        }
        schema
    }

    fn schema(&self) -> Value {
        let properties: Map<String, Value> =
            self.fields.iter().map(|field| (field.name.to_owned(), field.schema())).collect();
        let required: Vec<&str> =
            self.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if let Value::Object(map) = &mut schema {
            if !required.is_empty() {
                map.insert("required".to_owned(), json!(required));
            }
            if !self.exactly_one.is_empty() {
                let each: Vec<Value> =
                    self.exactly_one.iter().map(|name| json!({ "required": [name] })).collect();
                map.insert("oneOf".to_owned(), json!(each));
            }
            if !self.needs.is_empty() {
                let each: Vec<Value> = self.needs.iter().map(Need::schema).collect();
                map.insert("allOf".to_owned(), json!(each));
            }
        }
        schema
    }

    /// The field that names lead to; a name of the user's own leads through a map. `None` where there is none.
    pub fn find(&self, path: &[impl AsRef<str>]) -> Option<Found<'_>> {
        let (first, mut rest) = path.split_first()?;
        let field = self.fields.iter().find(|field| field.name == first.as_ref())?;
        let (mut kind, mut own) = (&field.kind, false);
        let mut names = vec![field.name];
        while let (Kind::Map(inside), Some((_, after))) = (kind, rest.split_first()) {
            (kind, rest, own) = (inside, after, true);
            names.push("*");
        }
        if rest.is_empty() {
            return Some(Found { kind, required: field.required && !own, names });
        }
        if *kind == Kind::Rows && rest.len() == 1 {
            names.push("*");
            return Some(Found { kind: &Kind::Scalar, required: false, names });
        }
        let mut found = kind.shape()?.find(rest)?;
        names.append(&mut found.names);
        Some(Found { names, ..found })
    }

    /// The names that lead to each field, `*` for a name of the user's own.
    pub fn paths(&self) -> Vec<Vec<&'static str>> {
        let mut all = Vec::new();
        for field in &self.fields {
            let mut at = vec![field.name];
            all.push(at.clone());
            let mut kind = &field.kind;
            while let Kind::Map(inside) = kind {
                at.push("*");
                all.push(at.clone());
                kind = inside;
            }
            if *kind == Kind::Rows {
                all.push(at.iter().copied().chain(["*"]).collect());
            }
            let below = kind.shape().map(Self::paths).unwrap_or_default();
            all.extend(below.into_iter().map(|path| at.iter().copied().chain(path).collect()));
        }
        all
    }
}

/// A field found by the names that lead to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'a> {
    /// What it holds.
    pub kind: &'a Kind,
    /// Whether it must be there.
    pub required: bool,
    /// The names that lead to it, `*` for a name of the user's own.
    pub names: Vec<&'static str>,
}
