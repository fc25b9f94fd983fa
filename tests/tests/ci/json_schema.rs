//! Validates JSON against a schema of draft 4, as far as the schema of SARIF needs it. An unknown keyword is an error, so
//! that nothing in a schema is skipped silently.

use serde_json::Value;

/// A schema with its definitions.
pub(crate) struct Schema {
    root: Value,
}

impl Schema {
    pub(crate) fn parse(text: &str) -> Schema {
        Schema { root: serde_json::from_str(text).unwrap() }
    }

    /// Returns the faults of a value, each with its path.
    pub(crate) fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(&self.root, value, "$", &mut faults);
        faults
    }

    fn check(&self, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
        let Some(keywords) = schema.as_object() else { return };
        for (keyword, rule) in keywords {
            let holds = match keyword.as_str() {
                "$schema" | "title" | "id" | "description" | "definitions" | "default" | "format" => true,
                "$ref" => {
                    self.check(self.resolved(rule), value, path, faults);
                    true
                }
                "type" => is_of_type(value, rule),
                "enum" => rule.as_array().unwrap().contains(value),
                "required" => rule.as_array().unwrap().iter().all(|it| value.get(it.as_str().unwrap()).is_some()),
                "minItems" => value.as_array().is_none_or(|it| it.len() as u64 >= rule.as_u64().unwrap()),
                "uniqueItems" => value.as_array().is_none_or(|it| (1..it.len()).all(|at| !it[..at].contains(&it[at]))),
                "minimum" => value.as_f64().is_none_or(|it| it >= rule.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|it| it <= rule.as_f64().unwrap()),
                "pattern" => panic!("no value of a log of Travaux has a pattern, but {path} does"),
                "anyOf" => self.count_of_valid(rule, value) > 0,
                "oneOf" => self.count_of_valid(rule, value) == 1,
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{path}[{index}]"), faults);
                    }
                    true
                }
                "properties" | "additionalProperties" => true,
                _ => panic!("the keyword {keyword} is not known"),
            };
            if !holds {
                faults.push(format!("{path}: {keyword} {rule}"));
            }
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            match (schema["properties"].get(name), &schema["additionalProperties"]) {
                (Some(known), _) => self.check(known, member, &path, faults),
                (None, Value::Bool(false)) => faults.push(format!("{path}: unknown")),
                (None, others) => self.check(others, member, &path, faults),
            }
        }
    }

    fn count_of_valid(&self, schemas: &Value, value: &Value) -> usize {
        let is_valid = |schema: &&Value| {
            let mut faults = Vec::new();
            self.check(schema, value, "", &mut faults);
            faults.is_empty()
        };
        schemas.as_array().unwrap().iter().filter(is_valid).count()
    }

    fn resolved(&self, reference: &Value) -> &Value {
        self.root.pointer(reference.as_str().unwrap().trim_start_matches('#')).unwrap()
    }
}

fn is_of_type(value: &Value, types: &Value) -> bool {
    let is_of = |name: &Value| match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known"),
    };
    types.as_array().map_or_else(|| is_of(types), |it| it.iter().any(is_of))
}
