//! The meta-model of the protocol: its messages and their types.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

/// The meta-model, indexed by the names of messages and types.
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
    /// Its direction.
    pub(super) message_direction: Direction,
    /// The type of its parameters.
    pub(super) params: Option<Type>,
    /// The type of the result of a request.
    pub(super) result: Option<Type>,
    /// The type of partial results.
    pub(super) partial_result: Option<Type>,
    /// The type of the data of an error.
    pub(super) error_data: Option<Type>,
    /// The type of the options of a dynamic registration.
    pub(super) registration_options: Option<Type>,
    /// The path of the client capability for the message: `textDocument.hover`.
    pub(super) client_capability: Option<String>,
    #[serde(rename = "serverCapability")]
    _server_capability: Option<String>,
}

/// The direction of a message.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Direction {
    ClientToServer,
    ServerToClient,
    Both,
}

/// A type of the meta-model.
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

/// A base type.
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

/// The members of a structure without a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Members {
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
    /// The key of the member.
    pub(super) name: String,
    /// The type of the member.
    #[serde(rename = "type")]
    pub(super) of: Type,
    /// Whether it may be absent.
    #[serde(default)]
    pub(super) optional: bool,
}

/// An enumeration of values of a base type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Enumeration {
    name: String,
    /// The type of its values.
    #[serde(rename = "type")]
    pub(super) of: Type,
    values: Vec<Named>,
    /// Whether other values are valid too.
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

/// The definition of a named type.
pub(super) enum Definition<'m> {
    Structure(&'m Structure),
    Enumeration(&'m Enumeration),
    Alias(&'m Type),
    Any,
    Object,
    Array,
}

impl Model {
    /// Returns the meta-model in `tests/protocol`.
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

    /// Returns the request with a method.
    pub(super) fn request(&self, method: &str) -> Option<&Message> {
        self.requests.get(method)
    }

    /// Returns the notification with a method.
    pub(super) fn notification(&self, method: &str) -> Option<&Message> {
        self.notifications.get(method)
    }

    /// The definition of a named type.
    pub(super) fn definition(&self, name: &str) -> Definition<'_> {
        match name {
            "LSPAny" => Definition::Any,
            "LSPObject" => Definition::Object,
            "LSPArray" => Definition::Array,
            _ => self
                .structures
                .get(name)
                .map(Definition::Structure)
                .or_else(|| self.enumerations.get(name).map(Definition::Enumeration))
                .or_else(|| self.aliases.get(name).map(Definition::Alias))
                .unwrap_or_else(|| panic!("the meta-model does not define {name}")),
        }
    }

    /// Returns the members of a type that is an object with known keys, its own before inherited ones; `None` for any
    /// other type.
    pub(super) fn members<'m>(&'m self, of: &'m Type) -> Option<Vec<&'m Property>> {
        match of {
            Type::Literal { value } => Some(value.properties.iter().collect()),
            Type::And { items } => {
                let parts: Option<Vec<_>> = items.iter().map(|it| self.members(it)).collect();
                Some(parts?.concat())
            }
            Type::Reference { name } => match self.definition(name) {
                Definition::Structure(structure) => Some(self.members_of(structure)),
                Definition::Alias(target) => self.members(target),
                Definition::Enumeration(_) | Definition::Any | Definition::Object | Definition::Array => None,
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
    /// Returns whether a value is one of the listed values.
    pub(super) fn lists(&self, value: &Value) -> bool {
        self.values.iter().any(|it| it.value == *value)
    }
}
