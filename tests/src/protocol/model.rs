//! The protocol's meta-model: which messages there are and what they are made of. It judges nothing.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

/// The meta-model, by the names of messages and types.
pub(super) struct Model {
    requests: HashMap<String, Message>,
    notifications: HashMap<String, Message>,
    structures: HashMap<String, Structure>,
    enumerations: HashMap<String, Enumeration>,
    aliases: HashMap<String, Type>,
}

/// A request or a notification.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Message {
    method: String,
    /// Who says it.
    pub(super) message_direction: Direction,
    /// What it comes with.
    pub(super) params: Option<Type>,
    /// What a request is answered with.
    pub(super) result: Option<Type>,
    /// What parts of that come as, where the client takes them before the whole.
    pub(super) partial_result: Option<Type>,
    /// What a refusal comes with.
    pub(super) error_data: Option<Type>,
    /// What a wish for it comes with that is uttered after the handshake.
    pub(super) registration_options: Option<Type>,
    /// Where the client says that it knows the message: `textDocument.hover`.
    pub(super) client_capability: Option<String>,
    #[serde(rename = "serverCapability")]
    _server_capability: Option<String>,
}

/// Who says a message.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Direction {
    ClientToServer,
    ServerToClient,
    Both,
}

/// A type.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum Type {
    Base { name: Base },
    Reference { name: String },
    Array { element: Box<Type> },
    Map { key: Box<Type>, value: Box<Type> },
    And { items: Vec<Type> },
    Or { items: Vec<Type> },
    Tuple { items: Vec<Type> },
    Literal { value: Members },
    StringLiteral { value: String },
    IntegerLiteral { value: i64 },
    BooleanLiteral { value: bool },
}

/// What all others are made of.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(super) enum Base {
    #[serde(rename = "string")]
    String,
    DocumentUri,
    #[serde(rename = "URI")]
    Uri,
    #[serde(rename = "integer")]
    Integer,
    #[serde(rename = "uinteger")]
    Uinteger,
    #[serde(rename = "decimal")]
    Decimal,
    #[serde(rename = "boolean")]
    Boolean,
    #[serde(rename = "null")]
    Null,
}

/// A structure without a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Members {
    /// Its own members.
    pub(super) properties: Vec<Property>,
}

/// A structure: its own members and those of the types that it extends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Structure {
    name: String,
    #[serde(default)]
    extends: Vec<Type>,
    #[serde(default)]
    mixins: Vec<Type>,
    properties: Vec<Property>,
}

/// A member of a structure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Property {
    /// Its key.
    pub(super) name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub(super) of: Type,
    /// Whether it may be absent.
    #[serde(default)]
    pub(super) optional: bool,
}

/// A few values of a base type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Enumeration {
    name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub(super) of: Type,
    values: Vec<Named>,
    /// Whether others may be made up.
    #[serde(default)]
    pub(super) supports_custom_values: bool,
}

#[derive(Debug, Deserialize)]
struct Named {
    value: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    requests: Vec<Message>,
    notifications: Vec<Message>,
    structures: Vec<Structure>,
    enumerations: Vec<Enumeration>,
    type_aliases: Vec<Alias>,
}

#[derive(Deserialize)]
struct Alias {
    name: String,
    #[serde(rename = "type")]
    of: Type,
}

/// What a name stands for.
pub(super) enum Meaning<'m> {
    Structure(&'m Structure),
    Enumeration(&'m Enumeration),
    Alias(&'m Type),
    /// Any value, any object or any list, as the name says.
    Any,
    Object,
    Array,
}

impl Model {
    /// The meta-model that lies beside the tests.
    pub(super) fn of_protocol() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(include_str!("../../protocol/meta-model.json")))
    }

    fn read(text: &str) -> Model {
        let file: File = serde_json::from_str(text).expect("a meta-model");
        let by_method = |list: Vec<Message>| list.into_iter().map(|it| (it.method.clone(), it)).collect();
        Model {
            requests: by_method(file.requests),
            notifications: by_method(file.notifications),
            structures: file.structures.into_iter().map(|it| (it.name.clone(), it)).collect(),
            enumerations: file.enumerations.into_iter().map(|it| (it.name.clone(), it)).collect(),
            aliases: file.type_aliases.into_iter().map(|it| (it.name, it.of)).collect(),
        }
    }

    /// A request.
    pub(super) fn request(&self, method: &str) -> Option<&Message> {
        self.requests.get(method)
    }

    /// A notification.
    pub(super) fn notification(&self, method: &str) -> Option<&Message> {
        self.notifications.get(method)
    }

    /// What a name stands for.
    pub(super) fn meaning(&self, name: &str) -> Meaning<'_> {
        match name {
            "LSPAny" => Meaning::Any,
            "LSPObject" => Meaning::Object,
            "LSPArray" => Meaning::Array,
            _ => self
                .structures
                .get(name)
                .map(Meaning::Structure)
                .or_else(|| self.enumerations.get(name).map(Meaning::Enumeration))
                .or_else(|| self.aliases.get(name).map(Meaning::Alias))
                .unwrap_or_else(|| panic!("the meta-model refers to {name} and does not have it")),
        }
    }

    /// The members of a type that is an object with known keys, its own before those that it takes over; `None` for
    /// any other type.
    pub(super) fn members<'m>(&'m self, of: &'m Type) -> Option<Vec<&'m Property>> {
        match of {
            Type::Literal { value } => Some(value.properties.iter().collect()),
            Type::And { items } => {
                let parts: Option<Vec<_>> = items.iter().map(|it| self.members(it)).collect();
                Some(parts?.concat())
            }
            Type::Reference { name } => match self.meaning(name) {
                Meaning::Structure(structure) => Some(self.members_of(structure)),
                Meaning::Alias(meant) => self.members(meant),
                Meaning::Enumeration(_) | Meaning::Any | Meaning::Object | Meaning::Array => None,
            },
            _ => None,
        }
    }

    fn members_of<'m>(&'m self, structure: &'m Structure) -> Vec<&'m Property> {
        let mut members: Vec<&Property> = structure.properties.iter().collect();
        for parent in structure.extends.iter().chain(&structure.mixins) {
            for member in self.members(parent).expect("structures extend structures") {
                if !members.iter().any(|it| it.name == member.name) {
                    members.push(member);
                }
            }
        }
        members
    }
}

impl Enumeration {
    /// Whether a value is one of those that are listed.
    pub(super) fn lists(&self, value: &Value) -> bool {
        self.values.iter().any(|it| it.value == *value)
    }
}
